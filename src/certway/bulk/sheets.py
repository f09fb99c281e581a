"""One file of a roster as a sheet: named columns of cells, read from CSV or Parquet one column at a time."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import polars as pl
from polars.exceptions import PolarsError

from certway.core.person.columns import Index
from certway.core.units.errors import InputError, Problem

ENDINGS = (".csv", ".parquet")
_ROW = "\N{NULL}row"  # a name that no header has


@dataclass(frozen=True)
class Sheet:
    """The cells of one file. Those of a CSV are all text; those of a Parquet file have its types."""

    path: Path
    names: tuple[str, ...]

    @cached_property
    def _texts(self) -> pl.DataFrame | None:
        """The cells of a CSV with the places of their rows; rows without any cell are left out."""
        if self.path.suffix != ".csv":
            return None
        with refused(self.path):
            frame = pl.read_csv(self.path, infer_schema=False)
        frame.columns = list(self.names)
        frame = frame.with_row_index(_ROW)
        return frame.filter(~pl.all_horizontal(pl.exclude(_ROW).is_null()))

    @cached_property
    def rows(self) -> Index:
        """The number of each row: as a spreadsheet counts them, the header being 1; in Parquet the first row is 1."""
        if self._texts is not None:
            return self._texts[_ROW].to_numpy().astype(np.intp) + 2
        with refused(self.path):
            count = pl.scan_parquet(self.path).select(pl.len()).collect().item()
        return np.arange(1, count + 1, dtype=np.intp)

    def cells(self, name: str) -> pl.Series:
        """Return the cells of a column."""
        if self._texts is not None:
            return self._texts[name]
        with refused(self.path):
            return pl.read_parquet(self.path, columns=[name])[name]


def open_sheet(path: Path) -> Sheet:
    """Return the sheet of a file; raises InputError where it cannot be read or has no header."""
    with refused(path):
        names = _header(path) if path.suffix == ".csv" else list(pl.read_parquet_schema(path))
    return Sheet(path, tuple(name.strip() for name in names))


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        names = next(csv.reader(lines), [])
    if not names:
        raise InputError([Problem(str(path), 0, "the file is empty; write the names of the columns as its first line")])
    if len(names) == 1 and ";" in names[0]:
        raise InputError([Problem(str(path), 1, "the columns are parted by ';'; save the file with commas")])
    return names


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """Tell what a library found wrong with a file as a problem of that file."""
    try:
        yield
    except UnicodeDecodeError:
        raise InputError([Problem(str(path), 0, "the file is not UTF-8; save it as CSV UTF-8")]) from None
    except (PolarsError, OSError, csv.Error) as error:
        text = _reason(str(error), path)
        raise InputError([Problem(str(path), 0, text)]) from None


def _reason(said: str, path: Path) -> str:
    if "utf-8" in said.lower() or "utf8" in said.lower():
        return "the file is not UTF-8; save it as CSV UTF-8"
    if "more fields than defined" in said:
        return "a row has more cells than the header; put a cell that holds a comma in quotes"
    if path.suffix == ".csv" and "could not parse" in said:
        return "a quote is opened and never closed; close it"
    first = said.strip().splitlines()[0] if said.strip() else "no reason was given"
    return f"the file cannot be read ({first}); write it anew"
