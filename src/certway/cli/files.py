"""Files that commands write."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from certway.core.units.errors import CertwayError


class UnwritableFileError(CertwayError):
    """Raised for a file that could not be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} can't be written: {reason}")


class ExistingFileError(CertwayError):
    """Raised for a file that would be lost if it were written over."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is there already; name another file, or write over it with --force")


def write_file(path: Path, content: bytes) -> None:
    """Write a file and say so on standard error; raises UnwritableFileError."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UnwritableFileError(path, error.strerror or "unknown reason") from error
    print(f"certway: wrote {path}", file=sys.stderr)


def write_streamed(path: Path, write: Callable[[BinaryIO], None]) -> None:
    """Write a file by a function, whole or not at all, and say so on standard error; raises UnwritableFileError."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as aside:
            try:
                write(aside)  # type: ignore[arg-type]  # a file for bytes, though typed as a wrapper of one
            except BaseException:
                Path(aside.name).unlink()
                raise
        Path(aside.name).replace(path)
    except OSError as error:
        raise UnwritableFileError(path, error.strerror or "unknown reason") from error
    print(f"certway: wrote {path}", file=sys.stderr)


def keep_file(path: Path, *, force: bool) -> None:
    """Raise ExistingFileError for a file that is there, unless it may be written over."""
    if path.exists() and not force:
        raise ExistingFileError(path)
