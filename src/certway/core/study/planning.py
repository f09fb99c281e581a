"""The plan of a course: what is worth studying on each of its days, for each kind of learner.

Prices that solve the relaxed problem need not be the best to choose by: where many plans are worth nearly the same, a
price that is a little off moves much work. So multiples of them are tried in simulation, on learners who remember as
the kind does for whom the plan is made, and the one under which they know most on the day of the exam is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from certway.core.study.course import Course, classes_of
from certway.core.study.dice import Dice
from certway.core.study.lattice import lattice_of
from certway.core.study.learners import KINDS, Kind
from certway.core.study.policies import Planned, Worths
from certway.core.study.prices import find_prices, new_load
from certway.core.study.simulation import Habits, simulate
from certway.core.study.truths import FsrsTrace
from certway.core.study.worth import DayWorth, day_worths

MULTIPLES: Final = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0)  # of the prices that are tried
LEARNERS: Final = 6  # on whom they are tried


def plan_course(course: Course, new_dice: Callable[[], Dice], kinds: Sequence[Kind] = KINDS) -> Worths:
    """Return what is worth studying on each day of a course of at most MOST_STEPS days, whose cards are all new.

    `new_dice` gives dice that fall the same each time: prices are compared by the same luck.
    """
    return Worths(
        weights=course.weights,
        classes=classes_of(course.weights)[1],
        kinds=tuple(kinds),
        days=tuple(_best_worths(course, kind, new_dice) for kind in kinds),
    )


def _best_worths(course: Course, kind: Kind, new_dice: Callable[[], Dice]) -> tuple[DayWorth, ...]:
    weights, classes = classes_of(course.weights)
    load = new_load(weights, np.bincount(classes, minlength=len(weights)).astype(np.float64))
    lattice = lattice_of(kind.parameters, course.effort, longest=course.days)
    prices = find_prices(lattice, load, course.seconds).per_second
    tried = [day_worths(lattice, load, prices * multiple) for multiple in MULTIPLES]
    return max(tried, key=lambda days: _score(course, Worths(course.weights, classes, (kind,), (days,)), new_dice()))


def _score(course: Course, worths: Worths, dice: Dice) -> float:
    """Return what learners of the kind that is planned for know on the day of the exam, if they study by it."""
    truth = FsrsTrace.new(worths.kinds[0].parameters, LEARNERS, len(course.weights))
    return float(simulate(truth, Planned.start(worths, LEARNERS), course, Habits(), dice).scores.mean())
