"""From abilities to a whole exam: how many questions will be right, and how likely that is enough.

An exam asks so many questions of each topic that the person has not met; how hard they are is drawn anew for each form.
It is passed with as many right as somebody would have on that form whose every ability is at the cut and who never
slips, as a body's judges think of who just passes. What is not known of a person's abilities and what chance does on
the day are kept apart: intervals are about the first alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.study.abilities import Abilities
from certway.core.study.ability_learning import chance_of
from certway.core.study.answer_log import Ints
from certway.core.study.assumptions import Assumptions
from certway.core.study.normal import normal_points, share_below

TAIL = 0.1  # on either side of an interval, which holds 80 percent

_LEVELS, _ABILITIES, _HARD = normal_points(15), normal_points(7), normal_points(7)
_GRID = 401  # abilities at which the curve is taken; between them it is read off
_BISECTIONS = 30
_WIDEST = 8.0  # standard deviations, or logits, within which is sought
_LEAST = 1e-12  # of a spread
_TOGETHER = 256  # people taken at once


@dataclass(frozen=True, eq=False)
class ExamTopics:
    """What an exam asks."""

    items: Floats  # how many questions that count, of each topic; parts of a question too, 0 = none. Shape (topics,)
    guess: float  # chance of a right answer of who knows nothing, 0 to below 1
    cut: float = 0.0  # the ability at which it is passed, logits


@dataclass(frozen=True, eq=False)
class PassChances:
    """What is to be expected of people in an exam; shape (people,). Low and high are the ends of 80 % intervals."""

    chance: Floats  # of passing, 0 to 1
    low: Floats  # the interval is that of the chance somebody has whose abilities are known
    high: Floats
    right: Floats  # share of the questions that are right, 0 to 1
    right_low: Floats
    right_high: Floats
    level: Floats  # the one ability in all topics with which as many would be right, logits from the cut
    level_low: Floats
    level_high: Floats


def pass_chances(abilities: Abilities, exam: ExamTopics, assumptions: Assumptions) -> PassChances:
    """Return what is to be expected of people; the exam asks of one topic at least."""
    curve, asked = _Curve(exam, assumptions), np.flatnonzero(exam.items)
    starts = range(0, len(abilities.level), _TOGETHER)
    parts = [_expected(abilities, slice(start, start + _TOGETHER), asked, exam, curve) for start in starts]
    return PassChances(*np.concatenate(parts, axis=1))


def _expected(abilities: Abilities, people: slice, asked: Ints, exam: ExamTopics, curve: _Curve) -> Floats:
    """Return the rows of PassChances for some people."""
    given, total, weights = _given(abilities, people, asked, exam, curve), exam.items.sum(), _LEVELS[1]
    chance = share_below(given.above / np.sqrt(given.variance + given.noise)) @ weights
    tails = (TAIL, 1 - TAIL)
    # In units of what chance does, questions above the cut are all that the chance of passing depends on.
    ends = [_quantile(given.above / np.sqrt(given.noise), given.variance / given.noise, tail) for tail in tails]
    above = [given.above @ weights, *(_quantile(given.above, given.variance, tail) for tail in tails)]
    rights = [curve.at_cut + one / total for one in above]
    levels = [curve.level_of(one / total) for one in above]
    return np.stack([chance, *map(share_below, ends), *rights, *levels])


@dataclass(frozen=True, slots=True)
class _Given:
    """What is expected where the level is known; shape (people, levels)."""

    above: Floats  # right answers more than at the cut
    variance: Floats  # of these, as the abilities are not known
    noise: Floats  # variance that chance adds for somebody whose abilities are known


def _given(abilities: Abilities, people: slice, asked: Ints, exam: ExamTopics, curve: _Curve) -> _Given:
    """Return what is expected at each level, by quadrature over the ability in each topic."""
    (levels, _), (points, weights), items = _LEVELS, _ABILITIES, exam.items[asked]
    away = np.sqrt(abilities.level_variance[people])[:, None, None] * levels[:, None]
    mean = abilities.mean[people][:, None, asked] + abilities.slope[people][:, None, asked] * away
    spread = np.sqrt(abilities.around[people])[:, None, asked]
    right, noise, steep = curve.at(mean[..., None] + spread[..., None] * points)
    expected = right @ weights
    day = curve.day_sd * ((steep @ weights) @ items)  # all questions together go with a good or a bad day
    return _Given(
        above=(expected - curve.at_cut) @ items,
        variance=((right**2) @ weights - expected**2) @ items**2,
        noise=(noise @ weights) @ items + day**2,
    )


class _Curve:
    """The chance of a right answer to a question that was not met, over the questions that an exam may draw."""

    def __init__(self, exam: ExamTopics, assumptions: Assumptions) -> None:
        self._exam, self._assumed, self._hard = exam, assumptions, assumptions.item_sd * _HARD[0]
        self._grid = np.linspace(exam.cut - _WIDEST, exam.cut + _WIDEST, _GRID)
        chances, weights = self._chances(self._grid), _HARD[1]
        cut = chance_of(exam.cut - self._hard, np.zeros_like(self._hard), exam.guess, 0.0)[0]
        self._right, self.at_cut = chances @ weights, float(cut @ weights)
        # Of an answer less the chance at the cut, question by question: hard forms are passed with fewer right.
        together = (chances * cut) @ weights - self._right * self.at_cut
        self._steep, self.day_sd = np.gradient(self._right, self._grid), assumptions.day_sd
        self._noise = self._right * (1 - self._right) + (cut**2) @ weights - self.at_cut**2 - 2 * together

    def _chances(self, ability: Floats) -> Floats:
        """Return the chances by how hard a question is, on the last axis."""
        own = np.array(self._assumed.meeting_sd**2)
        return chance_of(ability[..., None] - self._hard, own, self._exam.guess, self._assumed.slip)[0]

    def at(self, ability: Floats) -> tuple[Floats, Floats, Floats]:
        """Return the chance at abilities, the variance that chance adds to one answer, and how steep the curve is."""
        right, noise, steep = (np.interp(ability, self._grid, one) for one in (self._right, self._noise, self._steep))
        return right, noise, steep

    def level_of(self, above: Floats) -> Floats:
        """Return how far the ability with such a share more right than at the cut lies from that with none more."""
        at, none = (np.interp(one, self._right - self.at_cut, self._grid) for one in (above, 0.0))
        return np.asarray(at - none)


def _quantile(mean: Floats, variance: Floats, share: float) -> Floats:
    """Return for each person the value below which a share of a mixture of normal densities lies."""
    spread = np.maximum(np.sqrt(variance), _LEAST)
    low, high = (mean - _WIDEST * spread).min(axis=1), (mean + _WIDEST * spread).max(axis=1)
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        below = share_below((middle[:, None] - mean) / spread) @ _LEVELS[1] < share
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)
