"""What to study today: what gains most points of the exam for a second comes first, within the minutes of the day.

Everything stands on one scale, points of the score on the day of the exam: a review, a new card, a skill, a scenario, a
section of a mock exam. Source and assumptions: docs/concepts/study.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

import numpy as np

from certway.core.study.effort import Effort
from certway.core.study.knowledge import Knowledge
from certway.core.study.learners import Booleans
from certway.core.study.memory import AGAIN, Floats, Integers, first_states, next_states, recall
from certway.core.study.policies import FEW_SHARE
from certway.core.study.worth import DayWorth, new_gains, review_gains

PickKind: TypeAlias = Literal["again", "review", "new"]
"""A card that was wrong today already, one that was seen before, one that never was."""

APART: Final = 5  # other cards at least between a wrong answer and its repetition, where there are as many
ONLY_IF_GAINED: Final = 1e-12  # points; what gains less is not worth a second


@dataclass(frozen=True, slots=True)
class Pick:
    """A card to look at."""

    card: int
    kind: PickKind
    gain: float  # points of the score, 0 to 1, on the day of the exam, against leaving it to the best later day
    seconds: float  # that it takes on average
    recall: float  # how likely it is known now, 0 to 1


@dataclass(frozen=True, slots=True)
class Activity:
    """Something beside cards, on the same scale."""

    name: str
    gain: float  # points of the score, 0 to 1
    seconds: float

    @property
    def rate(self) -> float:
        """What a second of it gains."""
        return self.gain / self.seconds


@dataclass(frozen=True, slots=True)
class Agenda:
    """What to do, in this order."""

    picks: tuple[Pick, ...]
    activities: tuple[Activity, ...]  # that gain more for a second than the cards in whose place they stand

    @property
    def seconds(self) -> float:
        """How long all of it takes."""
        return sum(one.seconds for one in self.picks) + sum(one.seconds for one in self.activities)


@dataclass(frozen=True, slots=True)
class Gains:
    """What looking at each card today gains; columns over cards."""

    gain: Floats
    seconds: Floats


def planned_gains(worths: Sequence[DayWorth], knowledge: Knowledge, weights: Floats) -> Gains:
    """Return gains by the prices of the days to the exam; `worths` are of one day, by the kinds of `knowledge`."""
    gain, seconds = np.zeros(len(weights)), np.zeros(len(weights))
    seen, elapsed = knowledge.seen, -knowledge.last_day.astype(np.float64)
    for number, worth in enumerate(worths):
        share = knowledge.shares[number]
        if share < FEW_SHARE:
            continue
        stability = np.where(seen, knowledge.stability[number], 1.0)
        difficulty = np.where(seen, knowledge.difficulty[number], 5.0)
        classes = _nearest(worth.weights, weights)
        again, taken = review_gains(worth, stability, difficulty, elapsed, weights, classes)
        gain += share * np.where(seen, again, new_gains(worth, weights, classes))
        seconds += share * np.where(seen, taken, worth.effort.new_seconds)
    total = sum(share for share in knowledge.shares if share >= FEW_SHARE)
    return Gains(gain / total, seconds / total)


def unevenness_for(worths: Sequence[DayWorth], knowledge: Knowledge) -> float:
    """Return by how much reviews of a day are varied by lot; `worths` by the kinds of `knowledge`."""
    told = zip(knowledge.shares, worths, strict=True)
    return float(sum(share * worth.unevenness for share, worth in told if share >= FEW_SHARE))


def _nearest(classes: Floats, weights: Floats) -> Integers:
    """Return the class of each card whose weight is nearest; classes rise."""
    if len(classes) == 1:
        return np.zeros(len(weights), np.int64)
    return np.asarray(np.searchsorted((classes[1:] + classes[:-1]) / 2, weights))


def simple_gains(effort: Effort, knowledge: Knowledge, weights: Floats, days_left: int) -> Gains:
    """Return gains where no plan was reckoned yet: what one look today adds to recall on the day of the exam.

    It looks at no later day, so it is too fond of what is about to be forgotten where time is short.
    """
    gain, seconds = np.zeros(len(weights)), np.zeros(len(weights))
    seen, elapsed = knowledge.seen, -knowledge.last_day.astype(np.float64)
    for number, kind in enumerate(knowledge.kinds):
        share = knowledge.shares[number]
        stability = np.where(seen, knowledge.stability[number], 1.0)
        difficulty = np.where(seen, knowledge.difficulty[number], 5.0)
        now = recall(kind.parameters, stability, elapsed)
        after, _ = next_states(kind.parameters, stability, difficulty, np.maximum(elapsed, 1.0))
        reviewed = (effort.grade_odds(now) * recall(kind.parameters, after, days_left)).sum(axis=-1)
        left = recall(kind.parameters, stability, elapsed + days_left)
        first, _ = first_states(kind.parameters)
        begun = float(np.dot(effort.first_odds, recall(kind.parameters, first, days_left)))
        gain += share * weights * np.where(seen, reviewed - left, begun)
        seconds += share * np.where(seen, effort.review_cost(now), effort.new_seconds)
    return Gains(gain, seconds)


def mixed(
    gains: Gains, knowledge: Knowledge, parts: Integers, shares: Floats, lots: Floats, *, seconds: float
) -> Gains:
    """Return gains by which new cards of one day come of all parts of the outline.

    `parts` are numbers of parts by card, `shares` the share of the exam that each part carries, `lots` from 0 to 1 by
    card, which decide between cards that gain the same. Cards that nobody saw gain nearly alike, and differ by how many
    cards there are of their part; so the first of a part counts whole, and that which fills its share a little over a
    third. Reviews stay as they are. Why: what is learned in turns is kept longer than what is learned in a block.
    Source: Rohrer (2012), Interleaving helps students distinguish among similar concepts, Educational Psychology Review
    24, 355-367.
    """
    gain, new = gains.gain.copy(), np.flatnonzero(~knowledge.seen)
    if not len(new) or seconds <= 0:
        return gains
    there = seconds / float(gains.seconds[new].mean())  # new cards that the time would do for
    rate = gains.gain[new] / gains.seconds[new]
    order = new[np.lexsort((lots[new], -np.round(rate / max(float(rate.max()), ONLY_IF_GAINED), 2), parts[new]))]
    first = np.append(True, np.diff(parts[order]) != 0)
    starts = np.flatnonzero(first)
    place = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    gain[order] *= np.exp(-place / np.maximum(there * shares[parts[order]], 1.0))
    return Gains(gain, gains.seconds)


def agenda(
    gains: Gains,
    knowledge: Knowledge,
    topics: Integers,
    *,
    seconds: float,
    activities: Iterable[Activity] = (),
    without: Booleans | None = None,
    most: int | None = None,
) -> Agenda:
    """Return what to do in so many seconds; `topics` are numbers of topics by card.

    What gains most for a second comes first; what was wrong today comes again after some others. `without` are cards
    that are not asked, `most` how many at most. Runs of one topic are broken up as far as others are there.
    """
    asked = np.ones(len(topics), np.bool_) if without is None else ~without
    again = np.flatnonzero(asked & knowledge.is_fresh & (knowledge.last_grade == AGAIN)).tolist()
    open_ = asked & ~knowledge.is_fresh & (gains.gain > ONLY_IF_GAINED)
    rate = np.where(open_, gains.gain / gains.seconds, -np.inf)
    order = np.argsort(-rate, kind="stable")[: int(open_.sum())].tolist()
    others = sorted(activities, key=lambda one: -one.rate)
    left = seconds - float(gains.seconds[again].sum())
    chosen: list[Activity] = []
    taken: list[int] = []
    for card in order:
        while others and others[0].seconds <= left and others[0].rate > rate[card]:
            chosen.append(others.pop(0))
            left -= chosen[-1].seconds
        if left < gains.seconds[card] / 2 or (most is not None and len(taken) + len(again) >= most):
            break
        taken.append(card)
        left -= gains.seconds[card]
    recalled = knowledge.recall_in(0)
    picks = spread([_pick(card, gains, knowledge, recalled) for card in taken], topics)
    missed = [_pick(card, gains, knowledge, recalled) for card in again]
    return Agenda((*picks[:APART], *missed, *picks[APART:])[:most], tuple(chosen))


def _pick(card: int, gains: Gains, knowledge: Knowledge, recalled: Floats) -> Pick:
    kind: PickKind = "new" if not knowledge.seen[card] else "again" if knowledge.is_fresh[card] else "review"
    return Pick(int(card), kind, float(gains.gain[card]), float(gains.seconds[card]), float(recalled[card]))


def spread(picks: Sequence[Pick], topics: Integers) -> list[Pick]:
    """Return picks in their order, except that two of one topic stand together only where no other one is left."""
    waiting, found = list(picks), []
    last = -1
    while waiting:
        at = next((place for place, one in enumerate(waiting) if topics[one.card] != last), 0)
        found.append(waiting.pop(at))
        last = int(topics[found[-1].card])
    return found


def scaled_effort(effort: Effort, times: float) -> Effort:
    """Return an effort that takes a multiple of the time."""
    first = tuple(one * times for one in effort.first_seconds)
    later = tuple(one * times for one in effort.review_seconds)
    return replace(effort, first_seconds=first, review_seconds=later)  # type: ignore[arg-type]
