"""What our questions have and GIFT and Moodle have no place for, as one line of JSON that both carry along."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from certway.core.items.item import Body, Item, Matching, NumberEntry, Ordering
from certway.exchange.bank.foreign_texts import MOST_TEXT
from certway.exchange.bank.transfer import told_marks

FORMAT = 1
PICTURE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")

_NAMES = "id topic level difficulty source part note set situation unit image alt"
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MOST_PARTS, _WIDEST = 60, 3


@dataclass(frozen=True, slots=True)
class Carried:
    """What a file carries along for one question."""

    told: Mapping[str, str]  # by the names above
    parts: tuple[
        tuple[str, ...], ...
    ]  # step and why; or this, that and why, with an empty `this` for what fits nothing


def carried_line(item: Item) -> str:
    """Return what a question carries along, as one line of ASCII."""
    told = {**told_marks(item), "id": item.id, "note": item.note, "set": item.set_id, "situation": item.situation}
    if isinstance(item.body, NumberEntry):
        told["unit"] = item.body.unit
    if item.image is not None:
        told |= {"image": item.image.file, "alt": item.image.alt}
    told = {name: text for name, text in told.items() if text}
    line = json.dumps({"format": FORMAT, "told": told, "parts": parts_of(item.body)}, separators=(",", ":"))
    return re.sub(r"\[(?=tag:|id:)", r"\\u005b", line)  # which Moodle would take for its own


def parts_of(body: Body) -> list[list[str]]:
    """Return the parts whose reasons other formats have no place for."""
    match body:
        case Ordering(steps=steps):
            return [[step.text, step.why] for step in steps]
        case Matching(pairs=pairs, others=others):
            return [*([pair.this, pair.that, pair.why] for pair in pairs), *(["", other, ""] for other in others)]
        case _:
            return []


def read_carried(line: str) -> Carried | None:
    """Return what a line carries; None where it is not ours, or not as we write it."""
    if len(line) > MOST_TEXT * 6:
        return None
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        return None
    told, parts = document.get("told"), document.get("parts")
    if not isinstance(told, dict) or not isinstance(parts, list) or len(parts) > _MOST_PARTS:
        return None
    rows = [part for part in parts if isinstance(part, list) and 2 <= len(part) <= _WIDEST]
    texts = [*told.values(), *(text for row in rows for text in row)]
    if not set(told) <= set(_NAMES.split()) or len(rows) != len(parts) or not all(map(_is_text, texts)):
        return None
    if "image" in told and not PICTURE_NAME.fullmatch(told["image"]):
        return None
    return Carried(told, tuple(tuple(row) for row in rows))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= MOST_TEXT and not _UNSEEN.search(value)
