"""The plan of a course: what is worth studying on each of its days, for each kind of learner.

Prices that solve the relaxed problem need not be the best to choose by: where many plans are worth nearly the same, a
price that is a little off moves much work. So multiples of them are tried in simulation, on learners who remember as
the kind does for whom the plan is made, and the one under which they know most on the day of the exam is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np

from certway.core.study.course import Course, classes_of
from certway.core.study.dice import Dice
from certway.core.study.lattice import Lattice, lattice_of
from certway.core.study.learners import KINDS, Kind
from certway.core.study.memory import Floats
from certway.core.study.policies import Planned, Worths
from certway.core.study.prices import Load, find_prices, known_load, new_load
from certway.core.study.simulation import Habits, simulate
from certway.core.study.truths import FsrsTrace
from certway.core.study.worth import DayWorth, day_worths

NewDice: TypeAlias = Callable[[], Dice]

MULTIPLES: Final = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0)  # of the prices that are tried
LEARNERS: Final = 6  # on whom they are tried
OLDEST_DAYS: Final = 45  # since a last review; what lies further back is reckoned as if it were that long ago


def plan_course(
    course: Course, new_dice: NewDice, kinds: Sequence[Kind] = KINDS, begun: Sequence[FsrsTrace] | None = None
) -> Worths:
    """Return what is worth studying on each day of a course.

    `begun` is what one learner remembers today, by the parameters of each kind, with days before today below 0; None
    where all cards are new. `new_dice` gives dice that fall the same each time: prices are compared by the same luck.
    """
    return Worths(
        weights=course.weights,
        classes=classes_of(course.weights)[1],
        kinds=tuple(kinds),
        days=tuple(
            _best_worths(course, kind, new_dice, None if begun is None else begun[number])
            for number, kind in enumerate(kinds)
        ),
    )


def _best_worths(course: Course, kind: Kind, new_dice: NewDice, begun: FsrsTrace | None) -> tuple[DayWorth, ...]:
    oldest = 0 if begun is None else -(-OLDEST_DAYS // course.step_days)
    lattice = lattice_of(kind.parameters, course.effort, longest=course.steps + oldest, step_days=course.step_days)
    load = _load(course, lattice, begun, oldest)
    prices = find_prices(lattice, load, course.step_seconds()).per_second
    tried = [_by_day(course, day_worths(lattice, load, prices * multiple)) for multiple in MULTIPLES]
    start = FsrsTrace.new(kind.parameters, 1, len(course.weights)) if begun is None else begun

    def score(days: tuple[DayWorth, ...]) -> float:
        worths = Worths(course.weights, classes_of(course.weights)[1], (kind,), (days,))
        return expected_score(course, worths, (start,), np.ones(1), new_dice())

    return max(tried, key=score)


def _load(course: Course, lattice: Lattice, begun: FsrsTrace | None, oldest: int) -> Load:
    weights, classes = classes_of(course.weights)
    seen = np.zeros(len(classes), np.bool_) if begun is None else begun.seen[0]
    load = new_load(weights, np.bincount(classes[~seen], minlength=len(weights)).astype(np.float64))
    if begun is None or not seen.any():
        return load
    elapsed = np.maximum(np.rint(-begun.day[0][seen] / lattice.step_days), 1).astype(np.int64)
    stability, difficulty = begun.stability[0][seen], begun.difficulty[0][seen]
    return known_load(load, stability, difficulty, elapsed, classes[seen], oldest=oldest)


def _by_day(course: Course, steps: tuple[DayWorth, ...]) -> tuple[DayWorth, ...]:
    return tuple(steps[course.step_of(day)] for day in range(course.days))


def expected_score(course: Course, worths: Worths, begun: Sequence[FsrsTrace], shares: Floats, dice: Dice) -> float:
    """Return the score, 0 to 100, that a learner can expect on the day of the exam if she studies by a plan.

    `begun` is what she remembers today by the parameters of each kind, `shares` how likely she is of each; she is tried
    as each of them.
    """
    found = 0.0
    for number, share in enumerate(shares):
        if share <= 0:
            continue
        own = Worths(worths.weights, worths.classes, (worths.kinds[number],), (worths.days[number],))
        start = _many(begun[number])
        outcome = simulate(start, replace(Planned.start(own, LEARNERS), traces=(start,)), course, Habits(), dice)
        found += float(share * outcome.scores.mean())
    return found


def _many(trace: FsrsTrace) -> FsrsTrace:
    """Return what as many learners remember as a plan is tried on, all the same."""
    columns = (trace.ease, trace.stability, trace.difficulty, trace.day)
    return FsrsTrace(trace.parameters, *(np.repeat(column, LEARNERS, axis=0) for column in columns))
