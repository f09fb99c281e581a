"""The days on which a total of hours reaches or falls below what is needed.

Between the days on which a job begins or ends, or passes out of the window, the total is linear in the day: it is
computed at both ends of each such stretch, and the crossing is solved, not searched. A window of years slides evenly but
for 29 February, so the days around it end a stretch too.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from certway.core.person.columns import Index, Ints
from certway.core.rulebook.rows import Rows
from certway.core.units.days import LAST_DAY, Days

if TYPE_CHECKING:
    from certway.core.rulebook.hours import Hours

FIRST_YEAR, LAST_YEAR = 1950, 2100
TIMELINE_FIRST = date(FIRST_YEAR, 1, 1).toordinal()
TIMELINE_LAST = date(LAST_YEAR, 12, 31).toordinal()
"""Timelines are exact between these days; nothing is said about days outside."""

_ROW_BITS = 22  # an ordinal fits into so many bits


def turning_days(hours: Hours, rows: Rows) -> tuple[Index, Days]:
    """Return (row, day) pairs: the days on which the leaf's verdict for that row changes."""
    index, begins, ends = _stretches(hours, rows)
    if not len(index):
        return index, begins
    at_begin = _Level(hours, rows, index, begins)
    at_end = _Level(hours, rows, index, ends)
    found_rows: list[Index] = []
    found_days: list[Ints] = []
    for place in (0, 1):
        turns = _jumps(index, at_begin.reached[place], at_end.reached[place])
        crossing, days = _crossings(begins, ends, at_begin, at_end, place)
        found_rows += [index[turns], index[crossing]]
        found_days += [begins[turns].astype(np.int64), days]
    return np.concatenate(found_rows), np.concatenate(found_days).astype(np.int32)


class _Level:
    """The surely and the possibly worked total, and whether each reaches its need, at one day a row."""

    def __init__(self, hours: Hours, rows: Rows, index: Index, days: Days) -> None:
        asked = replace(rows.pick(index), day=days, exam_day=days, settled_lo=days, settled_hi=days)
        lo, hi, _ = hours.totals(asked)
        least, most = hours.needed(asked)
        self.totals = (lo, hi)
        self.needs = (np.broadcast_to(most, lo.shape), np.broadcast_to(least, hi.shape))
        self.reached = (lo >= most, hi >= least)


def _jumps(index: Index, begin: NDArray[np.bool_], end: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which stretches begin with another answer than the one before them ended with."""
    jumped = np.zeros(len(index), dtype=np.bool_)
    jumped[1:] = (index[1:] == index[:-1]) & (begin[1:] != end[:-1])
    first = np.ones(len(index), dtype=np.bool_)
    first[1:] = index[1:] != index[:-1]
    return jumped | (first & begin)


def _crossings(
    begins: Days, ends: Days, at_begin: _Level, at_end: _Level, place: int
) -> tuple[Index, NDArray[np.int64]]:
    """The stretches inside which the answer turns, and the first day of the new answer in each."""
    turned = np.flatnonzero(at_begin.reached[place] != at_end.reached[place])
    first, last = at_begin.totals[place][turned], at_end.totals[place][turned]
    need = at_begin.needs[place][turned]
    length = (ends[turned] - begins[turned]).astype(np.int64)
    slope = (last - first) // length
    rising = slope > 0
    steep = np.maximum(np.abs(slope), 1)
    up = -((first - need) // steep)  # days until the total is at least the need, rounded up
    down = (first - need) // steep + 1  # days until it is less
    return turned, begins[turned].astype(np.int64) + np.where(rising, up, down)


def _stretches(hours: Hours, rows: Rows) -> tuple[Index, Days, Days]:
    """For every row the stretches of days in which its totals are linear: row, first day, last day."""
    row, day = _break_days(hours, rows)
    inside = (day > TIMELINE_FIRST) & (day <= TIMELINE_LAST)
    every_row = np.arange(rows.count, dtype=np.int64)
    keys = np.unique(
        np.concatenate(((every_row << _ROW_BITS) + TIMELINE_FIRST, (row[inside] << _ROW_BITS) + day[inside]))
    )
    index, begins = keys >> _ROW_BITS, (keys & ((1 << _ROW_BITS) - 1)).astype(np.int32)
    ends = np.full(len(begins), TIMELINE_LAST, dtype=np.int32)
    same = index[1:] == index[:-1]
    ends[:-1][same] = begins[1:][same] - 1
    return index.astype(np.intp), begins, ends


def _break_days(hours: Hours, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    group = hours.group(rows)
    after = [np.minimum(days, LAST_DAY - 1) + 1 for days in group.rows.days("to")]
    edges = [days.astype(np.int32) for days in (*group.rows.days("from"), *after)]
    breaks = [(group.parent, edge) for edge in edges]
    every = np.arange(rows.count, dtype=np.intp)
    if hours.last is not None:
        for edge in edges:
            for image in hours.last.every_step(edge):
                breaks += [(group.parent, image + shift) for shift in (-1, 0, 1, 2)]
        busy = np.flatnonzero(group.offsets[1:] > group.offsets[:-1])
        leaps = _leap_breaks(hours.last.every_step(_LEAP_DAYS))
        breaks.append((np.repeat(busy, len(leaps)), np.tile(leaps, len(busy))))
    if hours.since:
        breaks += [(every, np.minimum(days, LAST_DAY - 1) + 1) for days in rows.days(hours.since)]
    for value in hours.values():
        turns = value.change_days()
        breaks.append((np.repeat(every, len(turns)), np.tile(turns, len(every))))
    return (
        np.concatenate([row for row, _ in breaks]).astype(np.int64),
        np.concatenate([day for _, day in breaks]).astype(np.int64),
    )


_LEAP_DAYS = np.array(
    [date(y, 2, 29).toordinal() for y in range(FIRST_YEAR - 60, LAST_YEAR) if isleap(y)], dtype=np.int32
)


def _leap_breaks(images: list[Days]) -> Days:
    """29 February and 1 March of leap years, and the days on which a window's start passes over one."""
    days = [_LEAP_DAYS, _LEAP_DAYS + 1] + [image + shift for image in images for shift in (-1, 0, 1, 2)]
    every = np.unique(np.concatenate(days))
    return every[(every > TIMELINE_FIRST) & (every <= TIMELINE_LAST)].astype(np.int32)
