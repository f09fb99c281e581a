"""Answers of people in the order of time, as columns, and what each of them is within its person's history."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

DAY = 86_400_000  # milliseconds


@dataclass(frozen=True, eq=False)
class AnswerLog:
    """Answers; every column has shape (answers,), sorted by person and within a person by time."""

    person: Ints  # a number from 0 for each person
    item: Ints  # the same for items
    topic: Ints  # the same for topics
    right: Flags
    at: Ints  # UTC, milliseconds
    people: int  # how many numbers there are, with those that have no answer here
    items: int
    topics: int

    def __len__(self) -> int:
        return len(self.person)

    @cached_property
    def place(self) -> Ints:
        """The place of each answer among its person's, from 0."""
        return within(self.person)

    @cached_property
    def counts(self) -> Ints:
        """How many answers each person gave, shape (people,)."""
        return np.bincount(self.person, minlength=self.people)

    @cached_property
    def pair(self) -> Ints:
        """A number for each person with a topic."""
        return self.person * self.topics + self.topic

    @cached_property
    def meeting(self) -> Ints:
        """A number for each person with an item."""
        return self.person * self.items + self.item

    @cached_property
    def met_before(self) -> Ints:
        """How often the person had answered the same item before."""
        return within(self.meeting)

    def where(self, chosen: Flags) -> AnswerLog:
        """Return some of the answers, with the same numbers for people, items and topics."""
        person, item, topic = (column[chosen] for column in (self.person, self.item, self.topic))
        return AnswerLog(person, item, topic, self.right[chosen], self.at[chosen], self.people, self.items, self.topics)

    def rounds(self) -> list[Ints]:
        """Return the places of everybody's first answer, then of everybody's second, and so on."""
        order = np.argsort(self.place, kind="stable")
        ends = np.cumsum(np.bincount(self.place))
        return np.split(order, ends[:-1]) if len(order) else []


def log_of(person: Ints, item: Ints, topic: Ints, right: Flags, at: Ints) -> AnswerLog:
    """Return answers, numbered from 0 and in any order, as a log; of one instant the earlier row comes first."""
    order = np.lexsort((at, person))
    people, items, topics = (int(numbers.max(initial=-1)) + 1 for numbers in (person, item, topic))
    return AnswerLog(
        person[order], item[order], topic[order], right[order], at[order], people=people, items=items, topics=topics
    )


def within(group: NDArray[np.int64]) -> Ints:
    """Return for each element how many of the same group stand before it."""
    order = np.argsort(group, kind="stable")
    sorted_ = group[order]
    starts = np.flatnonzero(np.r_[True, sorted_[1:] != sorted_[:-1]]) if len(group) else np.zeros(0, dtype=np.int64)
    lengths = np.diff(np.r_[starts, len(group)])
    found = np.empty(len(group), dtype=np.int64)
    found[order] = np.arange(len(group)) - np.repeat(starts, lengths)
    return found


def sums_before(group: Ints, amounts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each element the sum of the amounts of the same group before it."""
    order = np.argsort(group, kind="stable")
    before = np.cumsum(amounts[order]) - amounts[order]
    first = np.arange(len(order)) - within(group[order])
    found = np.empty(len(order))
    found[order] = before - before[first]
    return found


def numbered(keys: Ints) -> tuple[Ints, Ints]:
    """Return the keys that occur, ascending, and the number of each element's key among them."""
    found, numbers = np.unique(keys, return_inverse=True)
    return found.astype(np.int64), numbers.astype(np.int64)
