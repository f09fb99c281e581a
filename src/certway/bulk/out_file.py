"""A file that a command writes as its ending says: CSV or Parquet, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from certway.core.units.errors import CertwayError

ENDINGS = (".csv", ".parquet")


class OutFileError(CertwayError):
    """Raised for a file that an answer cannot be written to."""

    def __init__(self, out: Path, reason: str) -> None:
        super().__init__(f"--out is '{out}', {reason}")


def check_out_file(out: Path) -> None:
    """Raise OutFileError where a file cannot be written, before any work is done."""
    if out.suffix.lower() not in ENDINGS:
        raise OutFileError(out, "whose ending says no format; let it end with .csv or .parquet")
    if out.is_dir():
        raise OutFileError(out, "which is a folder; name a file")
    if not out.parent.is_dir():
        raise OutFileError(out, "whose folder does not exist; make it first")
    if not os.access(out.parent, os.W_OK):
        raise OutFileError(out, "whose folder may not be written to; choose another")


@contextmanager
def replaced(out: Path) -> Iterator[Path]:
    """Give the path of a file beside `out` that takes its place when all went well, and is gone otherwise."""
    beside = out.with_name(f".{out.stem}.{os.getpid()}.part{out.suffix}")
    try:
        yield beside
        os.replace(beside, out)
    finally:
        beside.unlink(missing_ok=True)
