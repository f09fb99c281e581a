"""Files that are there whole or not at all, also after a power cut; and locks that end with whoever holds them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from django.core.files import locks

NEW = ".new-"  # files that are being written begin so


def write_aside(folder: Path, content: bytes) -> Path:
    """Write a file under a name for the moment, readable by its owner alone, and return its path once it lasts."""
    descriptor, aside = mkstemp(dir=folder, prefix=NEW)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    return Path(aside)


def write_once(path: Path, content: bytes) -> None:
    """Write a file unless there is one of that name already, written perhaps by a process that was quicker."""
    aside = write_aside(path.parent, content)
    with suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
    keep_names(path.parent)


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in place of the one of that name: whoever reads sees the one or the other."""
    write_aside(path.parent, content).replace(path)
    keep_names(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder that others can't look into, where it is missing."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        keep_names(folder.parent)


def keep_names(folder: Path) -> None:
    """Make the names in a folder last. Windows can't, and does without."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def locked(path: Path, *, shared: bool = False, wait: bool = True) -> Iterator[bool]:
    """Hold the lock of a file, alone or with others that share it; give whether it is held.

    Without `wait` it is not held where somebody else holds it. The system lets go of it when the process ends, however.
    """
    make_folder(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        how = locks.LOCK_SH if shared else locks.LOCK_EX
        yield locks.lock(descriptor, how if wait else how | locks.LOCK_NB)
    finally:
        os.close(descriptor)
