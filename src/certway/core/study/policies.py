"""Ways of choosing what to look at on a day: Certway's, what people run today, and chance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np

from certway.core.study.course import Course
from certway.core.study.dice import Dice, SplitMix
from certway.core.study.learners import Kind, likelihoods, shares_after
from certway.core.study.memory import AGAIN, DEFAULT, Floats, Integers, interval_for
from certway.core.study.truths import Booleans, FsrsTrace
from certway.core.study.worth import DayWorth, new_gains, review_gains, varied

NEVER: Final = -np.inf  # the priority of what is not looked at
FEW_SHARE: Final = 0.01  # of all kinds of learners, below which one is passed over


class Policy(Protocol):
    """A way of choosing, with what it remembers of some learners."""

    def priorities(self, day: int) -> Floats:
        """Return in which order cards are looked at on a day, the highest first; shape (learners, cards)."""

    def after(self, looked: Booleans, grades: Integers, day: int) -> Policy:
        """Return it with what was looked at on a day, and how that went."""


@dataclass(frozen=True, slots=True)
class FixedRetention:
    """What people run: reviews that are due at a wanted retention, then so many new cards a day."""

    trace: FsrsTrace
    retention: float  # 0 to 1
    new_a_day: int
    spends_leftover: bool  # on the cards that are weakest, once nothing is due and no new one allowed
    order: Integers  # (cards,) in which new ones come

    @staticmethod
    def start(
        learners: int, cards: int, *, retention: float = 0.9, new_a_day: int = 20, spends_leftover: bool = False
    ) -> FixedRetention:
        """Return it for learners who saw nothing yet."""
        trace = FsrsTrace.new(DEFAULT, learners, cards)
        return FixedRetention(trace, retention, new_a_day, spends_leftover, np.arange(cards))

    def priorities(self, day: int) -> Floats:
        """Return reviews that are due, the least likely recalled first; then new cards in their order."""
        seen, chance = self.trace.seen, self.trace.recall_on(day)
        stability = np.where(seen, self.trace.stability, 1.0)
        interval = np.maximum(np.round(interval_for(self.trace.parameters, stability, self.retention)), 1)
        due = seen & (day - self.trace.day >= interval)
        place = np.argsort(self.order, kind="stable")
        allowed = ~seen & (np.cumsum(~seen[:, self.order], axis=1)[:, place] <= self.new_a_day)
        weakest = np.where(seen & (day > self.trace.day) & self.spends_leftover, -chance, NEVER)
        return np.where(due, 4.0 - chance, np.where(allowed, 2.0 - place / len(place), weakest))

    def after(self, looked: Booleans, grades: Integers, day: int) -> FixedRetention:
        """Return it with what was looked at on a day."""
        return replace(self, trace=self.trace.after(looked, grades, day))


@dataclass(frozen=True, slots=True)
class WeakestFirst:
    """The cards that are least known first: all new ones, then those least likely recalled."""

    trace: FsrsTrace

    @staticmethod
    def start(learners: int, cards: int) -> WeakestFirst:
        """Return it for learners who saw nothing yet."""
        return WeakestFirst(FsrsTrace.new(DEFAULT, learners, cards))

    def priorities(self, day: int) -> Floats:
        """Return how likely cards are not recalled; new ones in the order of the deck."""
        fresh = self.trace.seen & (self.trace.day >= day)
        return np.where(fresh, NEVER, 1.0 - self.trace.recall_on(day))

    def after(self, looked: Booleans, grades: Integers, day: int) -> WeakestFirst:
        """Return it with what was looked at on a day."""
        return WeakestFirst(self.trace.after(looked, grades, day))


@dataclass(frozen=True, slots=True)
class Chance:
    """Any card, by lot."""

    lots: Floats  # (days, learners, cards)

    @staticmethod
    def start(course: Course, learners: int, dice: Dice) -> Chance:
        """Return it for learners who saw nothing yet."""
        return Chance(dice.random((course.days, learners, len(course.weights))))

    def priorities(self, day: int) -> Floats:
        """Return an order by lot."""
        return np.asarray(self.lots[day])

    def after(self, looked: Booleans, grades: Integers, day: int) -> Chance:
        """Return it as it is."""
        return self


@dataclass(frozen=True, slots=True)
class Worths:
    """What is worth studying on each day of a course, for each kind of learner; the same for whoever studies it."""

    weights: Floats  # (cards,)
    classes: Integers
    kinds: tuple[Kind, ...]
    days: tuple[tuple[DayWorth, ...], ...]  # by kind and day


@dataclass(frozen=True, slots=True)
class Planned:
    """Certway's way: the most points of the exam for a second, by the prices of the days to it."""

    worths: Worths
    traces: tuple[FsrsTrace, ...]  # by kind of learner
    logs: Floats  # (learners, kinds) of how likely each kind would have gone as it went

    @staticmethod
    def start(worths: Worths, learners: int) -> Planned:
        """Return it for learners who saw nothing yet."""
        cards = len(worths.weights)
        traces = tuple(FsrsTrace.new(kind.parameters, learners, cards) for kind in worths.kinds)
        return Planned(worths, traces, np.zeros((learners, len(traces))))

    @property
    def shares(self) -> Floats:
        """How likely each learner is of each kind; shape (learners, kinds)."""
        return shares_after(np.array([kind.share for kind in self.worths.kinds]), self.logs)

    def priorities(self, day: int) -> Floats:
        """Return the points of the score that a second gains, as an average over the kinds of learners."""
        shape = self.traces[0].day.shape
        gains, seconds, unevenness = np.zeros(shape), np.zeros(shape), np.zeros((len(self.shares), 1))
        for number, trace in enumerate(self.traces):
            share = self.shares[:, number : number + 1]
            if share.max() < FEW_SHARE:
                continue
            worth = self.worths.days[number][day]
            gained, taken = self._gains(trace, worth, day)
            gains, seconds = gains + share * gained, seconds + share * taken
            unevenness += share * worth.unevenness
        seen = self.traces[0].seen
        fresh = seen & (self.traces[0].day >= day)
        rates = varied(gains / seconds, seen & ~fresh, unevenness, SplitMix(day).random(shape))
        return np.where(fresh, NEVER, rates)

    def _gains(self, trace: FsrsTrace, worth: DayWorth, day: int) -> tuple[Floats, Floats]:
        seen, weights = trace.seen, self.worths.weights
        stability, difficulty = np.where(seen, trace.stability, 1.0), np.where(seen, trace.difficulty, 5.0)
        classes = np.broadcast_to(self.worths.classes, seen.shape)
        gained, taken = review_gains(worth, stability, difficulty, day - trace.day, weights, classes)
        begun = new_gains(worth, weights, self.worths.classes)
        return np.where(seen, gained, begun), np.where(seen, taken, worth.effort.new_seconds)

    def after(self, looked: Booleans, grades: Integers, day: int) -> Planned:
        """Return it with what was looked at on a day."""
        again = looked & self.traces[0].seen
        told = [np.where(again, likelihoods(grades > AGAIN, trace.recall_on(day)), 0.0).sum(1) for trace in self.traces]
        traces = tuple(trace.after(looked, grades, day) for trace in self.traces)
        return replace(self, traces=traces, logs=self.logs + np.stack(told, axis=1))
