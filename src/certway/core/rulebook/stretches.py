"""Days on which something may change, for many rows at once, and the stretches of days between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from certway.core.person.columns import Index
from certway.core.units.days import DAY_BITS, Days

_Number = TypeVar("_Number", bound=np.generic)

FIRST_YEAR, LAST_YEAR = 1950, 2100
TIMELINE_FIRST = date(FIRST_YEAR, 1, 1).toordinal()
TIMELINE_LAST = date(LAST_YEAR, 12, 31).toordinal()
"""Timelines are exact between these days; nothing is said about days outside."""


def distinct(values: NDArray[_Number]) -> NDArray[_Number]:
    """Return the values sorted, without repeats.

    As `np.unique` does, which hashes first and loads NumPy's masked arrays with its first call.
    """
    ordered = np.sort(values)
    fresh = np.ones(len(ordered), dtype=np.bool_)
    fresh[1:] = ordered[1:] != ordered[:-1]
    return ordered[fresh]


def distinct_days(pairs: Sequence[tuple[Index, Days]]) -> tuple[Index, Days]:
    """Return all (row, day) pairs sorted by row and day, without repeats."""
    keys = distinct(np.concatenate([(row.astype(np.int64) << DAY_BITS) | day for row, day in pairs]))
    return (keys >> DAY_BITS).astype(np.intp), (keys & ((1 << DAY_BITS) - 1)).astype(np.int32)


def stretch_starts(count: int, changes: Sequence[tuple[Index, Days]]) -> tuple[Index, Days]:
    """Return (row, day) pairs, sorted, for each of `count` rows: the timeline's first day, and its changes after it."""
    every_row = np.arange(count, dtype=np.intp)
    pairs = [(every_row, np.full(count, TIMELINE_FIRST, dtype=np.int32))]
    for row, day in changes:
        inside = (day > TIMELINE_FIRST) & (day <= TIMELINE_LAST)
        pairs.append((row[inside], day[inside]))
    return distinct_days(pairs)


def stretch_ends(row: Index, first: Days, *, limit: Days | int) -> Days:
    """Return the last day of each stretch: the one before the row's next stretch, or its limit when there is none."""
    last = np.empty(len(first), dtype=np.int32)
    last[:] = limit
    np.subtract(first[1:], 1, out=last[:-1], where=row[1:] == row[:-1])
    return last
