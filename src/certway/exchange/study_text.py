"""What is studied, in words: a question with its key and reasons, and why it is asked now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal

from certway.core.items.item import Item, NumberEntry
from certway.core.sit.scoring import key_of
from certway.core.study.agenda import Pick, PickKind
from certway.exchange.bank.asked_text import AskedText, asked_text
from certway.exchange.bank.item_text import ItemText, item_text
from certway.exchange.bank.shipped import IndexedBank
from certway.exchange.words.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class StudyQuestion:
    """A question of today, with all that it takes to go on where the network is gone."""

    asked: AskedText
    told: ItemText
    key: str  # JSON: the response that is right, or the number
    tolerance: str  # of a number; empty for others
    kind: PickKind
    why: str


@dataclass(frozen=True, slots=True)
class WhyNow:
    """What the reason of a pick says."""

    part: str  # name of the part of the outline
    weight: float  # share of the exam that the part carries, 0 to 1
    on_exam_day: float  # how likely it is known then without another look, 0 to 1


def study_question(
    place: int, item: Item, pick: Pick, why: WhyNow, bank: IndexedBank, words: Catalogue
) -> StudyQuestion:
    """Return a question in words; `place` tells it from others of the same page."""
    body = item.body
    return StudyQuestion(
        asked=asked_text(place, item, words),
        told=item_text(item, bank, words),
        key=json.dumps(key_of(body)),
        tolerance=_plain(body.tolerance) if isinstance(body, NumberEntry) else "",
        kind=pick.kind,
        why=why_text(pick, why, words),
    )


def why_text(pick: Pick, why: WhyNow, words: Catalogue) -> str:
    """Return why something is asked now, in a sentence or two."""
    part = words.say("study.why.part", part=why.part, percent=_percent(why.weight))
    if pick.kind == "new":
        return words.say("study.why.new", part=part)
    if pick.kind == "again":
        return words.say("study.why.again")
    return words.say("study.why.review", now=_percent(pick.recall), then=_percent(why.on_exam_day), part=part)


def _percent(share: float) -> int:
    return round(100 * share)


def _plain(number: Decimal) -> str:
    return format(number, "f")
