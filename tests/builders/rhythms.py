"""What somebody means to study, as tests make it."""

from __future__ import annotations

from certway.core.study.days import StudyDays
from certway.core.study.diary import Rhythm


def rhythm_of(
    minutes: tuple[int, ...], days_off: tuple[tuple[int, int], ...] = (), began: int = 1, exam_on: int | None = None
) -> Rhythm:
    """Return a rhythm by the minutes of each day of a week, Monday first."""
    return Rhythm(StudyDays(exam_on, minutes, days_off), began)
