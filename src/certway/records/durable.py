"""Files that are there whole or not at all, also after a power cut; and locks that end with whoever holds them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkstemp

from django.core.files import locks

NEW = ".new-"  # files that are being written begin so
LEFT_AFTER = timedelta(hours=1)  # a file that is still being written after that was left by a sudden end
_ASIDE = re.compile(rf"{re.escape(NEW)}[a-z0-9_]{{8}}")  # as mkstemp ends them


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


def sweep_left(folder: Path, now: datetime, *, older_than: timedelta = LEFT_AFTER) -> int:
    """Delete what a sudden end left in a folder of files that were being written aside; return how many.

    `now` is an instant in UTC. What can't be deleted, or looked at, is left alone.
    """
    swept = 0
    with suppress(OSError):
        for path in [path for path in folder.iterdir() if _ASIDE.fullmatch(path.name)]:
            with suppress(OSError):
                if path.is_file() and datetime.fromtimestamp(path.lstat().st_mtime, UTC) <= now - older_than:
                    path.unlink()
                    swept += 1
    return swept


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
