"""What is deleted, with its history: a visitor's record when she wants it, or when she stayed away."""

from __future__ import annotations

from datetime import datetime

from certway.records.models.identity import Person
from certway.records.visits import Visit


def forget_visitor(visit: Visit) -> None:
    """Delete everything a visitor told, and her session."""
    if visit.person_id is not None:
        Person.objects.filter(public_id=visit.person_id, owner__isnull=True).delete()
    visit.session.flush()


def delete_old_visitors(now: datetime) -> int:
    """Delete what visitors told and nobody changed for too long; return how many. `now` is an instant in UTC."""
    old = Person.objects.filter(owner__isnull=True, kept_until__lt=now)
    count = old.count()
    old.delete()
    return count
