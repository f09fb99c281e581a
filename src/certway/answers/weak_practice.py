"""Practice of what somebody is weak in: which parts, how many questions of each, and which questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal, TypeAlias

from certway.answers.practice_form import FrozenForm, NothingToAskError, frozen_form
from certway.core.items.bank import Bank
from certway.core.items.dice import Dice, shuffled
from certway.core.items.item import Item
from certway.core.items.template import Template
from certway.core.items.topics import OutlineTopics
from certway.core.rulebook.credential import Edition
from certway.core.sit.blueprint import Blueprint, NoBlueprintError, Part, apportion, blueprint_of
from certway.core.sit.weakness import PartStrength, PastAnswer, strengths_of

Aim: TypeAlias = Literal["weak", "unknown"]
"""What a practice is for: to mend what is weak, or to learn where one stands."""

_WEIGHED_BY = 1000  # questions of the blueprint that weights are read from


@dataclass(frozen=True, slots=True)
class ExamParts:
    """The parts of an exam for which there are questions; no part lies inside another."""

    outline: OutlineTopics
    weights: Mapping[str, float]  # shares of the exam by the id of the part, in the order of the outline
    part_of: Mapping[str, str]  # the part to which a node of the outline belongs
    pools: Mapping[str, tuple[Item | Template, ...]]

    @property
    def nodes_of(self) -> Mapping[str, tuple[str, ...]]:
        """The nodes of the outline that topics serve, by the part to which they belong."""
        served = self.outline.nodes
        return {part: tuple(node for node in served if self.part_of.get(node) == part) for part in self.weights}


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A part of the outline in a practice."""

    strength: PartStrength
    items: int


@dataclass(frozen=True, slots=True)
class Weakness:
    """What somebody's answers tell of the parts of an exam, and what to practise."""

    strengths: tuple[PartStrength, ...]  # in the order of the outline
    aim: Aim | None  # None = nothing is weak, and nothing unknown
    parts: tuple[PlannedPart, ...]  # with questions to practise, the one that costs the most first

    @property
    def unknown(self) -> tuple[PartStrength, ...]:
        """The parts of which too little is known."""
        return tuple(one for one in self.strengths if one.strength == "unknown")


def parts_of(bank: Bank, exam: str, edition: Edition) -> ExamParts:
    """Return the parts of an exam with their weights: the body's, else by the questions that there are."""
    outline, by_node = bank.outlines[exam], _by_node(bank, exam)
    parts = _blueprint(edition, _WEIGHED_BY, {node: len(found) for node, found in by_node.items()}).parts
    pools = {part.node: tuple(one for node in part.nodes for one in by_node.get(node, ())) for part in parts}
    known = [part for part in parts if part.items and pools[part.node]]
    total = sum(part.items for part in known)
    return ExamParts(
        outline=outline,
        weights={part.node: part.items / total for part in known},
        part_of={node: part.node for part in known for node in part.nodes},
        pools=pools,
    )


def whole_blueprint(bank: Bank, exam: str, edition: Edition, items: int) -> Blueprint:
    """Return how many of so many questions stand for each of these parts: by the body, else by the questions there."""
    return _blueprint(edition, items, {node: len(found) for node, found in _by_node(bank, exam).items()})


def _by_node(bank: Bank, exam: str) -> dict[str, list[Item | Template]]:
    outline = bank.outlines[exam]
    whole: tuple[Item | Template, ...] = (*bank.items, *bank.templates)
    found: dict[str, list[Item | Template]] = {node: [] for node in outline.nodes}
    node_of = {topic: node for node, topics in outline.nodes.items() for topic in topics}
    for one in whole:
        if one.topic in node_of:
            found[node_of[one.topic]].append(one)
    return found


def _blueprint(edition: Edition, items: int, supply: Mapping[str, int]) -> Blueprint:
    try:
        return blueprint_of(edition, items, supply=supply)
    except NoBlueprintError:
        there = sum(supply.values()) or 1
        counts = apportion([(Fraction(count * items, there),) * 2 for count in supply.values()], items)
        parts = (Part(node, count, "ours", (node,)) for node, count in zip(supply, counts, strict=True))
        return Blueprint(edition.id, tuple(parts))


def weakness_of(parts: ExamParts, answers: Sequence[PastAnswer], *, most: int, asked_only: bool = False) -> Weakness:
    """Return what answers, the newest first, tell of the parts of an exam, and a practice of up to `most` questions.

    It has questions of weak parts, by their weight and what each lacks to the cut; where none is weak, of parts of
    which too little is known, by their weights. `asked_only` looks at those parts alone that the answers are of.
    """
    own = [replace(one, node=parts.part_of[one.node]) for one in answers if one.node in parts.part_of]
    asked = {one.node for one in own}
    weights = {node: weight for node, weight in parts.weights.items() if not asked_only or node in asked}
    strengths = strengths_of(own, weights)
    weak = [one for one in strengths if one.strength == "weak"]
    found = weak or [one for one in strengths if one.strength == "unknown"]
    needs = [one.lacks if weak else one.weight for one in found]
    counts = _shared_out(needs, [len(parts.pools[one.node]) for one in found], most)
    planned = [PlannedPart(one, count) for one, count in zip(found, counts, strict=True) if count]
    order = sorted(planned, key=lambda one: (-one.strength.lacks, -one.strength.weight))
    return Weakness(strengths, "weak" if weak else "unknown" if found else None, tuple(order))


def _shared_out(needs: Sequence[float], there: Sequence[int], most: int) -> tuple[int, ...]:
    """Return how many questions each part gets: by its need, at most what there is; the rest goes to the others."""
    given = [0] * len(needs)
    open_ = [place for place, need in enumerate(needs) if need > 0]
    while open_ and (left := most - sum(given)) > 0:
        whole = sum(Fraction(needs[place]) for place in open_)
        shares = [Fraction(needs[place]) * left / whole for place in open_]
        for place, count in zip(open_, apportion([(share, share) for share in shares], left), strict=True):
            given[place] = min(given[place] + count, there[place])
        open_ = [place for place in open_ if given[place] < there[place]]
    return tuple(given)


def weak_form(
    parts: ExamParts,
    weakness: Weakness,
    answers: Sequence[PastAnswer],
    *,
    dice: Dice,
    seeded: Callable[[int], Dice],
) -> FrozenForm:
    """Return the questions of a planned practice: those that one got wrong or never saw before those one had right.

    `answers` are the newest first; `seeded` gives the dice of a seed, for questions that are made of templates.
    Raises NothingToAskError.
    """
    right: dict[str, bool] = {}
    for one in answers:
        right.setdefault(one.item, one.right)
    chosen: list[tuple[Item | Template, str]] = []
    for part in weakness.parts:
        node = part.strength.node
        pool = sorted(shuffled(parts.pools[node], dice), key=lambda one: right.get(one.id, False))
        chosen += [(one, node) for one in pool[: part.items]]
    if not chosen:
        raise NothingToAskError(parts.outline.credential)
    return frozen_form(parts.outline, shuffled(chosen, dice), dice=dice, seeded=seeded)
