"""A question as who writes it fills it in: texts by the names of their fields, also half done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from certway.core.items.item import KINDS, Body, Choice, Item, Kind, Matching, NumberEntry, Ordering
from certway.core.items.item_reading import MOST_CHOICES, MOST_OPTIONS, MOST_OTHERS, MOST_PAIRS, MOST_STEPS, read_items
from certway.core.units.errors import InputError, Problem
from certway.core.units.located import Located, Scalar
from certway.exchange.bank.drafts import number_text, read_number

Sheet: TypeAlias = Mapping[str, str]
"""What was filled in, by field: `stem`, `level`, … and in rows `text-1`, `right-1`, `why-1`; empty ones left out."""

MOST_MISTAKES = 12
LONGEST = 4_000  # characters of a field
WHOLE = ""  # the field of a problem that concerns the whole question

_ROWS: Mapping[Kind, tuple[tuple[str, ...], str, int]] = {  # the fields of a row, where they are kept, and how many
    "single": (("text", "right", "why"), "options", MOST_OPTIONS),
    "multiple": (("text", "right", "why"), "options", MOST_CHOICES),
    "ordering": (("text", "why"), "steps", MOST_STEPS),
    "matching": (("this", "that", "why"), "pairs", MOST_PAIRS),
    "number": (("value", "why"), "mistakes", MOST_MISTAKES),
}
_NEEDED = ("stem", "level", "difficulty", "source", "part")
_UNSAID = "?"  # stands for what is missing, which is told in words of its own


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a sheet is no question yet, and at which of its fields; no text = it is to be filled in."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """The question that a sheet is; None, with the faults, where it is none yet."""

    item: Item | None
    faults: tuple[Fault, ...]


def kind_of_sheet(sheet: Sheet) -> Kind:
    """Return how its question is answered; `single` where it does not tell."""
    return next((kind for kind in KINDS if kind == sheet.get("type")), "single")


def row_fields(kind: Kind) -> tuple[str, ...]:
    """Return the fields of a row, without its number."""
    return _ROWS[kind][0]


def most_rows(kind: Kind) -> int:
    """Return how many rows there may be."""
    return _ROWS[kind][2]


def fields_of(kind: Kind) -> tuple[str, ...]:
    """Return every field of a kind of question."""
    rows = [f"{name}-{number}" for number in range(1, most_rows(kind) + 1) for name in row_fields(kind)]
    others = [f"other-{number}" for number in range(1, MOST_OTHERS + 1)] if kind == "matching" else []
    alone = ["answer", "unit", "tolerance", "why"] if kind == "number" else []
    start = ["topic", "name", "type", "level", "difficulty", "set", "situation", "stem", "image", "alt"]
    return (*start, *rows, *others, *alone, "source", "part", "note")


def cleaned(told: Mapping[str, str]) -> dict[str, str]:
    """Return the fields of a sheet among what was sent, each without space around it, and no empty one."""
    kind = kind_of_sheet(told)
    texts = {name: told.get(name, "").replace("\r\n", "\n").strip()[:LONGEST] for name in fields_of(kind)}
    return {name: text for name, text in texts.items() if text} | {"type": kind}


def too_large(sheet: Sheet) -> str:
    """Return why a sheet would lose something if it were kept, empty where it would not."""
    kind = kind_of_sheet(sheet)
    long = next((name for name, text in sheet.items() if len(text) > LONGEST), None)
    if long is not None:
        return f"its '{long}' has {len(sheet[long])} characters; at most {LONGEST} are taken"
    over = [int(name.rpartition("-")[2]) for name in sheet if name not in fields_of(kind)]
    return (
        f"it has {max(over)} rows of answers; a question of type '{kind}' has at most {most_rows(kind)}" if over else ""
    )


def sheet_of(item: Item) -> dict[str, str]:
    """Return a question filled in."""
    told = {
        "topic": item.topic,
        "name": _name(item.id),
        "type": item.kind,
        "level": item.level,
        "difficulty": item.difficulty,
        "set": _name(item.set_id),
        "situation": item.situation,
        "stem": item.stem,
        "image": item.image.file if item.image else "",
        "alt": item.image.alt if item.image else "",
        **dict(_told(item.body)),
        "source": item.reference.source,
        "part": item.reference.part,
        "note": item.note,
    }
    return {name: text for name, text in told.items() if text}


def _name(id_: str) -> str:
    return id_.rpartition("/")[2]


def _told(body: Body) -> Iterator[tuple[str, str]]:
    match body:
        case Choice(options=options):
            for at, option in enumerate(options, start=1):
                yield from ((f"text-{at}", option.text), (f"right-{at}", "1" * option.right), (f"why-{at}", option.why))
        case Ordering(steps=steps):
            for at, step in enumerate(steps, start=1):
                yield from ((f"text-{at}", step.text), (f"why-{at}", step.why))
        case Matching(pairs=pairs, others=others):
            for at, pair in enumerate(pairs, start=1):
                yield from ((f"this-{at}", pair.this), (f"that-{at}", pair.that), (f"why-{at}", pair.why))
            yield from ((f"other-{at}", other) for at, other in enumerate(others, start=1))
        case NumberEntry():
            yield from (("answer", number_text(body.answer)), ("unit", body.unit), ("why", body.why))
            yield "tolerance", number_text(body.tolerance)
            for at, mistake in enumerate(body.mistakes, start=1):
                yield from ((f"value-{at}", number_text(mistake.value)), (f"why-{at}", mistake.why))


def read_sheet(sheet: Sheet) -> ReadSheet:
    """Return the question that a sheet is, or every reason why it is none yet."""
    faults = [*_unfilled(sheet), *_no_numbers(sheet)]
    try:
        (item,) = read_items(_document(sheet))
    except InputError as error:
        faults += [_fault(problem) for problem in error.problems]
        return ReadSheet(None, tuple(faults))
    return ReadSheet(None if faults else item, tuple(faults))


def _fault(problem: Problem) -> Fault:
    return Fault(problem.file, problem.text)


def _unfilled(sheet: Sheet) -> Iterator[Fault]:
    kind = kind_of_sheet(sheet)
    needed = ["topic", *_NEEDED]
    if kind == "number":
        needed += ["answer", "why"]
    if "image" in sheet:
        needed.append("alt")
    if "set" in sheet:
        needed.append("situation")
    for number in _rows_in(sheet):
        needed += [f"{name}-{number}" for name in row_fields(kind) if name != "right"]
    yield from (Fault(name, "") for name in needed if name not in sheet)


def _no_numbers(sheet: Sheet) -> Iterator[Fault]:
    if kind_of_sheet(sheet) != "number":
        return
    names = ("answer", "tolerance", *(f"value-{number}" for number in _rows_in(sheet)))
    for name in names:
        if name in sheet and read_number(sheet[name]) is None:
            yield Fault(name, f"'{sheet[name]}' is no number; write it with a point and without its unit")


def _rows_in(sheet: Sheet) -> list[int]:
    """Return the numbers of the rows in which something stands."""
    kind = kind_of_sheet(sheet)
    return [
        number
        for number in range(1, most_rows(kind) + 1)
        if any(f"{name}-{number}" in sheet for name in row_fields(kind))
    ]


def _document(sheet: Sheet) -> Located:
    """Return a file of this one question, each value located at its field."""
    item = _at(WHOLE, dict(_values(sheet)))
    top: dict[str, Located] = {"format": _at(WHOLE, 1), "topic": _text(sheet, "topic")}
    if "situation" not in sheet:
        return _at(WHOLE, {**top, "items": _at(WHOLE, [item])})
    own = {"id": _named(sheet, "set", f"{sheet.get('name', _UNSAID)}-set"), "situation": _text(sheet, "situation")}
    return _at(WHOLE, {**top, "sets": _at(WHOLE, [_at(WHOLE, {**own, "items": _at(WHOLE, [item])})])})


def _values(sheet: Sheet) -> Iterator[tuple[str, Located]]:
    kind = kind_of_sheet(sheet)
    yield "id", _named(sheet, "name", "unnamed")
    yield "type", _at("type", kind)
    for name in ("level", "difficulty"):
        yield name, _at(name, sheet.get(name, {"level": "recall", "difficulty": "medium"}[name]))
    yield "stem", _text(sheet, "stem")
    if "image" in sheet:
        yield "image", _at("image", {"file": _text(sheet, "image"), "alt": _text(sheet, "alt")})
    yield from _body(sheet, kind)
    reference = {"source": _text(sheet, "source"), "part": _text(sheet, "part")}
    yield "reference", _at("source", reference)
    if "note" in sheet:
        yield "note", _text(sheet, "note")


def _body(sheet: Sheet, kind: Kind) -> Iterator[tuple[str, Located]]:
    rows = [_at(f"{row_fields(kind)[0]}-{number}", dict(_row(sheet, kind, number))) for number in _rows_in(sheet)]
    if kind == "number":
        yield from ((name, _number(sheet, name)) for name in ("answer", "tolerance"))
        yield from (("unit", _at("unit", sheet.get("unit", ""))), ("why", _text(sheet, "why")))
    if rows or kind != "number":
        yield _ROWS[kind][1], _at(WHOLE, rows)
    others = [name for name in fields_of(kind) if name.startswith("other-") and name in sheet]
    if others:
        yield "others", _at(others[0], [_text(sheet, name) for name in others])


def _row(sheet: Sheet, kind: Kind, number: int) -> Iterator[tuple[str, Located]]:
    for name in row_fields(kind):
        field = f"{name}-{number}"
        if name == "right":
            yield name, _at(field, field in sheet)
        else:
            yield name, _number(sheet, field) if name == "value" else _text(sheet, field)


def _at(field: str, value: dict[str, Located] | list[Located] | Scalar) -> Located:
    return Located(value, field, 0)


def _text(sheet: Sheet, field: str) -> Located:
    return _at(field, sheet.get(field, _UNSAID))


def _named(sheet: Sheet, field: str, default: str) -> Located:
    return _at(field, sheet.get(field, default))


def _number(sheet: Sheet, field: str) -> Located:
    number = read_number(sheet.get(field, "0")) or Decimal(0)
    return _at(field, int(number) if number == number.to_integral_value() else float(number))
