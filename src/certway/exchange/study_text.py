"""What is studied, in words: a question with its key and reasons, and why it is asked now."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from certway.core.items.item import Item, NumberEntry
from certway.core.sit.scoring import key_of
from certway.core.study.agenda import Pick, PickKind
from certway.exchange.bank.asked_text import AskedText, asked_text
from certway.exchange.bank.item_text import ItemText, item_text
from certway.exchange.bank.shipped import IndexedBank
from certway.exchange.words.catalogue import Catalogue

MOST_PARTS: Final = 4  # that are named


@dataclass(frozen=True, slots=True)
class StudyQuestion:
    """A question of today, with all that it takes to go on where the network is gone."""

    asked: AskedText
    told: ItemText
    key: str  # JSON: the response that is right, or the number
    tolerance: str  # of a number; empty for others
    kind: PickKind
    why: str
    is_made: bool  # of a template


@dataclass(frozen=True, slots=True)
class WhyNow:
    """What the reason of a pick says."""

    part: str  # name of the part of the outline
    weight: float  # share of the exam that the part carries, 0 to 1
    on_exam_day: float  # how likely it is known then without another look, 0 to 1


@dataclass(frozen=True, slots=True)
class TodayText:
    """What there is to study today, in words."""

    lead: str
    what: str  # how many of which kind
    parts: str  # what most of it is about; empty where there is nothing


def today_text(
    counts: Mapping[PickKind, int], minutes: int, parts: Sequence[tuple[str, int]], words: Catalogue
) -> TodayText:
    """Return what there is to study: questions by kind, the minutes that they take, and how many are of which part."""
    whole = words.say_many("study.questions", sum(counts.values()), n=sum(counts.values()))
    kinds = [words.say_many(f"study.count.{kind}", count, n=count) for kind, count in counts.items() if count]
    named = [words.say("study.part", name=name, n=count) for name, count in parts[:MOST_PARTS]]
    return TodayText(
        lead=words.say_many("study.today.lead", max(minutes, 1), n=max(minutes, 1), questions=whole),
        what=f"{', '.join(kinds)}." if kinds else "",
        parts=words.say("study.parts", parts="; ".join(named)) if named else "",
    )


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
        is_made=item.id not in bank.bank.by_id,
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
