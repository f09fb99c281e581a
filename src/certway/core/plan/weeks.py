"""The plan's time axis: weeks carry effort, days carry events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from certway.core.plan.trainings import Phase
from certway.core.plan.wishes import ALL_WEEK, Wishes


@dataclass(frozen=True, slots=True)
class Weeks:
    """Weeks of seven days from the first day of the plan; week `w` begins `7 * w` days after it."""

    first_day: int  # ordinal
    capacity: tuple[int, ...]  # free minutes by week, less days off pro rata
    days_off: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        """How many weeks there are."""
        return len(self.capacity)

    def begin(self, week: int) -> int:
        """Return the first day of a week."""
        return self.first_day + 7 * week

    def week_of(self, day: int) -> int:
        """Return the week that a day lies in."""
        return (day - self.first_day) // 7

    def first_week_from(self, day: int) -> int:
        """Return the first week that begins on a day or later."""
        return max(0, -((self.first_day - day) // 7))

    def is_event_day(self, day: int) -> bool:
        """Return whether an application or exam can be on a day: Monday to Friday, and not a day off."""
        return date.fromordinal(day).weekday() < 5 and not self.is_off(day)

    def is_off(self, day: int) -> bool:
        """Return whether a day is off."""
        return any(first <= day <= last for first, last in self.days_off)


def weeks_for(wishes: Wishes, days: int) -> Weeks:
    """Return the weeks that begin inside so many days from the start."""
    weekly = wishes.weekly_minutes if wishes.weekly_minutes is not None else ALL_WEEK
    capacity = []
    for week in range(days // 7):
        begin = wishes.start + 7 * week
        off = _days_off(begin, begin + 6, wishes.days_off)
        capacity.append(weekly * (7 - off) // 7)
    return Weeks(wishes.start, tuple(capacity), wishes.days_off)


def _days_off(first: int, last: int, days_off: tuple[tuple[int, int], ...]) -> int:
    off: set[int] = set()
    for begin, end in days_off:
        off.update(range(max(first, begin), min(last, end) + 1))
    return len(off)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase in the calendar: whole weeks from the first to the last, both included, with minutes by week."""

    phase: Phase
    first_week: int
    minutes: tuple[int, ...]

    @property
    def last_week(self) -> int:
        """The last week with work in it."""
        return self.first_week + len(self.minutes) - 1


def lay_out(phases: tuple[Phase, ...], weeks: Weeks, first_week: int) -> tuple[Stretch, ...] | None:
    """Return the phases one after the other from a week on, or None when they don't fit.

    Each week takes as much as the person's time and the program's pace allow; what falls on days off is made up at the
    end. A program whose slowest pace is above the person's weekly time does not fit.
    """
    usual = max(weeks.capacity, default=0)
    stretches = []
    week = first_week
    for phase in phases:
        if phase.least_weekly > usual:
            return None
        minutes, left = [], phase.minutes
        while left > 0:
            if week >= weeks.count:
                return None
            done = min(left, phase.most_weekly * weeks.capacity[week] // usual, weeks.capacity[week])
            done = min(left, phase.most_weekly, weeks.capacity[week]) if weeks.capacity[week] == usual else done
            minutes.append(done)
            left -= done
            week += 1
        stretches.append(Stretch(phase, week - len(minutes), tuple(minutes)))
    return tuple(stretches)


def load_of(stretches: tuple[Stretch, ...], weeks: int) -> tuple[int, ...]:
    """Return the minutes by week that the stretches take."""
    load = [0] * weeks
    for stretch in stretches:
        for offset, minutes in enumerate(stretch.minutes):
            load[stretch.first_week + offset] += minutes
    return tuple(load)
