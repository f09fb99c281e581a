"""The course that somebody studies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from certway.core.study.days import StudyDays
from certway.core.study.diary import Rhythm
from certway.core.units.days import to_date
from certway.records.models import Person, StudyCourse
from certway.records.people import person_of


@dataclass(frozen=True, slots=True)
class Course:
    """A way to one exam, as it was chosen."""

    key: UUID
    exam: str  # id of the credential
    days: StudyDays
    began_on: int  # ordinal
    weekly: Mapping[str, int] = field(default_factory=dict)  # goals of a week beside the minutes, by kind of work

    @property
    def rhythm(self) -> Rhythm:
        """What is planned for which days."""
        return Rhythm(self.days, self.began_on)


def open_row(user_id: int) -> StudyCourse | None:
    """Return the row of a user's open course; None where there is none."""
    return StudyCourse.objects.filter(person__owner_id=user_id, ended_at=None).first()


def open_course(user_id: int) -> Course | None:
    """Return a user's open course; None where there is none."""
    row = open_row(user_id)
    return None if row is None else course_of(row)


def course_of(row: StudyCourse) -> Course:
    """Return a row as what it keeps."""
    off = tuple((_ordinal(first), _ordinal(last)) for first, last in row.days_off)
    exam_on = None if row.exam_on is None else row.exam_on.toordinal()
    days = StudyDays(exam_on, tuple(row.minutes), off)
    return Course(row.public_id, row.exam, days, row.began_on.toordinal(), dict(row.weekly))


def _ordinal(told: str) -> int:
    return date.fromisoformat(told).toordinal()


def keep_course(user_id: int, exam: str, days: StudyDays, *, today: int, at: datetime) -> Course:
    """Keep a user's course: the open one is changed, or ended where it leads to another exam. `at` in UTC."""
    person = person_of(user_id)
    told = {
        "exam_on": None if days.exam_on is None else to_date(days.exam_on),
        "minutes": list(days.minutes),
        "days_off": [[to_date(first).isoformat(), to_date(last).isoformat()] for first, last in days.days_off],
    }
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # two that ask at the same moment get one course
        own = StudyCourse.objects.filter(person=person, ended_at=None)
        own.exclude(exam=exam).update(ended_at=at)
        row = own.first() or StudyCourse(person=person, exam=exam, began_on=to_date(today))
        for name, value in told.items():
            setattr(row, name, value)
        row.save()
    return course_of(row)


def end_course(user_id: int, *, at: datetime) -> None:
    """End a user's open course, if there is one. What was answered stays."""
    StudyCourse.objects.filter(person__owner_id=user_id, ended_at=None).update(ended_at=at)


def keep_weekly(user_id: int, goals: Mapping[str, int]) -> bool:
    """Keep the goals of a week of a user's open course; return whether there is one."""
    own = StudyCourse.objects.filter(person__owner_id=user_id, ended_at=None)
    return own.update(weekly=dict(goals)) > 0
