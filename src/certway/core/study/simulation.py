"""Study as it might go: learners whose memory is known, a way of choosing, and what they know on the exam's day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.study.course import Course
from certway.core.study.dice import Dice, thrown
from certway.core.study.memory import AGAIN, HARD, Floats
from certway.core.study.policies import NEVER, Policy
from certway.core.study.truths import Booleans, Trace


@dataclass(frozen=True, slots=True)
class Habits:
    """How learners keep to their days."""

    missed_share: float = 0.0  # of days on which nothing is done, 0 to 1
    slip_share: float = 0.0  # of cards that are known and answered wrong all the same


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it."""

    scores: Floats  # (learners,) 0 to 100: the share of the exam's weight that is recalled on its day, expected
    seconds: Floats  # (learners, days) that were studied


def simulate(truth: Trace, policy: Policy, course: Course, habits: Habits, dice: Dice) -> Outcome:
    """Let learners study a course to its exam. The same dice give the same outcome.

    Who begins a card within her minutes finishes it, if more than half of it lies within them: so the minutes are kept
    on average, by every way of choosing alike.
    """
    seconds = []
    for day in range(course.days):
        order = policy.priorities(day)
        chance = truth.recall_on(day)
        known = dice.random(order.shape) < chance * (1 - habits.slip_share)
        passed = HARD + thrown(dice, course.effort.passing_odds, order.shape)
        begun = AGAIN + thrown(dice, course.effort.first_odds, order.shape)
        here = dice.random((len(order),)) >= habits.missed_share
        seen = chance > 0
        grades = np.where(seen, np.where(known, passed, AGAIN), begun)
        first, later = (np.asarray(told) for told in (course.effort.first_seconds, course.effort.review_seconds))
        taken = np.where(seen, later[grades - 1], first[grades - 1])
        looked = _within(order, taken, np.where(here, course.seconds[day], 0.0))
        truth, policy = truth.after(looked, grades, day), policy.after(looked, grades, day)
        seconds.append((taken * looked).sum(axis=1))
    scores = 100 * truth.recall_on(course.days) @ course.weights
    return Outcome(np.asarray(scores), np.stack(seconds, axis=1))


def _within(priorities: Floats, taken: Floats, there: Floats) -> Booleans:
    """Return which cards are looked at, in the order of their priorities, within the seconds of each learner."""
    order = np.argsort(-priorities, axis=1, kind="stable")
    wanted = np.take_along_axis(priorities, order, axis=1) > NEVER
    each = np.take_along_axis(taken, order, axis=1) * wanted
    fits = wanted & (np.cumsum(each, axis=1) - each / 2 <= there[:, None]) & (there[:, None] > 0)
    looked = np.zeros(priorities.shape, np.bool_)
    np.put_along_axis(looked, order, fits, axis=1)
    return looked
