"""A row of a table of questions, as a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from certway.core.items.item import (
    Body,
    Choice,
    Image,
    Item,
    Kind,
    Matching,
    Mistake,
    NumberEntry,
    Option,
    Ordering,
    Pair,
    Step,
)
from certway.core.units.errors import CertwayError
from certway.exchange.bank.drafts import NAME, fault_of, id_of, is_id, read_number
from certway.exchange.bank.foreign_texts import ForeignTexts, slug_of
from certway.exchange.bank.table.columns import MOST_SLOTS
from certway.exchange.bank.transfer import UNFILED, marked_item, marks_of

_KINDS: Mapping[str, Kind] = {
    "single": "single",
    "multiple choice": "single",
    "single choice": "single",
    "true/false": "single",
    "multiple": "multiple",
    "multiple response": "multiple",
    "multiple answer": "multiple",
    "ordering": "ordering",
    "order": "ordering",
    "sequence": "ordering",
    "matching": "matching",
    "match": "matching",
    "number": "number",
    "numerical": "number",
    "numeric": "number",
}
_RIGHT = re.compile(r"(\d{1,2}|[A-Za-z])([\s,;/|&+]+(\d{1,2}|[A-Za-z]))*")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class RowError(CertwayError):
    """Raised for a row that is no question; says why."""


class _Row:
    """The cells of a row by the names of their columns."""

    def __init__(self, cells: Mapping[str, str], texts: ForeignTexts, *, comma: bool) -> None:
        self.cells = cells
        self.texts = texts
        self.comma = comma  # whether numbers may have a comma for a point

    def text(self, name: str) -> str:
        return self.texts.take(self.cells[name], "markdown") if name in self.cells else ""

    def number(self, name: str) -> Decimal:
        told = self.cells.get(name, "0")
        found = read_number(told.replace(",", ".") if self.comma else told)
        if found is None:
            raise RowError(f"'{told[:40]}' in column '{name}' is no number; write it without its unit, with a point")
        return found

    def numbers(self, *names: str) -> list[int]:
        """Return the numbers of the columns that hold something under one of the names."""
        return [at for at in range(1, MOST_SLOTS + 1) if any(f"{name} {at}" in self.cells for name in names)]


def read_row(cells: Mapping[str, str], texts: ForeignTexts, *, comma: bool) -> Item:
    """Return a row as a question. Raises RowError, and TextError for a text that is too long."""
    row = _Row(cells, texts, comma=comma)
    stem, body = row.text("stem"), _body(row)
    fault = fault_of(stem, body)
    if fault:
        raise RowError(fault)
    id_ = cells.get("id", "")
    marks = marks_of({**cells, "topic": _topic(cells)})
    situation = row.text("situation")
    return marked_item(
        marks,
        id_=id_of(id_, marks.topic, id_, stem),
        stem=stem,
        body=body,
        situation=situation,
        set_id=_set_id(cells, marks.topic, situation),
        image=_image(cells),
        note=cells.get("note", ""),
    )


def _topic(cells: Mapping[str, str]) -> str:
    told = cells.get("topic") or cells.get("id", "").rpartition("/")[0]
    return told if NAME.fullmatch(told) else slug_of(told) or UNFILED


def _set_id(cells: Mapping[str, str], topic: str, situation: str) -> str:
    told = cells.get("set", "")
    if is_id(told):
        return told
    return f"{topic}/{slug_of(told or situation) or 'situation'}" if situation else ""


def _image(cells: Mapping[str, str]) -> Image | None:
    file = cells.get("image", "")
    if not file:
        return None
    if not _FILE.fullmatch(file):
        raise RowError(f"'{file[:40]}' can't be the name of a picture; name a file without its folder")
    return Image(file, cells.get("image alt", ""))


def _body(row: _Row) -> Body:
    match _kind(row):
        case "ordering":
            return Ordering(
                tuple(Step(row.text(f"option {at}"), row.text(f"why {at}")) for at in row.numbers("option"))
            )
        case "matching":
            return _matching(row)
        case "number":
            return _number(row)
        case kind:
            return _choice(row, multiple=kind == "multiple")


def _kind(row: _Row) -> Kind:
    """Return what the row says that it is, else what it looks like."""
    told = row.cells.get("type", "").lower()
    if told:
        if told not in _KINDS:
            raise RowError(
                f"'{told[:40]}' is no type of question; write single, multiple, ordering, matching or number"
            )
        return _KINDS[told]
    if row.numbers("match"):
        return "matching"
    if "answer" in row.cells and "right" not in row.cells and not row.numbers("option"):
        return "number"
    return "multiple" if len(_right(row, row.numbers("option"))) > 1 else "single"


def _choice(row: _Row, *, multiple: bool) -> Choice:
    numbers = row.numbers("option")
    right = _right(row, numbers)
    options = [(at, row.text(f"option {at}"), row.text(f"why {at}")) for at in numbers]
    said = row.text("why")
    return Choice(
        tuple(Option(text, at in right, why or (said if at in right else "")) for at, text, why in options), multiple
    )


def _right(row: _Row, numbers: list[int]) -> set[int]:
    """Return which options are right, told by number, letter, or their own text."""
    told = row.cells.get("right") or row.cells.get("answer", "")
    same = {at for at in numbers if row.cells.get(f"option {at}", "") == told}
    if same:
        return same
    words = re.findall(r"\d+|[A-Za-z]+", told) if len(told) < 200 and _RIGHT.fullmatch(told) else []
    right = {int(word) if word.isdigit() else ord(word.lower()) - ord("a") + 1 for word in words}
    if not right or not right <= set(numbers):
        raise RowError(f"'{told[:40]}' in column 'right' names no option; write its number, as 2, or 1, 3 for several")
    return right


def _matching(row: _Row) -> Matching:
    pairs: list[Pair] = []
    others: list[str] = []
    for at in row.numbers("option", "match"):
        this, that = row.text(f"option {at}"), row.text(f"match {at}")
        if this:
            pairs.append(Pair(this, that, row.text(f"why {at}")))
        else:
            others.append(that)
    return Matching(tuple(pairs), tuple(others))


def _number(row: _Row) -> NumberEntry:
    if "answer" not in row.cells:
        raise RowError("column 'answer' is empty; write the number there")
    mistakes = tuple(Mistake(row.number(f"option {at}"), row.text(f"why {at}")) for at in row.numbers("option"))
    return NumberEntry(
        row.number("answer"), row.cells.get("unit", ""), row.number("tolerance"), row.text("why"), mistakes
    )
