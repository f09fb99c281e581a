"""Trials: learners of known memory study for the same minutes by several ways, and the truth says what they know.

Each way of studying is tried by itself with dice that fall the same, so a trial comes to the same in whatever order
and on however many processes its ways are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import product
from typing import Final, Literal, TypeAlias, get_args

import numpy as np

from certway.core.study.course import Course, classes_of
from certway.core.study.dice import Dice
from certway.core.study.lattice import lattice_of
from certway.core.study.memory import Floats, Integers
from certway.core.study.planning import plan_course
from certway.core.study.policies import Chance, FixedRetention, Planned, Policy, WeakestFirst, Worths
from certway.core.study.prices import find_prices, new_load
from certway.core.study.simulation import Habits, simulate
from certway.core.study.trial_learners import TruthName, learners_of, parameters_of

DiceOf: TypeAlias = Callable[[int], Dice]  # by seed; the same seed gives dice that fall the same
WayName: TypeAlias = Literal["certway", "fsrs", "tuned", "tuned-by-weight", "weakest", "chance"]

AREAS: Final = (0.30, 0.22, 0.18, 0.14, 0.10, 0.06)  # shares of the outline, with as many cards each
RETENTIONS: Final = (0.7, 0.8, 0.85, 0.9, 0.95)  # among which a peer is tuned
NEW_A_DAY: Final = (10, 20, 30, 50, 10_000)
SEEDS: Final = 100  # apart are the seeds of two trials
_PLAN, _TRUTH, _LUCK, _LOTS, _DECK = 11, 22, 33, 34, 44  # what dice are thrown for, within a trial's seeds
KEPT: Final = Habits()  # every day, and no slips


@dataclass(frozen=True, slots=True)
class Trial:
    """Who studies what, and how long."""

    cards: int
    minutes: float  # a day
    days: int  # to the exam
    truth: TruthName
    learners: int = 20
    habits: Habits = KEPT
    ability_spread: float = 0.0  # of how much longer a learner keeps the cards of an area; standard deviation of a log
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """A way of studying; the numbers count for those with a fixed retention."""

    name: WayName
    retention: float = 0.9
    new_a_day: int = 20


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one way."""

    way: Way
    scores: Floats  # (learners,) 0 to 100
    seconds: Floats  # (learners, days)

    @property
    def score(self) -> float:
        """The mean score."""
        return float(self.scores.mean())

    @property
    def peaks(self) -> Floats:
        """By learner, the fullest day's time over that of the mean day; 1 for who never studied."""
        mean = self.seconds.mean(axis=1)
        return np.asarray(np.where(mean > 0, self.seconds.max(axis=1) / np.where(mean > 0, mean, 1.0), 1.0))


@dataclass(frozen=True, slots=True)
class TrialFound:
    """What the ways of studying came to on the same learners."""

    trial: Trial
    ways: tuple[Tried, ...]  # in the order of WayName
    bound: float | None  # score, 0 to 100, that no plan exceeds on average; None where none is known

    def score(self, name: WayName) -> float:
        """Return the mean score of a way."""
        return next(one.score for one in self.ways if one.way.name == name)


TUNED: Final = tuple(Way("tuned", *how) for how in product(RETENTIONS, NEW_A_DAY))
WAYS: Final = (Way("certway"), Way("fsrs"), *TUNED, Way("weakest"), Way("chance"))


def course_of(trial: Trial, dice_of: DiceOf) -> Course:
    """Return what is studied: cards shuffled over areas of unequal weight."""
    areas = areas_of(trial, dice_of)
    weights = np.asarray(AREAS)[areas] / np.bincount(areas)[areas]
    return Course(weights, np.full(trial.days, trial.minutes * 60.0))


def areas_of(trial: Trial, dice_of: DiceOf) -> Integers:
    """Return the area of each card, shape (cards,)."""
    lots = dice_of(SEEDS * trial.seed + _DECK).random((trial.cards,))
    return np.asarray(np.argsort(lots, kind="stable") % len(AREAS))


def plan_trial(trial: Trial, dice_of: DiceOf) -> Worths:
    """Return Certway's plan, which knows the cards and the minutes, and nothing of the learners."""
    return plan_course(course_of(trial, dice_of), lambda: dice_of(SEEDS * trial.seed + _PLAN))


def try_way(trial: Trial, way: Way, dice_of: DiceOf, plan: Worths | None = None) -> Tried:
    """Let the learners of a trial study in one way. `plan` is Certway's where it is known already."""
    areas, seed = areas_of(trial, dice_of), SEEDS * trial.seed
    course = course_of(trial, dice_of)
    truth = learners_of(
        trial.truth, trial.learners, areas, ability_spread=trial.ability_spread, dice=dice_of(seed + _TRUTH)
    )
    policy = _policy(trial, way, course, dice_of, plan)
    outcome = simulate(truth, policy, course, trial.habits, dice_of(seed + _LUCK))
    return Tried(way, outcome.scores, outcome.seconds)


def _policy(trial: Trial, way: Way, course: Course, dice_of: DiceOf, plan: Worths | None) -> Policy:
    learners, cards = trial.learners, trial.cards
    match way.name:
        case "certway":
            return Planned.start(plan_trial(trial, dice_of) if plan is None else plan, learners)
        case "fsrs":
            return FixedRetention.start(learners, cards)
        case "weakest":
            return WeakestFirst.start(learners, cards)
        case "chance":
            return Chance.start(course, learners, dice_of(SEEDS * trial.seed + _LOTS))
        case "tuned" | "tuned-by-weight":
            tuned = FixedRetention.start(
                learners, cards, retention=way.retention, new_a_day=way.new_a_day, spends_leftover=True
            )
            by_weight = np.argsort(-course.weights, kind="stable")
            return tuned if way.name == "tuned" else replace(tuned, order=by_weight)


def gather(trial: Trial, dice_of: DiceOf, tried: Iterable[Tried]) -> TrialFound:
    """Return a trial's outcome from that of each of WAYS.

    Of the tuned ways the best is kept: hindsight, which nobody has who studies. Beside it stands the same with new
    cards in the order of what they carry.
    """
    found = list(tried)
    tuned = max((one for one in found if one.way.name == "tuned"), key=lambda one: one.score)
    weighted = try_way(trial, replace(tuned.way, name="tuned-by-weight"), dice_of)
    by_name = {one.way.name: one for one in (*found, tuned, weighted)}
    return TrialFound(trial, tuple(by_name[name] for name in get_args(WayName)), bound_of(trial, dice_of))


def bound_of(trial: Trial, dice_of: DiceOf) -> float | None:
    """Return the score that no plan exceeds on average; None where none is known.

    It is known where all learners have the same parameters of FSRS and keep to their days, up to 90 days.
    """
    plain = trial.habits == KEPT and not trial.ability_spread
    if not plain or (trial.truth != "fsrs" and trial.truth != "fsrs-wrong"):
        return None
    course = course_of(trial, dice_of)
    if course.step_days > 1:
        return None
    weights, classes = classes_of(course.weights)
    load = new_load(weights, np.bincount(classes, minlength=len(weights)).astype(np.float64))
    lattice = lattice_of(parameters_of(trial.truth), course.effort, longest=course.days)
    return 100 * find_prices(lattice, load, course.seconds).bound
