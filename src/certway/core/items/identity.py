"""The version of an item: what a candidate saw, told by its hash."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from decimal import Decimal

from certway.core.items.item import Item
from certway.core.items.scenario import Scenario
from certway.core.items.skill import Skill

_MARKS = 16  # hexadecimal digits of a version: 64 bits, so that two of a million items never meet by chance


def version_of(item: Item) -> str:
    """Return the version of an item: the start of the SHA-256 of its canonical content, in hexadecimal digits.

    It changes with all that a candidate sees or is judged by, and with the topic; not with what is expected of the item
    (difficulty, level), nor with a note for its maintainers.
    """
    content = {name: value for name, value in asdict(item).items() if name not in ("difficulty", "level", "note")}
    text = json.dumps({"kind": item.kind, **content}, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:_MARKS]


def edition_mark(practised: Skill | Scenario) -> str:
    """Return what tells one wording of a checklist or a scenario from another: SHA-256 in 64 hexadecimal digits.

    It changes with all that who practises it reads or is judged by; not with the topics, nor with the reference.
    """
    content = {name: value for name, value in asdict(practised).items() if name not in ("topics", "reference")}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: object) -> str:
    assert isinstance(value, Decimal)
    return format(value.normalize(), "f")
