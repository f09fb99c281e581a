"""Histories of reviews that were brought along: kept until they are taken, taken into the log, and out of it again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from certway.exchange.reviews.brought import BroughtCard
from certway.records.models import BroughtReviews, MemoryFit, Person, StudyEvent
from certway.records.models.study import StudyEventKind
from certway.records.study_log import add_events, events_of

WAITING = timedelta(days=1)  # how long a history is kept that nobody takes


def brought_by(user_id: int) -> QuerySet[BroughtReviews]:
    """Return the histories that a user brought along."""
    return BroughtReviews.objects.filter(person__owner_id=user_id)


def numbers_here(user_id: int) -> Collection[tuple[str, int]]:
    """Return the reviews elsewhere that are in a user's log, as device and number."""
    rows = events_of(user_id).filter(kind=StudyEventKind.REVIEWED)
    return set(rows.values_list("device", "number"))


def keep_waiting(person: Person, told: dict[str, Any], content: bytes, *, at: datetime) -> UUID:
    """Keep a history until it is taken, in place of the one that waited, and return its key."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        BroughtReviews.objects.filter(person=person, received=None).delete()
        row = BroughtReviews.objects.create(person=person, told=told, content=content, made_at=at)
    return row.public_id


def add_reviews(row: BroughtReviews, cards: Collection[BroughtCard], *, at: datetime, now: int) -> None:
    """Take the reviews of a history into the log, in the caller's transaction. `at` and `now` (ms) are this moment.

    What is there stays as it is.
    """
    others = BroughtReviews.objects.filter(person=row.person_id, received__gte=now)
    received = max([now, *(one + 1 for one in others.values_list("received", flat=True) if one is not None)])
    add_events(
        [
            StudyEvent(
                person_id=row.person_id,
                kind=StudyEventKind.REVIEWED,
                at=min(one.at, received),
                received=received,
                device=card.device,
                number=one.number,
                item=card.item,
                topic=card.topic,
                grade=one.grade,
                spent=one.spent or None,
            )
            for card in cards
            for one in card.reviews
        ]
    )
    row.content, row.received, row.made_at = None, received, at
    row.save()


def remove_reviews(row: BroughtReviews) -> None:
    """Take a history out of the log again, and with it what was fitted to it, in the caller's transaction."""
    if row.received is not None:
        mine = Q(person=row.person_id, kind=StudyEventKind.REVIEWED, received=row.received)
        StudyEvent.objects.filter(mine).delete()
        MemoryFit.objects.filter(person=row.person_id).delete()
    row.delete()


def forget_waiting(now: datetime) -> int:
    """Delete the histories that nobody took for a day, and return how many; `now` is an instant in UTC."""
    return BroughtReviews.objects.filter(received=None, made_at__lt=now - WAITING).delete()[0]
