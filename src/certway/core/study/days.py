"""The days of a course: how long somebody studies on each, and how many are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from certway.core.study.memory import Floats

HORIZON: Final = 60  # days that are planned where the day of the exam is not known
FARTHEST: Final = 365  # days that are planned at most; an exam may lie further ahead
MOST_AHEAD: Final = 3 * 366  # days to an exam
MOST_MINUTES: Final = 12 * 60  # of a day


@dataclass(frozen=True, slots=True)
class StudyDays:
    """When somebody studies. Days are ordinals."""

    exam_on: int | None  # None = not known yet
    minutes: tuple[int, ...]  # of each day of a week, Monday first
    days_off: tuple[tuple[int, int], ...] = ()  # first and last of each stretch

    def minutes_on(self, day: int) -> int:
        """Return the minutes of a day; 0 on a day off, and on the day of the exam and later."""
        if self.exam_on is not None and day >= self.exam_on:
            return 0
        off = any(first <= day <= last for first, last in self.days_off)
        return 0 if off else self.minutes[date.fromordinal(day).weekday()]

    def left(self, today: int) -> int:
        """Return the days from today to the exam, today included; those of the horizon where its day is not known."""
        return HORIZON if self.exam_on is None else min(max(self.exam_on - today, 0), FARTHEST)

    def seconds(self, today: int, *, more: int = 0) -> Floats:
        """Return the seconds of each day that is left, the first today; `more` minutes on each day with some."""
        minutes = [self.minutes_on(day) for day in range(today, today + self.left(today))]
        return np.array([60.0 * (one + more) if one else 0.0 for one in minutes])
