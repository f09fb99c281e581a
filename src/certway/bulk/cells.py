"""Cells into columns, by the field table: texts through the readers of the person file, once for each distinct text.

A column of a million cells holds few distinct texts, so that the readers of a person file, with all their checks and
messages, serve a roster too: cells become places among the distinct ones, and the columns of these are spread over the
rows. Native dates, numbers and flags of Parquet files are read as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from certway.core.person.batch import column_of
from certway.core.person.columns import Bools, Column, DaySpans, Flags, Index, NumberSpans
from certway.core.person.fields import Field, Kind
from certway.core.person.parts import taken
from certway.core.person.record import FieldValue
from certway.core.person.scalars import FIRST_YEAR, LAST_YEAR, Report
from certway.core.person.values import read_value
from certway.core.units.days import FIRST_DAY, LAST_DAY
from certway.core.units.located import Located

OPEN = "open"  # the word for an open end; in a column of dates 9999-12-31 stands for it
NONE = ("[]", "none")  # an empty list
UNKNOWN = ("", "null")

_EPOCH = date(1970, 1, 1).toordinal()
_YEARS = (date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal())
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_PARTED = re.compile(r"[;|]")


@dataclass(frozen=True)
class Wrong:
    """Cells that could not be read: the places of their rows, and the words for the one at a place among them."""

    rows: Index
    text: Callable[[int], str]


@dataclass(frozen=True)
class Coded:
    """The distinct values of a column, the last one None for what was not told, and which of them each row has."""

    values: Sequence[FieldValue | None]
    places: Index

    @property
    def told(self) -> Bools:
        """Whether each row's value was told."""
        return np.array([value is not None for value in self.values], dtype=np.bool_)[self.places]

    def column(self, field: Field) -> Column:
        """Return the column, one value a row."""
        return taken(column_of(field, self.values), self.places)


def unknown_column(field: Field, count: int) -> Column:
    """Return a column of which nothing was told."""
    return taken(column_of(field, [None]), np.zeros(count, dtype=np.intp))


def read_column(cells: pl.Series, field: Field) -> tuple[Column, list[Wrong]]:
    """Return the column that the cells hold, and what is wrong with them."""
    native = _NATIVE.get(field.kind)
    found = native(cells, field) if native is not None else None
    if found is not None:
        return found
    coded, wrong = read_coded(cells, field)
    return coded.column(field), wrong


def read_coded(cells: pl.Series, field: Field) -> tuple[Coded, list[Wrong]]:
    """Return the distinct values that the cells hold as texts, and what is wrong with them."""
    texts = as_texts(cells)
    if texts is None:
        said = f"{field.name}: the column holds {cells.dtype} where {_BELONGS[field.kind]} belong; write them as texts"
        return Coded([None], np.zeros(len(cells), dtype=np.intp)), [Wrong(np.zeros(1, dtype=np.intp), lambda _: said)]
    distinct = texts.drop_nulls().unique(maintain_order=True)
    codes = texts.cast(pl.Enum(distinct)).to_physical().cast(pl.Int64)
    places = codes.fill_null(len(distinct)).to_numpy().astype(np.intp)
    read = [_read_text(text, field, cells.name) for text in distinct]
    values, words = [value for value, _ in read], [said for _, said in read]
    rows = np.flatnonzero(np.array([*map(bool, words), False])[places])
    wrong = [Wrong(rows, lambda place: words[places[rows[place]]])] if len(rows) else []
    return Coded([*values, None], places), wrong


def as_texts(cells: pl.Series) -> pl.Series | None:
    """Return cells as texts, lists as their parts with `;` between them; None where their type has no such form."""
    if isinstance(cells.dtype, pl.List):
        return _list_texts(cells)
    if cells.dtype == pl.String:
        return cells
    if cells.dtype.is_integer() or cells.dtype in (pl.Categorical, pl.Enum, pl.Boolean, pl.Date, pl.Null):
        return cells.cast(pl.String)
    return None


def _list_texts(cells: pl.Series) -> pl.Series:
    inner = cells.dtype.inner  # type: ignore[attr-defined]
    part = pl.element()
    if isinstance(inner, pl.Struct):
        by, begin, end = (
            part.struct.field(name).cast(pl.String).fill_null(pl.lit("")) for name in ("by", "from", "to")
        )
        part = pl.concat_str(by, pl.lit(" "), begin, pl.lit(".."), end)
    texts = cells.to_frame("c").select(
        pl.when(pl.col("c").list.len() == 0)
        .then(pl.lit(NONE[0]))
        .otherwise(pl.col("c").list.eval(part.cast(pl.String).fill_null("null")).list.join(";"))
    )
    return texts.to_series()


def _read_text(text: str, field: Field, name: str) -> tuple[FieldValue | None, str]:
    """Return the value of a text, None for what is not told, and what is wrong with it; "" for nothing."""
    text = text.strip()
    if text in UNKNOWN:
        return None, ""
    report = Report()
    value = read_value(_located(text, field), field, name, report)
    return value, "; ".join(problem.text for problem in report.problems)


def _located(text: str, field: Field) -> Located:
    """Return a text as a person file would have it."""
    if field.kind is Kind.OPEN_DAY and text in (OPEN, "9999-12-31"):
        return _at(None)
    if field.kind is Kind.NUMBER and _NUMBER.fullmatch(text):
        return _at(float(text) if "." in text else int(text))
    if field.kind is Kind.FLAG and text.lower() in ("true", "false"):
        return _at(text.lower() == "true")
    if field.kind is Kind.WORDS:
        return _at([_at(part) for part in _parts(text)])
    if field.kind is Kind.RANGES:
        return _at([_stretch(part) for part in _parts(text)])
    return _at(text)


def _parts(text: str) -> list[str]:
    return [] if text.lower() in NONE else [part.strip() for part in _PARTED.split(text)]


def _stretch(text: str) -> Located:
    """Return `CAAHEP 2012-03-01..open` as a person file would have it; a day that is left out is not known."""
    by, _, days = text.partition(" ")
    first, dots, last = (part.strip() for part in days.partition(".."))
    if not dots:
        return _at(text)
    told: dict[str, Located] = {"by": _at(by)}
    if first:
        told["from"] = _at(first)
    if last:
        told["to"] = _at(None if last in (OPEN, "9999-12-31") else last)
    return _at(told)


def _at(value: dict[str, Located] | list[Located] | str | int | float | bool | None) -> Located:
    return Located(value, "", 0)


_Native = tuple[Column, list[Wrong]]


def _native_days(cells: pl.Series, field: Field) -> _Native | None:
    if isinstance(cells.dtype, pl.Datetime):
        cells = cells.dt.date()
    if cells.dtype != pl.Date:
        return None
    told = cells.is_not_null().to_numpy()
    day = cells.to_physical().cast(pl.Int64).fill_null(0).to_numpy() + _EPOCH
    wrong = told & ((day < _YEARS[0]) | (day > _YEARS[1]))
    if field.kind is Kind.OPEN_DAY:
        wrong &= day != LAST_DAY
    lo = np.where(told, day, FIRST_DAY).astype(np.int32)
    hi = np.where(told, day, LAST_DAY).astype(np.int32)
    return DaySpans(lo, hi), _wrong(wrong, cells, field)


def _native_numbers(cells: pl.Series, field: Field) -> _Native | None:
    if not cells.dtype.is_numeric():
        return None
    told = cells.is_not_null().to_numpy()
    least, most = round(field.least * 100), round(field.most * 100)
    if cells.dtype.is_integer():
        numbers = cells.clip(-1, 10_000_000).cast(pl.Int64).fill_null(0).to_numpy()
        hundredths, exact = numbers * 100, np.ones(len(cells), dtype=np.bool_)
    else:
        given = cells.cast(pl.Float64).fill_null(0).to_numpy()
        clipped = np.where(np.isfinite(given), np.clip(given, -1, 10_000_000), -1)
        hundredths = np.rint(clipped * 100).astype(np.int64)
        exact = hundredths / 100 == clipped
    wrong = told & ((hundredths < least) | (hundredths > most) | ~exact)
    return NumberSpans(np.where(told, hundredths, least), np.where(told, hundredths, most)), _wrong(wrong, cells, field)


def _native_flags(cells: pl.Series, _field: Field) -> _Native | None:
    if cells.dtype != pl.Boolean:
        return None
    flag = (cells.cast(pl.Int8) * 2 - 1).fill_null(0).to_numpy()
    return Flags(flag.astype(np.int8)), []


def _wrong(wrong: Bools | NDArray[np.bool_], cells: pl.Series, field: Field) -> list[Wrong]:
    rows = np.flatnonzero(wrong)

    def text(place: int) -> str:
        report = Report()
        value = cells[int(rows[place])]
        number = float(value) if isinstance(value, float | int) else str(value)
        whole = int(number) if isinstance(number, float) and number.is_integer() else number
        read_value(_at(whole), field, cells.name, report)
        return "; ".join(problem.text for problem in report.problems)

    return [Wrong(rows, text)] if len(rows) else []


_NATIVE: dict[Kind, Callable[[pl.Series, Field], _Native | None]] = {
    Kind.DAY: _native_days,
    Kind.OPEN_DAY: _native_days,
    Kind.NUMBER: _native_numbers,
    Kind.FLAG: _native_flags,
}
_BELONGS = {
    Kind.DAY: "dates",
    Kind.OPEN_DAY: "dates",
    Kind.NUMBER: "numbers",
    Kind.WORD: "words",
    Kind.WORDS: "lists of words",
    Kind.FLAG: "flags",
    Kind.RANGES: "stretches of accreditation",
}
