"""What is special about the cycles of state licenses: a common last day, a shorter first cycle, years of education."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from certway.core.person.record import Record
from certway.core.renew.cycle import Cycle
from certway.core.renew.policy import Policy, numbers_on
from certway.core.rulebook.state_clocks import FirstCycle
from certway.core.units.days import DaySpan, add_months_to_day, to_date

_LATE_MONTHS = 2  # after its end that a license's own day of late renewal may lie; the others are of years before


def since_licensed(policy: Policy, record: Record, cycle: Cycle) -> Cycle:
    """Return the cycle of a state license from the day on which it was first granted, where that lies in it."""
    first = first_granted(record, policy.credential)
    if not policy.state or first is None or not cycle.starts < first.first <= cycle.ends:
        return cycle
    return replace(cycle, starts=first.first)


def first_granted(record: Record, license_: str) -> DaySpan | None:
    """Return when a license was first granted; None where the record does not tell of each of its entries."""
    entries = [entry for entry in record.entries("credentials") or () if entry.get("id") == license_]
    days = [issued for entry in entries if isinstance(issued := entry.get("issued"), DaySpan)]
    return min(days, key=lambda one: one.first) if days and len(days) == len(entries) else None


def first_hours(policy: Policy, record: Record, cycle: Cycle) -> int | None:
    """Return the hours (hundredths) of somebody first licensed in a cycle; None where that is not so, or not known.

    Where the day was told to the month or year, the most that it may come to.
    """
    first, months = first_granted(record, policy.credential), numbers_on(policy.months, cycle.ends)
    if policy.clock is None or first is None or months is None:
        return None
    starts = add_months_to_day(cycle.ends + 1, -int(months[0]))
    if first.first < starts or first.last > cycle.ends:
        return None
    span = _month_of(first.first, starts), _month_of(first.last, starts)
    parts = [part for part in policy.clock.first_cycle if _meets(part, span)]
    return round(max(part.hours for part in parts) * 100) if parts else None


def _month_of(day: int, starts: int) -> int:
    """Return in which month of a cycle a day lies, the first counted as 1."""
    month = 1
    while add_months_to_day(starts, month) <= day:
        month += 1
    return month


def _meets(part: FirstCycle, months: tuple[int, int]) -> bool:
    return part.first_month <= months[1] and months[0] <= part.last_month


def education_days(policy: Policy, ends: int) -> tuple[int, int] | None:
    """Return the days on which education counts for a renewal by `ends`; None where they are those of the cycle."""
    if policy.clock is None or policy.clock.credits_before is None:
        return None
    year = to_date(ends).year
    return date(year - policy.clock.credits_before, 1, 1).toordinal(), date(year - 1, 12, 31).toordinal()


def late_day(policy: Policy, ends: int) -> int | None:
    """Return the last day on which the renewal of a license that ends on a day is not late; None where none is known.

    It is the same day every year; the one that lies up to two months after the end, or else before it, is meant.
    """
    if policy.clock is None or policy.clock.late_after is None:
        return None
    last = add_months_to_day(ends, _LATE_MONTHS)
    year = to_date(last).year
    return max(on for years in (year - 1, year) if (on := policy.clock.late_after.in_year(years)) <= last)
