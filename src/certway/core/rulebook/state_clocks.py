"""When a state license ends, and how much continuing education its first cycle asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from certway.core.rulebook.values import Source
from certway.core.units.days import DaySpan, add_months_to_day, to_date

Parity: TypeAlias = Literal["even", "odd", "every"]
PARITIES: tuple[Parity, ...] = ("even", "odd", "every")
_LONGEST_YEARS = 2  # of a cycle that ends for everybody together


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day of the year."""

    month: int  # 1 to 12
    day: int  # 1 to 31

    def in_year(self, year: int) -> int:
        """Return its ordinal in a year."""
        return date(year, self.month, self.day).toordinal()


@dataclass(frozen=True, slots=True)
class Expiry:
    """The day on which all licenses of a state end together."""

    years: Parity
    on: YearDay | None  # None = only the years are known

    @property
    def cycle_months(self) -> int:
        """How long a full cycle lasts."""
        return 12 if self.years == "every" else 12 * _LONGEST_YEARS

    def ends_in(self, year: int) -> bool:
        """Tell whether licenses end in a year."""
        return self.years == "every" or (year % 2 == 0) == (self.years == "even")


@dataclass(frozen=True, slots=True)
class FirstCycle:
    """What somebody owes who was licensed in these months of a running cycle, the first of them counted as 1."""

    first_month: int
    last_month: int
    hours: float


@dataclass(frozen=True, slots=True)
class RenewalClock:
    """The dates of a renewal; the length of the cycle, the hours and the fees are dated values of the rule."""

    expires: Expiry | None  # None = not found
    source: Source
    first_cycle: tuple[FirstCycle, ...] = ()  # empty = not found
    credits_before: int | None = (
        None  # hours count in so many calendar years before the year of renewal; None = not found
    )
    late_after: YearDay | None = None  # a renewal after this day of the year is late; None = not found
    note: str = ""


def next_expiry(clock: RenewalClock, licensed: int) -> DaySpan | None:
    """Return the day on which a license ends that was given on `licensed` (an ordinal); None when it is not known.

    A license is good on the day it ends, so one given on that very day ends with it. Where only the years are known,
    the span holds every day on which it may end.
    """
    expires = clock.expires
    if expires is None:
        return None
    year = to_date(licensed).year
    years = [later for later in range(year, year + _LONGEST_YEARS + 2) if expires.ends_in(later)]
    if expires.on is not None:
        ends = [day for day in (expires.on.in_year(later) for later in years) if day >= licensed]
        return DaySpan(ends[0], ends[0])
    # Licensed in a year in which licenses end: before that day or after it, nobody knows.
    last = years[1] if years[0] == year else years[0]
    return DaySpan(max(licensed, date(years[0], 1, 1).toordinal()), date(last, 12, 31).toordinal())


def first_cycle_days(clock: RenewalClock, on: int) -> tuple[tuple[DaySpan, float], ...]:
    """Return when in the cycle that runs on a day one must be licensed to owe how many hours; empty when not known."""
    end = next_expiry(clock, on)
    if clock.expires is None or end is None or not end.exact:
        return ()
    months = clock.expires.cycle_months

    def begin(month: int) -> int:
        return add_months_to_day(end.first + 1, month - 1 - months)

    spans = [
        (DaySpan(begin(part.first_month), begin(part.last_month + 1) - 1), part.hours) for part in clock.first_cycle
    ]
    return tuple(spans)
