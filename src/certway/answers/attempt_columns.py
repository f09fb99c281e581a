"""Attempts as columns: what counts of them, without more memory than the answers themselves take."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.attempts import Attempts, Flags, Marks
from certway.core.psychometrics.responses import MISSING, Responses
from certway.core.sit.attempt import AskedItem, is_told

Version: TypeAlias = tuple[str, str]
"""A question's id, and which version of it."""
Whole: TypeAlias = NDArray[np.signedinteger]

MOST_SPENT = 24 * 3600 * 1000  # milliseconds with one question; more is a window that was left open


@dataclass(frozen=True, slots=True)
class AttemptColumns:
    """The answers that count, of the attempts that count; columns have the shape (answers,)."""

    versions: tuple[Version, ...]  # the items, in their order
    passed_over: int  # attempts that don't count
    attempts: Attempts
    counts: Flags  # whether the question was a part of the score
    omitted: Flags
    spent: Whole  # milliseconds; -1 = not known
    chosen_by: Whole  # what was chosen: by which answer, shape (choices,)
    chosen: Whole  # and what, as the place among the choices of its question

    def marks(self, kinds: int) -> Marks:
        """Return what was chosen as marks, of so many choices at most."""
        return Marks(self.chosen_by, self.chosen, kinds)


@dataclass
class _Filling:
    """Columns while they are filled."""

    places: dict[Version, int] = field(default_factory=dict)
    person: array[int] = field(default_factory=lambda: array("i"))
    item: array[int] = field(default_factory=lambda: array("i"))
    right: array[int] = field(default_factory=lambda: array("b"))
    counts: array[int] = field(default_factory=lambda: array("b"))
    omitted: array[int] = field(default_factory=lambda: array("b"))
    spent: array[int] = field(default_factory=lambda: array("i"))
    chosen_by: array[int] = field(default_factory=lambda: array("i"))
    chosen: array[int] = field(default_factory=lambda: array("b"))

    def add(self, person: int, one: AskedItem) -> None:
        for choice in one.chosen:
            self.chosen_by.append(len(self.item))
            self.chosen.append(choice)
        self.person.append(person)
        self.item.append(self.places.setdefault((one.item, one.version), len(self.places)))
        self.right.append(one.outcome == "right")
        self.counts.append(one.counts)
        self.omitted.append(one.outcome == "omitted")
        self.spent.append(-1 if one.spent is None else min(one.spent, MOST_SPENT))


def columns_of(attempts: Iterable[Sequence[AskedItem]]) -> AttemptColumns:
    """Return attempts as columns: those that count, and of them the answers that tell something."""
    filling, people, passed_over = _Filling(), 0, 0
    for asked in attempts:
        if not is_told(asked):
            passed_over += 1
            continue
        for one in asked:
            if one.tells:
                filling.add(people, one)
        people += 1
    return AttemptColumns(
        versions=tuple(filling.places),
        passed_over=passed_over,
        attempts=Attempts(
            people, len(filling.places), _whole(filling.person), _whole(filling.item), _flags(filling.right)
        ),
        counts=_flags(filling.counts),
        omitted=_flags(filling.omitted),
        spent=_whole(filling.spent),
        chosen_by=_whole(filling.chosen_by),
        chosen=_whole(filling.chosen),
    )


def _whole(values: array[int]) -> Whole:
    """Return numbers as they lie in memory, without a copy."""
    return np.frombuffer(values, dtype=np.int32 if values.itemsize == 4 else np.int8)


def _flags(values: array[int]) -> Flags:
    return np.frombuffer(values, dtype=np.bool_)


def table_of(columns: AttemptColumns, *, least: int = 1) -> tuple[tuple[Version, ...], Responses]:
    """Return a table of answers, a row an attempt, and the versions of its columns, by their names.

    Versions that fewer than `least` people answered are left out, and then those who answered none.
    """
    attempts = columns.attempts
    often = np.bincount(attempts.item, minlength=attempts.items)
    order = sorted(
        (place for place in range(attempts.items) if often[place] >= least), key=columns.versions.__getitem__
    )
    column = np.full(attempts.items, MISSING, dtype=np.int64)
    column[order] = np.arange(len(order))
    inside = column[attempts.item] != MISSING
    table = np.full((attempts.people, len(order)), MISSING, dtype=np.int8)
    table[attempts.person[inside], column[attempts.item[inside]]] = attempts.right[inside]
    return tuple(columns.versions[place] for place in order), table[(table != MISSING).any(axis=1)]
