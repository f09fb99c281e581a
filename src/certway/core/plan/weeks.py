"""The plan's time axis: calendar weeks, Monday to Sunday, carry effort; days carry events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from certway.core.plan.trainings import Phase
from certway.core.plan.wishes import ALL_WEEK, Wishes
from certway.core.units.days import monday_of


@dataclass(frozen=True, slots=True)
class Weeks:
    """Weeks from Monday to Sunday; week 0 is the one that the plan starts in, whatever day that is.

    The days of week 0 before the start count as days off.
    """

    start: int  # ordinal: the first day of the plan
    weekly_minutes: int  # free minutes of a week without days off
    capacity: tuple[int, ...]  # free minutes by week, less days off pro rata
    days_off: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        """How many weeks there are."""
        return len(self.capacity)

    @property
    def first_monday(self) -> int:
        """The Monday of week 0: up to six days before the start."""
        return monday_of(self.start)

    def begin(self, week: int) -> int:
        """Return the first day of a week that is in the plan: its Monday, in week 0 the start."""
        return max(self.start, self.first_monday + 7 * week)

    def end(self, week: int) -> int:
        """Return the Sunday of a week."""
        return self.first_monday + 7 * week + 6

    def week_of(self, day: int) -> int:
        """Return the week that a day lies in."""
        return (day - self.first_monday) // 7

    def left_from(self, day: int) -> int:
        """Return the free minutes from a day to the end of its week."""
        return _free_minutes(self.weekly_minutes, max(self.start, day), self.end(self.week_of(day)), self.days_off)

    def last_class_day(self, week: int, starts: int) -> int:
        """Return the Friday of a week; its Sunday for a class that starts on the weekend of that very week."""
        friday = self.end(week) - 2
        return friday if starts <= friday else self.end(week)

    def is_event_day(self, day: int) -> bool:
        """Return whether an application or exam can be on a day: Monday to Friday, in the plan and not a day off."""
        return day >= self.start and date.fromordinal(day).weekday() < 5 and not self.is_off(day)

    def is_off(self, day: int) -> bool:
        """Return whether a day is off."""
        return any(first <= day <= last for first, last in self.days_off)


def weeks_for(wishes: Wishes, days: int) -> Weeks:
    """Return as many weeks as go into so many days; the first is the one that the plan starts in."""
    weekly = wishes.weekly_minutes if wishes.weekly_minutes is not None else ALL_WEEK
    empty = Weeks(wishes.start, weekly, (), wishes.days_off)
    return replace(empty, capacity=tuple(empty.left_from(empty.begin(week)) for week in range(days // 7)))


def _free_minutes(weekly: int, first: int, last: int, days_off: tuple[tuple[int, int], ...]) -> int:
    """A week's minutes, pro rata for the days from the first to the last that are not off."""
    off: set[int] = set()
    for begin, end in days_off:
        off.update(range(max(first, begin), min(last, end) + 1))
    return weekly * (last - first + 1 - len(off)) // 7


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase in the calendar: the weeks from the first to the last, both included, with minutes by week."""

    phase: Phase
    first_week: int
    minutes: tuple[int, ...]
    starts: int  # ordinal: the Monday of the first week, or the day on which the class begins
    ends: int  # ordinal: the Friday of the last week

    @property
    def last_week(self) -> int:
        """The last week with work in it."""
        return self.first_week + len(self.minutes) - 1


def lay_out(phases: tuple[Phase, ...], weeks: Weeks, day: int) -> tuple[Stretch, ...] | None:
    """Return the phases one after the other from a day on, or None when they don't fit.

    Each week takes as much as the person's time and the program's pace allow, the first one what is left of it from
    that day; what falls on days off is made up at the end. A program whose slowest pace is above the person's weekly
    time does not fit.
    """
    usual = max(weeks.capacity, default=0)
    stretches = []
    first_week = week = weeks.week_of(day)
    for phase in phases:
        if phase.least_weekly > usual:
            return None
        minutes, left = [], phase.minutes
        while left > 0:
            if week >= weeks.count:
                return None
            capacity = weeks.capacity[week] if week > first_week else weeks.left_from(day)
            done = min(left, phase.most_weekly * capacity // usual, capacity)
            minutes.append(done)
            left -= done
            week += 1
        starts = max(day, weeks.begin(week - len(minutes)))
        ends = weeks.last_class_day(week - 1, starts)
        stretches.append(Stretch(phase, week - len(minutes), tuple(minutes), starts, ends))
    return tuple(stretches)


def load_of(stretches: tuple[Stretch, ...], weeks: int) -> tuple[int, ...]:
    """Return the minutes by week that the stretches take."""
    load = [0] * weeks
    for stretch in stretches:
        for offset, minutes in enumerate(stretch.minutes):
            load[stretch.first_week + offset] += minutes
    return tuple(load)
