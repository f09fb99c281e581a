"""Questions written as the bank's own files: what is read back is the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

import yaml

from certway.core.items.item import Body, Choice, Item, Matching, NumberEntry, Ordering

_WIDTH = 120


def items_yaml(topic: str, items: Iterable[Item]) -> str:
    """Return a file of questions of one topic; those of a set stand together behind the others."""
    return yaml.safe_dump(items_document(topic, items), sort_keys=False, allow_unicode=True, width=_WIDTH)


def items_document(topic: str, items: Iterable[Item]) -> dict[str, object]:
    """Return the same file as plain values, as `read_items` takes them once they are located."""
    listed = list(items)
    alone = [_item(item) for item in listed if not item.set_id]
    sets: dict[str, list[Item]] = {}
    for item in listed:
        if item.set_id:
            sets.setdefault(item.set_id, []).append(item)
    document: dict[str, object] = {"format": 1, "topic": topic}
    if alone:
        document["items"] = alone
    if sets:
        document["sets"] = [
            {"id": _name(name), "situation": inside[0].situation, "items": [_item(item) for item in inside]}
            for name, inside in sets.items()
        ]
    return document


def _name(id_: str) -> str:
    return id_.rpartition("/")[2]


def _item(item: Item) -> dict[str, object]:
    found: dict[str, object] = {
        "id": _name(item.id),
        "type": item.kind,
        "level": item.level,
        "difficulty": item.difficulty,
        "stem": item.stem,
    }
    if item.image is not None:
        found["image"] = {"file": item.image.file, "alt": item.image.alt}
    found |= dict(_body(item.body))
    found["reference"] = {"source": item.reference.source, "part": item.reference.part}
    if item.note:
        found["note"] = item.note
    return found


def _body(body: Body) -> Iterator[tuple[str, object]]:
    match body:
        case Choice(options=options):
            yield (
                "options",
                [{"text": one.text, **({"right": True} if one.right else {}), "why": one.why} for one in options],
            )
        case Ordering(steps=steps):
            yield "steps", [{"text": one.text, "why": one.why} for one in steps]
        case Matching(pairs=pairs, others=others):
            yield "pairs", [{"this": one.this, "that": one.that, "why": one.why} for one in pairs]
            if others:
                yield "others", list(others)
        case NumberEntry():
            yield "answer", _number(body.answer)
            yield "unit", body.unit
            yield "tolerance", _number(body.tolerance)
            yield "why", body.why
            if body.mistakes:
                yield "mistakes", [{"value": _number(one.value), "why": one.why} for one in body.mistakes]


def _number(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
