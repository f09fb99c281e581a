"""What is to be learned until when: cards with what they carry in the exam, days with the time that there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from certway.core.study.effort import USUAL, Effort
from certway.core.study.memory import Floats, Integers

MOST_CLASSES: Final = 8  # of cards that count about the same
MOST_STEPS: Final = 90  # to the exam; a step is a day, or some days where the exam is far


@dataclass(frozen=True, slots=True)
class Course:
    """Cards and days up to an exam. The exam is on the day after the last one."""

    weights: Floats  # (cards,) points of the score, 0 to 1, that each card carries; all together at most 1
    seconds: Floats  # (days,) of study; 0 on a day off
    effort: Effort = USUAL

    @property
    def days(self) -> int:
        """The days that are left, of which the first is today."""
        return len(self.seconds)

    @property
    def step_days(self) -> int:
        """The days of one step of reckoning."""
        return max(1, -(-self.days // MOST_STEPS))

    @property
    def steps(self) -> int:
        """The steps that are left; the first may hold fewer days than the others, so that the exam follows a step."""
        return -(-self.days // self.step_days)

    def step_of(self, day: int) -> int:
        """Return the step in which a day lies, from 0."""
        return (day + -self.days % self.step_days) // self.step_days

    def step_seconds(self) -> Floats:
        """Return the time of each step."""
        short = -self.days % self.step_days
        return np.asarray(np.concatenate([np.zeros(short), self.seconds]).reshape(-1, self.step_days).sum(axis=1))


def classes_of(weights: Floats) -> tuple[Floats, Integers]:
    """Return the weights of some classes, rising, and the class of each card: those that count about the same.

    Where there are few different weights each is a class; else they are split at equal shares of the cards.
    """
    different = np.unique(weights)
    if len(different) <= MOST_CLASSES:
        return different, np.asarray(np.searchsorted(different, weights))
    order = np.argsort(weights, kind="stable")
    found, classes = np.empty(MOST_CLASSES), np.empty(len(weights), np.int64)
    for number, part in enumerate(np.array_split(order, MOST_CLASSES)):
        found[number], classes[part] = weights[part].mean(), number
    return found, classes
