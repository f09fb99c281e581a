"""What is deleted, with its history: a person, a visitor's record when she wants it, or when she stayed away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from certway.records.attempts import release_attempts
from certway.records.models.identity import Person
from certway.records.models.sittings import ExamForm
from certway.records.visits import Visit


def erase_people(people: QuerySet[Person], now: datetime) -> None:
    """Delete people with everything that is theirs; what their exams answered stays, without them.

    Forms that nobody else sits go as well: they say which questions somebody had, and when. `now` is an instant in UTC.
    """
    forms = list(ExamForm.objects.filter(sittings__person__in=people).values_list("pk", flat=True).distinct())
    if not forms:
        people.delete()
        return
    with transaction.atomic():
        release_attempts(people, now)
        people.delete()
        ExamForm.objects.filter(pk__in=forms, sittings=None).delete()


def forget_visitor(visit: Visit) -> None:
    """Delete everything a visitor told, and her session."""
    if visit.person_id is not None:
        erase_people(Person.objects.filter(public_id=visit.person_id, owner__isnull=True), visit.at)
    visit.session.flush()


def delete_old_visitors(now: datetime) -> int:
    """Delete what visitors told and nobody changed for too long; return how many. `now` is an instant in UTC."""
    with transaction.atomic():
        # Who tells something at this very moment is locked, and stays.
        locked = Person.objects.select_for_update(skip_locked=True).filter(owner__isnull=True, kept_until__lt=now)
        old = list(locked.values_list("pk", flat=True))
        erase_people(Person.objects.filter(pk__in=old), now)
    return len(old)
