"""The plan of a course: what is worth studying on each of its days, for each kind of learner.

Prices that solve the relaxed problem need not be the best to choose by: where many plans are worth nearly the same, a
price that is a little off moves much work, and who begins more cards than can be kept loses most of them. So multiples
of the prices, least prices, and more or less caution about new cards are tried in simulation, on learners who remember
as the kind does for whom the plan is made, and the plan by which they know most on the day of the exam is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np

from certway.core.study.course import Course, classes_of
from certway.core.study.dice import Dice
from certway.core.study.lattice import Lattice, lattice_of
from certway.core.study.learners import KINDS, Kind
from certway.core.study.memory import Floats
from certway.core.study.policies import Planned, Worths
from certway.core.study.prices import Load, find_prices, known_load, new_load, usual_price
from certway.core.study.simulation import Habits, simulate
from certway.core.study.truths import FsrsTrace
from certway.core.study.worth import DayWorth, day_worths

NewDice: TypeAlias = Callable[[], Dice]
Place: TypeAlias = tuple[int, int, int]  # of a multiple, a floor and a caution among those that are tried

# What is tried.
MULTIPLES: Final = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 4.0)  # of the prices
FLOORS: Final = (0.0, 0.1, 0.3, 0.6, 1.0, 2.0)  # least price of a second, as a share of the usual one
CAUTIONS: Final = (1.0, 0.6, 0.35)  # shares of what new cards gain that count
UNEVEN: Final = (0.3, 0.6, 1.2, 2.4)  # how much gains are varied by lot
NEXT_TO_NOTHING: Final = 0.1  # points of the score, 0 to 100, below which plans are alike
FIRST_TRIED: Final = ((3, 0, 0), (3, 2, 0), (3, 2, 2), (3, 4, 0), (1, 0, 0), (6, 0, 1))  # places in the three
LEARNERS: Final = 6  # on whom they are tried
LEAST_LEARNERS: Final = 2  # on whom they are tried where cards are many, which even out luck
MOST_TRIED: Final = 2400  # cards of all of them together, but for the least
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
    usual = usual_price(load, course.seconds)
    start = FsrsTrace.new(kind.parameters, 1, len(course.weights)) if begun is None else begun
    learners = int(np.clip(MOST_TRIED // len(course.weights), LEAST_LEARNERS, LEARNERS))

    def worths_at(place: Place) -> tuple[DayWorth, ...]:
        multiple, floor, caution = place
        tried = np.maximum(prices * MULTIPLES[multiple], FLOORS[floor] * usual)
        steps = _by_day(course, day_worths(lattice, load, tried))
        return tuple(replace(step, caution=CAUTIONS[caution]) for step in steps)

    def score(tried: tuple[DayWorth, ...]) -> float:
        worths = Worths(course.weights, classes_of(course.weights)[1], (kind,), (tried,))
        return expected_score(course, worths, (start,), np.ones(1), new_dice(), learners=learners)

    return _most_uneven(worths_at(_best_place(lambda place: score(worths_at(place)))), score)


def _most_uneven(even: tuple[DayWorth, ...], score: Callable[[tuple[DayWorth, ...]], float]) -> tuple[DayWorth, ...]:
    """Return a plan with gaps as uneven as costs next to nothing."""
    kept, least = even, score(even) - NEXT_TO_NOTHING
    for unevenness in UNEVEN:
        tried = tuple(replace(step, unevenness=unevenness) for step in even)
        if score(tried) < least:
            break
        kept = tried
    return kept


def _best_place(score: Callable[[Place], float]) -> Place:
    """Return the place of what does best, by climbing from the best of a few.

    Of what does next to as well, that is taken by which new cards are begun soonest.
    """
    tried = {place: score(place) for place in FIRST_TRIED}
    best, before = max(tried, key=lambda place: tried[place]), None
    while best != before:
        tried |= {place: score(place) for place in _around(best) if place not in tried}
        best, before = max(tried, key=lambda place: tried[place]), best
    alike = [place for place in tried if tried[place] >= tried[best] - NEXT_TO_NOTHING]
    return min(alike, key=lambda place: (place[2], -tried[place]))


def _around(place: Place) -> Iterator[Place]:
    sizes = (len(MULTIPLES), len(FLOORS), len(CAUTIONS))
    for moved in range(len(place)):
        for by in (-1, 1):
            multiple, floor, caution = (at + by * (number == moved) for number, at in enumerate(place))
            if all(0 <= at < size for at, size in zip((multiple, floor, caution), sizes, strict=True)):
                yield multiple, floor, caution


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


def expected_score(
    course: Course,
    worths: Worths,
    begun: Sequence[FsrsTrace],
    shares: Floats,
    dice: Dice,
    *,
    learners: int = LEARNERS,
) -> float:
    """Return the score, 0 to 100, that a learner can expect on the day of the exam if she studies by a plan.

    `begun` is what she remembers today by the parameters of each kind, `shares` how likely she is of each; she is tried
    as each of them.
    """
    found = 0.0
    for number, share in enumerate(shares):
        if share <= 0:
            continue
        own = Worths(worths.weights, worths.classes, (worths.kinds[number],), (worths.days[number],))
        start = _many(begun[number], learners)
        outcome = simulate(start, replace(Planned.start(own, learners), traces=(start,)), course, Habits(), dice)
        found += float(share * outcome.scores.mean())
    return found


def _many(trace: FsrsTrace, learners: int) -> FsrsTrace:
    """Return what so many learners remember, all the same."""
    columns = (trace.ease, trace.stability, trace.difficulty, trace.day)
    return FsrsTrace(trace.parameters, *(np.repeat(column, learners, axis=0) for column in columns))
