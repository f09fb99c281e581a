"""Arithmetic of hours worked: how many fall into a stretch of days.

Rates are hundredths of hours a week, totals hundredths of hours a week times days, so everything is a whole number:
`total / 700` is hours. (Floating point got one of 200,000 generated cases wrong.)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from certway.core.rulebook.rows import Group
from certway.core.units.days import Days

PER_HOUR = 700  # hundredths of an hour a week, times the seven days of a week


def overlap_totals(group: Group, *, begin: Days, end: Days, rate: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each parent's total when every job counts in full: rate times its days, both ends included.

    `begin`, `end` and `rate` have one value an entry, already clipped to the stretch; an end before its begin counts nothing.
    """
    days = np.maximum(end.astype(np.int64) - begin + 1, 0)
    days *= rate
    return group.total(days)


def clock_totals(
    group: Group, *, begin: Days, end: Days, rate: NDArray[np.int64], cap: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return each parent's total when its jobs together count at most `cap` on any day.

    A piecewise-linear clock: jobs' begins and ends in order, the summed rate between them, capped. `cap` has one value
    a parent or a single one. Equal to `overlap_totals` where the cap is never reached.
    """
    parent = group.parent
    after = np.maximum(end.astype(np.int64) + 1, begin)  # an empty job begins and ends at once
    day = np.concatenate((begin.astype(np.int64), after))
    change = np.concatenate((rate, -rate))
    row = np.concatenate((parent, parent))
    order = np.lexsort((day, row))
    day, change, row = day[order], change[order], row[order]
    level = np.cumsum(change)[:-1]  # the changes of a row sum to nothing, so rows don't mix
    length = np.where(row[1:] == row[:-1], np.diff(day), 0)
    limit = cap if len(cap) == 1 else cap[row[:-1]]
    worked = np.append(np.minimum(level, limit) * length, 0)
    return _totals_of_events(group, worked)


def _totals_of_events(group: Group, worked: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each entry has two events, so a parent's events stand at twice its entries' places."""
    sums = np.zeros(len(group.told), dtype=np.int64)
    filled = group.offsets[1:] > group.offsets[:-1]
    if filled.any():
        sums[filled] = np.add.reduceat(worked, 2 * group.offsets[:-1][filled])
    return sums
