"""The days on which a total of hours reaches or falls below what is needed.

Between the days on which a job begins or ends, or passes out of the window, the total is linear in the day, but for the
days on which the window's start stands still or jumps, as around 29 February: those bend it by a few days' work. So it
is computed at both ends of each such stretch; only where the need lies as near as that, the stretch is cut at the
uneven days too. In the pieces the total is linear, and the crossing is solved, not searched.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from certway.core.person.columns import Bools, Index, Ints
from certway.core.rulebook.rows import Rows
from certway.core.rulebook.stretches import (
    FIRST_YEAR,
    LAST_YEAR,
    TIMELINE_LAST,
    distinct,
    distinct_days,
    stretch_ends,
    stretch_starts,
)
from certway.core.rulebook.values import Value
from certway.core.units.days import LAST_DAY, Days

if TYPE_CHECKING:
    from certway.core.rulebook.hours import Hours

_MOST_UNEVEN = 8
"""By no more days does the length of a window of months or years differ from one day to another.

From the first of a month to the first of another: 3 days, and 2 for leap years. On a month's last days, where the other
month is shorter: up to 3 days longer.
"""


def turning_days(hours: Hours, rows: Rows) -> tuple[Index, Days]:
    """Return (row, day) pairs: the days on which the leaf's verdict for that row changes."""
    row, first = stretch_starts(rows.count, _break_days(hours, rows))
    whole = _Stretches(hours, rows, row, first, stretch_ends(row, first, limit=TIMELINE_LAST))
    bend = 0 if hours.last is None else hours.pace(rows).take(row) * _MOST_UNEVEN
    near = np.flatnonzero(whole.near(0, bend) | whole.near(1, bend))
    origin, first, last = _cut(whole.first[near], whole.last[near], hours.last)
    pieces = _Stretches(hours, rows, row[near].take(origin), first, last)
    turns = [
        pair
        for place in (0, 1)
        for pair in (whole.jumps(row, place), pieces.jumps(origin, place), pieces.crossings(place))
    ]
    return np.concatenate([row for row, _ in turns]), np.concatenate([day for _, day in turns])


class _Stretches:
    """Stretches of days of rows, with the surely (0) and the possibly (1) worked total at both ends of each."""

    def __init__(self, hours: Hours, rows: Rows, row: Index, first: Days, last: Days) -> None:
        self.row, self.first, self.last = row, first, last
        self.at_first = _Level(hours, rows, row, first)
        self.at_last = _Level(hours, rows, row, last)

    def near(self, place: int, bend: Ints | int) -> Bools:
        """Return where the need may be crossed by a total that strays by so much from the line between its ends."""
        begin, end, need = self.at_first.totals[place], self.at_last.totals[place], self.at_first.needs[place]
        return (np.minimum(begin, end) - bend < need) & (np.maximum(begin, end) + bend >= need)

    def jumps(self, origin: Index, place: int) -> tuple[Index, Days]:
        """Return the stretches' first days on which the answer is not that of the day before, of the same origin."""
        jumped = self.at_first.reached[place][1:] != self.at_last.reached[place][:-1]
        found = np.flatnonzero((origin[1:] == origin[:-1]) & jumped) + 1
        return self.row[found], self.first[found]

    def crossings(self, place: int) -> tuple[Index, Days]:
        """Return for the stretches, linear inside, the first day of the answer that a stretch ends with."""
        turned = np.flatnonzero(self.at_first.reached[place] != self.at_last.reached[place])
        begin, end = self.at_first.totals[place][turned], self.at_last.totals[place][turned]
        need, first = self.at_first.needs[place][turned], self.first[turned]
        slope = (end - begin) // (self.last[turned] - first)
        steep = np.abs(slope)
        up = -((begin - need) // steep)  # days until the total is at least the need, rounded up
        down = (begin - need) // steep + 1  # days until it is less
        return self.row[turned], (first + np.where(slope > 0, up, down)).astype(np.int32)


class _Level:
    """The surely and the possibly worked total, the need of each, and whether it is reached, at one day a row."""

    def __init__(self, hours: Hours, rows: Rows, row: Index, day: Days) -> None:
        asked = replace(rows.pick(row), day=day, exam_day=day, settled_lo=day, settled_hi=day)
        lo, hi, _ = hours.totals(asked)
        least, most = hours.needed(asked)
        self.totals = (lo, hi)
        self.needs = (np.broadcast_to(most, lo.shape), np.broadcast_to(least, hi.shape))
        self.reached = (lo >= most, hi >= least)


def _break_days(hours: Hours, rows: Rows) -> list[tuple[Index, Days]]:
    """The days from which a job, or the day that work counts from, is before the row's day or its window's start."""
    group = hours.group(rows)
    every = np.arange(rows.count, dtype=np.intp)
    edges = [(group.parent, days) for days in group.rows.days("from")]
    edges += [(group.parent, _day_after(days)) for days in group.rows.days("to")]
    if hours.since:
        edges += [(every, _day_after(days)) for days in rows.days(hours.since)]
    breaks = list(edges)
    if hours.last is not None:
        breaks += [(row, day) for row, edge in edges for day in hours.last.every_return(edge)]
    for value in hours.values():
        turns = value.change_days()
        breaks.append((np.repeat(every, len(turns)), np.tile(turns, len(every))))
    return breaks


def _day_after(days: Days) -> Days:
    return np.minimum(days, LAST_DAY - 1) + np.int32(1)


def _cut(first: Days, last: Days, length: Value | None) -> tuple[Index, Days, Days]:
    """Return stretches cut at the uneven days of a window: for each piece its stretch, its first and its last day."""
    uneven = np.empty(0, dtype=np.int32) if length is None or not len(first) else _uneven_days(length)
    begin, end = (np.searchsorted(uneven, days, side="right") for days in (first, last))
    cuts, stretch = end - begin, np.arange(len(first), dtype=np.intp)
    place = np.arange(cuts.sum()) + np.repeat(end - np.cumsum(cuts), cuts)
    origin, firsts = distinct_days([(stretch, first), (np.repeat(stretch, cuts), uneven[place])])
    return origin, firsts, stretch_ends(origin, firsts, limit=last.take(origin))


@lru_cache(maxsize=64)  # it depends on the rule alone
def _uneven_days(length: Value) -> Days:
    """Return the days on which the day that lies so long before does not move by one: the first or last of a month."""
    months = np.arange(f"{FIRST_YEAR}-01", f"{LAST_YEAR + 1}-01", dtype="datetime64[M]")
    firsts = (months.astype("datetime64[D]").astype(np.int64) + date(1970, 1, 1).toordinal()).astype(np.int32)
    days = distinct(np.concatenate([firsts + after for after in (0, 28, 29, 30)]))
    uneven = np.zeros(len(days), dtype=np.bool_)
    for now, before in zip(length.every_step(days, sign=-1), length.every_step(days - 1, sign=-1), strict=True):
        uneven |= now - before != 1
    return days[uneven]
