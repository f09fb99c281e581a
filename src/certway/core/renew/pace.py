"""How far along a cycle is, in points and in time."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from certway.core.renew.renewal import Renewal
from certway.core.units.days import add_months_to_day


@dataclass(frozen=True, slots=True)
class Pace:
    """Points and months of a cycle, as they stand on a day."""

    counted: int  # hundredths
    required: int  # hundredths
    months_gone: int  # whole months since the cycle began
    months: int  # of the whole cycle
    points_a_month: int | None  # hundredths that each of the months left asks for, rounded up; None once it is over

    @property
    def ahead(self) -> bool:
        """Whether the points have come as far as the time."""
        return self.counted * self.months >= self.required * self.months_gone


def pace_of(renewal: Renewal, *, as_of: int) -> Pace | None:
    """Return the pace of a cycle on a day (an ordinal); None where there is no cycle, or no number of points."""
    cycle, points = renewal.cycle, renewal.points
    if cycle is None or not points.required or as_of > cycle.ends:
        return None
    starts, ends = renewal.window or (cycle.starts, cycle.ends)
    if as_of > ends:
        return None
    months, gone = _months(starts, ends + 1), _months(starts, as_of)
    lacking, left = max(0, points.required - points.counted), months - gone
    return Pace(points.counted, points.required, gone, months, ceil(lacking / left) if left else None)


def _months(starts: int, day: int) -> int:
    """Return the whole months from one day to another."""
    months = 0
    while add_months_to_day(starts, months + 1) <= day:
        months += 1
    return months
