"""Records as a roster's folder of tables, CSV or Parquet, with the types that each format has for them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from certway.bulk.headers import PEOPLE, PERSON_ID, SECTIONS, TOLD, headers_of
from certway.core.person.fields import HIGH_SCHOOL, LISTS, PERSON, Kind, SectionTable
from certway.core.person.record import OPEN, Accreditation, Entry, FieldValue, Record
from certway.core.units.days import DaySpan

Rows = list[dict[str, object]]


def rows_of(people: Mapping[str, Record]) -> dict[str, Rows]:
    """Return the rows of every file, in no order of persons; a section that nobody told has no file."""
    files: dict[str, Rows] = {}
    files[PEOPLE] = [_person_row(name, record) for name, record in people.items()]
    for section in SECTIONS.values():
        told = [(name, entry) for name, record in people.items() for entry in _entries(record, section)]
        if any(section.single or record.entries(section.name) is not None for record in people.values()):
            files[section.name] = [{PERSON_ID: name, **_cells(entry, section)} for name, entry in reversed(told)]
            files[section.name].sort(key=lambda row: str(row[PERSON_ID])[::-1])  # a person's rows stay in their order
    return files


def _entries(record: Record, section: SectionTable) -> tuple[Entry, ...]:
    if not section.single:
        return tuple(reversed(record.entries(section.name) or ()))
    return (record.single(section.name),) if section.name in record.singles else ()


def _person_row(name: str, record: Record) -> dict[str, object]:
    school = _cells(record.single(HIGH_SCHOOL.name), HIGH_SCHOOL)
    told = {f"{TOLD}{section.name}": record.entries(section.name) is not None for section in LISTS}
    schooling = {f"{HIGH_SCHOOL.name}.{field}": value for field, value in school.items()}
    return {PERSON_ID: name, **_cells(record.single(PERSON.name), PERSON), **schooling, **told}


def _cells(entry: Entry, section: SectionTable) -> dict[str, object]:
    cells: dict[str, object] = {}
    for field in section.fields:
        value = entry.get(field.name)
        if isinstance(value, Mapping):
            cells |= {f"{field.name}.{word}": number / 100 for word, number in value.items()}
        elif value is not None:
            cells[field.name] = _cell(value, field.kind)
    return cells


def _cell(value: FieldValue, kind: Kind) -> object:
    if value is OPEN:
        return "open"
    if isinstance(value, DaySpan):
        return str(value)
    if isinstance(value, tuple):
        return [_part(one) for one in value]
    return value / 100 if kind is Kind.NUMBER and isinstance(value, int) else value


def _part(one: object) -> object:
    if not isinstance(one, Accreditation):
        return one
    first = "" if one.from_ is None else str(one.from_)
    last = {None: "", OPEN: "open"}.get(one.to, str(one.to))  # type: ignore[call-overload]
    return {"by": one.by, "from": first, "to": last}


def write_csv(files: Mapping[str, Rows], folder: Path) -> None:
    """Write the files as a spreadsheet would: everything is text."""
    for file, rows in files.items():
        texts = [{name: _text(value) for name, value in row.items()} for row in rows]
        _frame(file, texts, pl.String()).write_csv(folder / f"{file}.csv")


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, list):
        parts = [f"{one['by']} {one['from']}..{one['to']}" if isinstance(one, dict) else str(one) for one in value]
        return "; ".join(parts) or "none"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return None if value is None else str(value)


def write_parquet(files: Mapping[str, Rows], folder: Path) -> None:
    """Write the files with the types of Parquet: numbers, flags, lists and, where every day is known, dates."""
    for file, rows in files.items():
        frame = _frame(file, rows, None)
        for name in frame.columns:
            frame = frame.with_columns(_dated(frame[name]))
        frame.write_parquet(folder / f"{file}.parquet")


def _frame(file: str, rows: Rows, dtype: pl.DataType | None) -> pl.DataFrame:
    names = dict.fromkeys(name for name in headers_of(file) if not name.endswith("."))
    names |= dict.fromkeys(name for row in rows for name in row)
    data = {name: [row.get(name) for row in rows] for name in names}
    return pl.DataFrame([pl.Series(name, values, dtype=dtype, strict=False) for name, values in data.items()])


def _dated(cells: pl.Series) -> pl.Series:
    """Return texts that are all days as dates, an open end as 9999-12-31."""
    if cells.dtype != pl.String or cells.null_count() == len(cells):
        return cells
    days = cells.replace("open", "9999-12-31")
    dates = days.str.to_date("%Y-%m-%d", strict=False)
    return dates if dates.null_count() == cells.null_count() else cells
