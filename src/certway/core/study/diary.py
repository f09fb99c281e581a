"""What was studied on which days, beside what was planned: streaks that forgive days off, and weeks.

Days are ordinals, where the person is; a week begins on Monday.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from certway.core.study.days import StudyDays

WEEK: Final = 7  # days


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What is planned for which days since a course began."""

    days: StudyDays
    began: int = 1  # ordinal of the first day that is planned

    def is_off(self, day: int) -> bool:
        """Whether a day lies in a stretch of days off."""
        return any(first <= day <= last for first, last in self.days.days_off)

    def planned(self, day: int) -> int:
        """Return the minutes that are planned for a day."""
        return 0 if day < self.began else self.days.minutes_on(day)


@dataclass(frozen=True, slots=True)
class Streak:
    """How many days were studied one after the other; a day for which nothing is planned is no gap."""

    now: int  # of the run that goes on; 0 = it is broken
    longest: int


@dataclass(frozen=True, slots=True)
class Week:
    """A week of study."""

    monday: int  # ordinal
    done: float  # minutes
    planned: int  # minutes of the whole week


def weekday(day: int) -> int:
    """Return the day of the week, 0 = Monday."""
    return (day - 1) % WEEK  # the first ordinal is a Monday


def monday_of(day: int) -> int:
    """Return the Monday of the week in which a day lies."""
    return day - weekday(day)


def streak_of(studied: Collection[int], rhythm: Rhythm, *, today: int) -> Streak:
    """Return how many days were studied one after the other, up to today.

    A day counts that was studied. One for which nothing was planned neither counts nor breaks, and today breaks nothing
    while it lasts.
    """
    days = sorted(day for day in set(studied) if day <= today)
    if not days:
        return Streak(0, 0)
    run = longest = 0
    kept = set(days)
    for day in range(days[0], today + 1):
        if day in kept:
            run += 1
        elif rhythm.planned(day) and day < today:
            run = 0
        longest = max(longest, run)
    return Streak(run, longest)


def weeks_of(done: Mapping[int, float], rhythm: Rhythm, *, first: int, last: int) -> tuple[Week, ...]:
    """Return the weeks from that of one day to that of another; `done` are minutes by day."""
    return tuple(
        Week(
            monday,
            sum(done.get(day, 0.0) for day in range(monday, monday + WEEK)),
            sum(rhythm.planned(day) for day in range(monday, monday + WEEK)),
        )
        for monday in range(monday_of(first), last + 1, WEEK)
    )
