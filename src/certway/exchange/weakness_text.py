"""What to practise, and why, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certway.answers.weak_practice import Aim, PlannedPart, Weakness
from certway.core.sit.weakness import LEAST_ASKED, PartStrength
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import listed


@dataclass(frozen=True, slots=True)
class WeakLine:
    """A part of the outline in a practice."""

    name: str
    because: str
    items: str  # `8 questions`


@dataclass(frozen=True, slots=True)
class WeaknessText:
    """What to practise."""

    aim: Aim | None
    lead: str
    lines: tuple[WeakLine, ...]
    unknown: str  # the parts of which too little is known, where others are weak; empty where there are none
    order: str  # how many questions there will be, and which first; empty where there is nothing to practise
    button: str  # empty where there is nothing to practise


def weakness_text(weakness: Weakness, names: Mapping[str, str], words: Catalogue) -> WeaknessText:
    """Return what to practise in words; `names` are the titles of the outline's parts."""
    aim = weakness.aim or "none"
    unknown = [names.get(one.node, one.node) for one in weakness.unknown] if weakness.aim == "weak" else []
    items = sum(part.items for part in weakness.parts)
    return WeaknessText(
        aim=weakness.aim,
        lead=words.say(f"practice.lead.{aim}"),
        lines=tuple(_line(part, names, words) for part in weakness.parts),
        unknown=words.say("practice.unknown", parts=listed(unknown, "and", words)) if unknown else "",
        order=words.say_many("practice.order", items, n=items) if items else "",
        button=words.say(f"practice.button.{aim}") if weakness.parts else "",
    )


def _line(part: PlannedPart, names: Mapping[str, str], words: Catalogue) -> WeakLine:
    node = part.strength.node
    items = words.say_many("practice.items", part.items, n=part.items)
    return WeakLine(names.get(node, node), _because(part.strength, words), items)


def _because(one: PartStrength, words: Catalogue) -> str:
    """Return why a part is in the practice."""
    if not one.share.asked:
        return words.say("practice.because.none")
    right, asked, cut = one.share.right, one.share.asked, round(one.at_cut * one.share.asked)
    if one.strength == "weak":
        return words.say("practice.because.weak", right=right, asked=asked, cut=cut)
    if asked < LEAST_ASKED:
        return words.say("practice.because.few", right=right, asked=asked)
    return words.say("practice.because.near", right=right, asked=asked, cut=cut)
