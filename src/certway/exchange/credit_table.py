"""Credits of continuing education as a table: CSV in, as people and spreadsheets write it, and CSV out.

What goes out comes in again as the same entries. Every problem is named with its line and column before anything is
refused; a column that is not known and a line of sums are told, so that nothing is passed over in silence.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from certway.core.person.fields import EDUCATION_CREDITS
from certway.core.person.reading import check_entry, write_entry
from certway.core.person.record import Entry, FieldValue
from certway.core.units.errors import InputError, Problem
from certway.exchange.credit_cells import CellError, cell_of, read_cell, shielded
from certway.exchange.credit_headers import Column, columns_of

MOST_BYTES = 512 * 1024  # of a table; 2,000 credits take a quarter of it
MOST_ROWS = 400  # at once; a form may hold 500 boxes
_MARKS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_SUM_ROW = re.compile(r"(?:(?:grand |sub-?)?totals?|sums?)(?: (?:points|hours|credits|ceus))?\W*", re.IGNORECASE)
_FIRST_LINE_OF_EXCEL = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CreditRow:
    """One row of a table, as an entry of `education_credits`."""

    line: int  # of the file, from 1
    entry: Entry


@dataclass(frozen=True, slots=True)
class CreditTable:
    """What a table tells."""

    rows: tuple[CreditRow, ...]
    unknown_columns: tuple[str, ...]  # that hold something and are not taken over
    sums: tuple[int, ...]  # lines that hold a sum and are not taken over


def read_credits(content: bytes | str, name: str) -> CreditTable:
    """Return the credits of a CSV file; `name` is the file's.

    Raises InputError, once, with every problem found.
    """
    text = content if isinstance(content, str) else _decoded(content, name)
    told = _FIRST_LINE_OF_EXCEL.match(text)
    lines = list(_lines(text[told.end() :] if told else text, told[1] if told else None, 2 if told else 1, name))
    if not lines:
        raise InputError([Problem(name, 0, "the table is empty; write a row of headers and a row for each credit")])
    (at, headers), *rows = lines
    columns, problems = columns_of(headers)
    found = [Problem(name, at, text) for text in problems]
    if len(rows) > MOST_ROWS:
        found.append(Problem(name, 0, f"there are {len(rows)} rows; {MOST_ROWS} are the most at once, so split them"))
    read = [_read_row(line, cells, columns, name) for line, cells in rows[:MOST_ROWS]] if columns else []
    found += [problem for one in read for problem in one.problems]
    if found:
        raise InputError(found)
    if not any(one.entry for one in read):
        raise InputError([Problem(name, 0, "there is no credit in the table; write a row for each below the headers")])
    return CreditTable(
        rows=tuple(CreditRow(one.line, one.entry) for one in read if one.entry is not None),
        unknown_columns=_unknown(columns, [cells for _, cells in rows]),
        sums=tuple(one.line for one in read if one.entry is None and not one.problems),
    )


def write_credits(entries: Iterable[Entry]) -> str:
    """Return credits as CSV, a row each; `read_credits` gives the same entries."""
    kept = list(entries)
    names = [field.name for field in EDUCATION_CREDITS.fields if field.name != "id"]
    order = ["on", "title", "provider", "points", "areas", "approved_by", "kind"]
    assert sorted(order) == sorted(names)
    order += ["id"] if any("id" in entry for entry in kept) else []
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([{"on": "date", "approved_by": "approved by"}.get(name, name) for name in order])
    for entry in kept:
        plain = write_entry(entry, EDUCATION_CREDITS)
        writer.writerow([shielded(cell_of(plain[name])) if name in plain else "" for name in order])
    return out.getvalue()


def same_credit(one: Entry, other: Entry) -> bool:
    """Tell whether two credits look like one: the same day, title and points, however the title is written."""
    return _identity(one) == _identity(other) and bool(_identity(one)[0] or _identity(one)[1])


def _identity(entry: Entry) -> tuple[object, str, object]:
    title = str(entry.get("title", ""))
    return entry.get("on"), " ".join(re.findall(r"\w+", title.casefold())), entry.get("points")


def _decoded(content: bytes, name: str) -> str:
    if len(content) > MOST_BYTES:
        raise InputError([Problem(name, 0, f"the file is larger than {MOST_BYTES // 1024} KiB; split it")])
    encoding = next((encoding for encoding, mark in _MARKS if content.startswith(mark)), "utf-8")
    for one in (encoding, "windows-1252"):
        try:
            text = content.decode(one)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError([Problem(name, 0, "the file is no text; save the sheet as CSV (UTF-8) and give that file")])


def _lines(text: str, delimiter: str | None, first: int, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something, with the line on which each begins."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    outside = re.sub(r'"[^"]*"', "", head)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter or max("\t;,", key=outside.count), strict=True)
    at = first
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            text = f"the row can't be read ({error}); look for a quotation mark that is not closed, or stands alone"
            raise InputError([Problem(name, at, text)]) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield at, cells
        at = first + rows.line_num


@dataclass(frozen=True, slots=True)
class _ReadRow:
    line: int
    entry: Entry | None  # None for a row of sums, and for one that can't be taken
    problems: tuple[Problem, ...]


def _read_row(line: int, cells: Sequence[str], columns: Sequence[Column], name: str) -> _ReadRow:
    texts = [cell.strip() for cell in cells]
    told = [(column, text) for column, text in zip(columns, texts, strict=False) if text and column.is_known]
    if _is_sum(texts, told):
        return _ReadRow(line, None, ())
    beyond = [text for text in texts[len(columns) :] if text]
    problems = [f"'{text[:40]}' has no header; put a cell with commas into quotation marks" for text in beyond]
    entry: dict[str, FieldValue] = {}
    for column, text in sorted(told, key=lambda one: one[0].field == "areas"):  # which may need the points
        try:
            _put(entry, column, text)
        except CellError as error:
            problems.append(f"column '{column.header}': {error}")
    problems += [] if problems else _lacks(entry)
    kept = {field.name: entry[field.name] for field in EDUCATION_CREDITS.fields if field.name in entry}
    return _ReadRow(line, None if problems else kept, tuple(Problem(name, line, text) for text in problems))


def _put(entry: dict[str, FieldValue], column: Column, text: str) -> None:
    points, areas = entry.get("points"), entry.get("areas")
    before = areas if isinstance(areas, Mapping) else {}
    if column.area:
        number = read_cell("points", text)
        if isinstance(number, int) and number:
            entry["areas"] = {**before, column.area: number}
        return
    value = read_cell(column.field, text, points=points if isinstance(points, int) else None)
    if value != "":
        entry[column.field] = {**before, **value} if isinstance(value, Mapping) else value


def _lacks(entry: Entry) -> list[str]:
    """Return what is wrong in a row whose cells are fine each by itself."""
    if "title" not in entry and "on" not in entry:
        return ["the row has neither a date nor a title; write one of them, or Total before a sum"]
    return [f"{wrong.field or 'the row'}: {wrong.text}" for wrong in check_entry(entry, EDUCATION_CREDITS)]


def _is_sum(texts: Sequence[str], told: Sequence[tuple[Column, str]]) -> bool:
    first = next((text for text in texts if text), "")
    return bool(_SUM_ROW.fullmatch(first)) and all(column.field != "on" for column, text in told if text != first)


def _unknown(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the headers of the columns that hold something and are not taken over."""
    return tuple(
        column.header or f"{place + 1}"
        for place, column in enumerate(columns)
        if not column.is_known and any(place < len(cells) and cells[place].strip() for cells in rows)
    )
