"""The columns of a table of questions: their names, and a question as a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from certway.core.items.item import Body, Choice, Item, Matching, NumberEntry, Ordering
from certway.exchange.bank.drafts import number_text
from certway.exchange.bank.transfer import told_marks

BEFORE = (
    "id", "topic", "type", "level", "difficulty", "set", "situation", "stem", "image", "image alt", "right", "answer",
    "tolerance", "unit", "why",
)  # fmt: skip
NUMBERED = ("option", "match", "why")
AFTER = ("source", "part", "note")
LEAST_SLOTS, MOST_SLOTS = 5, 40
MOST_COLUMNS = 400

_OTHER_NAMES = {
    "question": "stem",
    "question text": "stem",
    "text": "stem",
    "name": "id",
    "kind": "type",
    "question type": "type",
    "correct": "right",
    "correct answer": "right",
    "correct answers": "right",
    "right answer": "right",
    "key": "right",
    "explanation": "why",
    "feedback": "why",
    "rationale": "why",
    "reference": "source",
    "chapter": "part",
    "notes": "note",
    "picture": "image",
    "alt": "image alt",
}
_OTHER_NUMBERED = {"answer": "option", "choice": "option", "step": "option", "this": "option", "that": "match"}
_NUMBERED = re.compile(r"(option|choice|answer|step|this|that|match|why)[ _-]?(?:([1-9]\d?)|([a-j]))")


def header_of(slots: int) -> list[str]:
    """Return the names of the columns, with so many for options."""
    count = max(LEAST_SLOTS, slots)
    return [*BEFORE, *(f"{name} {number}" for number in range(1, count + 1) for name in NUMBERED), *AFTER]


def columns_of(header: Sequence[str]) -> tuple[dict[int, str], tuple[str, ...]]:
    """Return our names of columns by their places, and the names that are not ours; of two alike the first counts."""
    found: dict[int, str] = {}
    seen: set[str] = set()
    unknown: list[str] = []
    for at, written in enumerate(header[:MOST_COLUMNS]):
        name = _known(" ".join(written.replace("_", " ").split()).lower())
        if name is not None and name not in seen:
            found[at] = name
            seen.add(name)
        elif written.strip():
            unknown.append(written.strip())
    return found, tuple(unknown)


def _known(name: str) -> str | None:
    if name in BEFORE or name in AFTER:
        return name
    if name in _OTHER_NAMES:
        return _OTHER_NAMES[name]
    numbered = _NUMBERED.fullmatch(name)
    if numbered is None:
        return None
    number = int(numbered[2]) if numbered[2] else ord(numbered[3]) - ord("a") + 1
    return f"{_OTHER_NUMBERED.get(numbered[1], numbered[1])} {number}" if number <= MOST_SLOTS else None


def slots_of(item: Item) -> int:
    """Return how many numbered columns of each kind a question takes."""
    match item.body:
        case Choice(options=options):
            return len(options)
        case Ordering(steps=steps):
            return len(steps)
        case Matching(pairs=pairs, others=others):
            return len(pairs) + len(others)
        case NumberEntry(mistakes=mistakes):
            return len(mistakes)


def row_of(item: Item) -> Mapping[str, str]:
    """Return a question as cells by the names of their columns."""
    row = {**told_marks(item), "id": item.id, "type": item.kind, "stem": item.stem, "note": item.note}
    row |= {"set": item.set_id, "situation": item.situation}
    if item.image is not None:
        row |= {"image": item.image.file, "image alt": item.image.alt}
    return row | dict(_cells(item.body))


def _cells(body: Body) -> Iterator[tuple[str, str]]:
    match body:
        case Choice(options=options):
            yield "right", ", ".join(str(at) for at, option in enumerate(options, 1) if option.right)
            yield from _numbered("option", [option.text for option in options])
            yield from _numbered("why", [option.why for option in options])
        case Ordering(steps=steps):
            yield from _numbered("option", [step.text for step in steps])
            yield from _numbered("why", [step.why for step in steps])
        case Matching(pairs=pairs, others=others):
            yield from _numbered("option", [pair.this for pair in pairs])
            yield from _numbered("match", [*(pair.that for pair in pairs), *others])
            yield from _numbered("why", [pair.why for pair in pairs])
        case NumberEntry():
            yield "answer", number_text(body.answer)
            yield "tolerance", number_text(body.tolerance)
            yield from (("unit", body.unit), ("why", body.why))
            yield from _numbered("option", [number_text(mistake.value) for mistake in body.mistakes])
            yield from _numbered("why", [mistake.why for mistake in body.mistakes])


def _numbered(name: str, cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, cell in enumerate(cells, 1):
        yield f"{name} {number}", cell
