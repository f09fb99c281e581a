"""The course that somebody studies: its row as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from certway.core.study.diary import WEEK, Rhythm
from certway.records.models import StudyCourse


@dataclass(frozen=True, slots=True)
class OpenCourse:
    """The course that is open."""

    pk: int
    person_pk: int
    exam: str
    exam_on: int | None  # ordinal; None = not known yet
    rhythm: Rhythm
    weekly: Mapping[str, int]  # goals of a week beside the minutes, above 0


def open_course(user_id: int) -> OpenCourse | None:
    """Return a user's open course; None where she has none."""
    row = StudyCourse.objects.filter(person__owner_id=user_id, ended_at=None).order_by("pk").first()
    return None if row is None else course_of(row)


def course_of(row: StudyCourse) -> OpenCourse:
    """Return a row as values."""
    return OpenCourse(
        pk=row.pk,
        person_pk=row.person_id,
        exam=row.exam,
        exam_on=None if row.exam_on is None else row.exam_on.toordinal(),
        rhythm=Rhythm(_week(row.minutes), tuple(map(_stretch, row.days_off)), row.began_on.toordinal()),
        weekly={name: number for name, number in row.weekly.items() if isinstance(number, int) and number > 0},
    )


def keep_weekly(course: OpenCourse, goals: Mapping[str, int]) -> None:
    """Keep the goals of a week of a course."""
    StudyCourse.objects.filter(pk=course.pk).update(weekly=dict(goals))


def _week(minutes: Sequence[int]) -> tuple[int, ...]:
    return tuple([int(one) for one in minutes[:WEEK]] + [0] * (WEEK - len(minutes)))


def _stretch(days: Sequence[str]) -> tuple[int, int]:
    return date.fromisoformat(days[0]).toordinal(), date.fromisoformat(days[1]).toordinal()
