"""Arithmetic of hours worked: how many fall into a stretch of days.

Rates are hundredths of hours a week, totals hundredths of hours a week times days, so everything is a whole number:
`total / 700` is hours. (Floating point got one of 200,000 generated cases wrong.)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from certway.core.rulebook.rows import Group
from certway.core.units.days import DAY_BITS, Days

PER_HOUR = 700  # hundredths of an hour a week, times the seven days of a week


def overlap_totals(group: Group, *, begin: Days, end: Days, rate: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each parent's total when every job counts in full: rate times its days, both ends included.

    `begin`, `end` and `rate` have one value an entry, clipped to the stretch; an end before its begin counts nothing.
    """
    days = end - begin
    days += 1
    np.maximum(days, 0, out=days)
    return group.total(days * rate)


def clock_totals(
    group: Group, *, begin: Days, end: Days, rate: NDArray[np.int64], cap: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return each parent's total when its jobs together count at most `cap` on any day.

    A piecewise-linear clock: jobs' begins and ends in order, the summed rate between them, capped. `cap` has one value
    a parent or a single one. Equal to `overlap_totals` where the cap is never reached.
    """
    sums = np.zeros(len(group.told), dtype=np.int64)
    counting = np.flatnonzero((rate > 0) & (end >= begin))
    if not len(counting):
        return sums
    parent, rate = group.parent[counting], rate[counting]
    day = np.concatenate((begin[counting].astype(np.int64), end[counting].astype(np.int64) + 1))
    change = np.concatenate((rate, -rate))
    row = np.concatenate((parent, parent))
    order = np.argsort((row << DAY_BITS) | day)  # the order of changes on one day does not matter
    day, change, row = day[order], change[order], row[order]
    level = np.cumsum(change)[:-1]  # the changes of a row sum to nothing, so rows don't mix
    length = np.where(row[1:] == row[:-1], np.diff(day), 0)
    limit = cap if len(cap) == 1 else cap[row[:-1]]
    np.add.at(sums, row[:-1], np.minimum(level, limit) * length)
    return sums
