"""What is deleted, with its history: a visitor's record when she wants it, or when she stayed away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from certway.records.models.identity import Person
from certway.records.visits import Visit


def forget_visitor(visit: Visit) -> None:
    """Delete everything a visitor told, and her session."""
    if visit.person_id is not None:
        Person.objects.filter(public_id=visit.person_id, owner__isnull=True).delete()
    visit.session.flush()


def delete_old_visitors(now: datetime) -> int:
    """Delete what visitors told and nobody changed for too long; return how many. `now` is an instant in UTC."""
    with transaction.atomic():
        # Who tells something at this very moment is locked, and stays.
        locked = Person.objects.select_for_update(skip_locked=True).filter(owner__isnull=True, kept_until__lt=now)
        old = list(locked.values_list("pk", flat=True))
        Person.objects.filter(pk__in=old).delete()
    return len(old)
