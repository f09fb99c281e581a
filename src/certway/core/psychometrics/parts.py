"""Sums over the people of a table of answers, part by part, so that any machinery may take the parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.responses import MISSING, RIGHT, Responses

PART = 2_048  # people; small enough for a processor's cache. Sums depend on it in their last digits.

Found = TypeVar("Found")


class OverParts(Protocol):
    """Works through all people of a table of answers."""

    def __call__(self, task: Callable[[Responses], Found], /) -> Sequence[Found]:
        """Return what the task finds for each part of PART people, in their order."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each item was answered; shape (items,)."""

    right: NDArray[np.int64]
    answered: NDArray[np.int64]
    people: int  # of all, also those without an answer

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.answered + other.answered, self.people + other.people)


def tally_of(responses: Responses) -> Tally:
    """Return how often each item was answered."""
    right, answered = (responses == RIGHT).sum(axis=0), (responses != MISSING).sum(axis=0)
    return Tally(right.astype(np.int64), answered.astype(np.int64), len(responses))


def parts_of_people(responses: Responses) -> list[Responses]:
    """Return the answers in parts of PART people, the last one with what is left; of nobody there is one part."""
    return [responses[begin : begin + PART] for begin in range(0, max(1, len(responses)), PART)]


def one_by_one(responses: Responses) -> OverParts:
    """Return what works through the people of a table in this thread."""
    parts = parts_of_people(responses)

    def over(task: Callable[[Responses], Found], /) -> Sequence[Found]:
        return [task(part) for part in parts]

    return over


def summed(over: OverParts, task: Callable[[Responses], Found]) -> Found:
    """Return the sum of what a task finds for all parts, always added in the same order."""
    return reduce(add, over(task))
