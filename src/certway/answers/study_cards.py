"""The cards of an exam: every question and template that serves it, with the points of the score that it carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from certway.answers.weak_practice import ExamParts
from certway.core.items.item import Item
from certway.core.items.template import Template
from certway.core.study.agenda import scaled_effort
from certway.core.study.effort import Effort
from certway.core.study.knowledge import Knowledge, knowledge_of
from certway.core.study.learners import KINDS, Kind
from certway.core.study.line import Line, seconds_of
from certway.core.study.memory import DEFAULT, Floats, Integers, Parameters

DAY: Final = 86_400_000  # milliseconds
LEAST_TIMED: Final = 20  # answers by which a pace is told
MOST_TIMED: Final = 200  # the latest
LEAST_PACE, MOST_PACE = 0.3, 3.0

# Ours: a question takes longer than a card of Anki, since there is a stem, options and reasons to read. A new one that
# is missed is gone over again the same day. It holds until her own pace is known.
QUESTION_EFFORT: Final = Effort(
    first_odds=(0.45, 0.12, 0.36, 0.07),
    passing_odds=(0.224, 0.631, 0.145),
    first_seconds=(95.0, 65.0, 45.0, 30.0),
    review_seconds=(65.0, 45.0, 32.0, 22.0),
)
_USUAL_SECONDS: Final = 45.0  # of such an answer, with reading its reasons, as those odds have it


@dataclass(frozen=True)
class ExamCards:
    """The cards of one exam; columns over cards. A card carries an equal share of its part of the outline."""

    exam: str
    entries: tuple[Item | Template, ...]
    nodes: tuple[str, ...]  # id of the part that each serves
    weights: Floats  # points of the score, 0 to 1; 1 together
    part_weights: dict[str, float]

    @cached_property
    def place_of(self) -> dict[str, int]:
        """The numbers of cards by their ids."""
        return {entry.id: number for number, entry in enumerate(self.entries)}

    @cached_property
    def topics(self) -> Integers:
        """A number for the topic of each card."""
        names = {name: number for number, name in enumerate(dict.fromkeys(one.topic for one in self.entries))}
        return np.array([names[one.topic] for one in self.entries], np.int64)

    @cached_property
    def parts(self) -> Integers:
        """A number for the part of each card, as `part_weights` has them."""
        names = {name: number for number, name in enumerate(self.part_weights)}
        return np.array([names[node] for node in self.nodes], np.int64)

    @cached_property
    def shares(self) -> Floats:
        """The share of the exam that each part carries."""
        return np.array(list(self.part_weights.values()))


def cards_of(exam: str, parts: ExamParts) -> ExamCards:
    """Return the cards of an exam."""
    entries = [(entry, node) for node in parts.weights for entry in parts.pools[node]]
    share = {node: weight / len(parts.pools[node]) for node, weight in parts.weights.items()}
    return ExamCards(
        exam=exam,
        entries=tuple(entry for entry, _ in entries),
        nodes=tuple(node for _, node in entries),
        weights=np.array([share[node] for _, node in entries]),
        part_weights=dict(parts.weights),
    )


def kinds_for(own: Parameters) -> tuple[Kind, ...]:
    """Return the kinds of learners that somebody may be: one where she has parameters of her own."""
    return KINDS if own == DEFAULT else (Kind(own, 1.0),)


def knowledge_from(
    cards: ExamCards, lines: Sequence[Line], kinds: Sequence[Kind], *, today: int, offset: int
) -> Knowledge:
    """Return what is remembered of an exam's cards today (an ordinal where she is).

    `offset` is what the clocks where she is are ahead of UTC, milliseconds. Reviews of other cards tell as well how she
    remembers.
    """
    numbers = dict(cards.place_of)
    reviewed = np.array([numbers.setdefault(line.item, len(numbers)) for line in lines], np.int64)
    days = _local_days(lines, offset)
    grades = np.array([line.grade for line in lines], np.int64)
    return knowledge_of(kinds, len(cards.entries), reviewed, days, grades, today=today)


def _local_days(lines: Sequence[Line], offset: int) -> Floats:
    """Return when lines were, in days whose whole part is an ordinal."""
    at = np.array([line.at for line in lines], np.float64)
    return np.asarray((at + offset) / DAY + EPOCH)


EPOCH: Final = 719_163  # ordinal of 1 January 1970


def effort_of(lines: Sequence[Line]) -> Effort:
    """Return how long questions take somebody, with their reasons: by her own pace once enough answers were timed."""
    timed = [seconds_of(line) for line in lines if line.spent and line.source == "study"][-MOST_TIMED:]
    if len(timed) < LEAST_TIMED:
        return QUESTION_EFFORT
    pace = float(np.clip(np.median(timed) / _USUAL_SECONDS, LEAST_PACE, MOST_PACE))
    return scaled_effort(QUESTION_EFFORT, pace)
