"""Days as integers, and the two ways to step months.

A day is its proleptic Gregorian ordinal (`datetime.date.toordinal`), so it fits an int32 column. `FIRST_DAY` and
`LAST_DAY` bound what is possible; they stand for "no earlier limit known" and "open".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Days: TypeAlias = NDArray[np.int32]

FIRST_DAY = 1
LAST_DAY = date.max.toordinal()
DAY_BITS = 22  # a day fits into so many bits

_FEW = 8  # days; so few are quicker one by one
_MANY = 20_000  # days; so many are quicker looked up
_TABLE_FIRST, _TABLE_LAST = date(1900, 1, 1).toordinal(), date(2199, 12, 31).toordinal()
_EPOCH = date(1970, 1, 1).toordinal()
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A day that may be known only to the month or year: any day from `first` to `last`, both included."""

    first: int  # ordinal
    last: int  # ordinal

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return self.first == self.last

    def __str__(self) -> str:
        first, last = date.fromordinal(self.first), date.fromordinal(self.last)
        if self.exact:
            return first.isoformat()
        return f"{first:%Y-%m}" if (first.year, first.month) == (last.year, last.month) else f"{first:%Y}"


def parse_day(text: str) -> DaySpan | None:
    """Return the span that `2019-05-30`, `2019-05` or `2019` stands for, or None when it is no date."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None or year < 1:
            return None
        if day is not None and month is not None:
            exact = date(year, month, day).toordinal()
            return DaySpan(exact, exact)
        first = date(year, 1 if month is None else month, 1)
        return DaySpan(first.toordinal(), _month_end(year, 12 if month is None else month))
    except ValueError:
        return None


def _month_end(year: int, month: int) -> int:
    if (year, month) == (9999, 12):
        return LAST_DAY
    return date(year + month // 12, month % 12 + 1, 1).toordinal() - 1


def add_months(days: Days, months: int | NDArray[np.int64]) -> Days:
    """Return the same calendar day `months` later (or earlier); a day that does not exist becomes the month's last.

    Results are clipped to `FIRST_DAY` and `LAST_DAY`, which also stay what they are.

    Source: docs/reference/readings.md, "Days and windows".
    """
    days = np.asarray(days, dtype=np.int32)
    if days.size <= _FEW and isinstance(months, int):
        return np.array([add_months_to_day(day, months) for day in days.tolist()], dtype=np.int32)
    if days.size >= _MANY and isinstance(months, int):
        return _looked_up(days, months)
    return _moved(days, months)


def _looked_up(days: Days, months: int) -> Days:
    moved = _table(months).take(days - _TABLE_FIRST, mode="clip")
    outside = np.flatnonzero((days < _TABLE_FIRST) | (days > _TABLE_LAST))
    moved[outside] = _moved(days[outside], months)
    return moved


@lru_cache(maxsize=32)
def _table(months: int) -> Days:
    """Return where the days of the table come to lie."""
    return _moved(np.arange(_TABLE_FIRST, _TABLE_LAST + 1, dtype=np.int32), months)


def _moved(days: Days, months: int | NDArray[np.int64]) -> Days:
    calendar = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]")
    month = calendar.astype("datetime64[M]")
    day_in_month = (calendar - month.astype("datetime64[D]")).astype(np.int64)
    target = month.astype(np.int64) + months
    target = np.minimum(
        np.maximum(target, _FIRST_MONTH - 1), _LAST_MONTH + 1
    )  # a month outside ends as the first or last day
    starts = _month_starts(target)
    length = _month_starts(target + 1) - starts
    moved = starts + np.minimum(day_in_month, length - 1)
    moved = np.minimum(np.maximum(moved, FIRST_DAY), LAST_DAY)
    moved = np.where((days <= FIRST_DAY) | (days >= LAST_DAY), days, moved)
    return moved.astype(np.int32)


def _month_starts(months: NDArray[np.int64]) -> NDArray[np.int64]:
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + _EPOCH


_FIRST_MONTH = -(1969 * 12)
_LAST_MONTH = (9999 - 1970) * 12 + 11


def add_months_to_day(day: int, months: int) -> int:
    """Return `add_months` for one day."""
    if day <= FIRST_DAY or day >= LAST_DAY:
        return day
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return FIRST_DAY if months < 0 else LAST_DAY
    first = date(year, month + 1, 1).toordinal()
    return min(first + start.day - 1, _month_end(year, month + 1))


def monday_of(day: int) -> int:
    """Return the Monday of the week that a day lies in."""
    return day - date.fromordinal(day).weekday()


def to_date(day: int) -> date:
    """Return the calendar date of an ordinal."""
    return date.fromordinal(day)
