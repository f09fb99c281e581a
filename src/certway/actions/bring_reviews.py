"""Bring one's history in Anki along: looked at first, then taken into the log of one's study, and out of it again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from certway.actions.fit_memory import fit_person
from certway.actions.see_memory import known_by
from certway.core.units.errors import CertwayError
from certway.exchange.reviews.anki_history import read_anki_history
from certway.exchange.reviews.brought import BroughtCard, brought_of, figures_of, pack, unpack
from certway.exchange.reviews_text import KnownIn
from certway.records.bank import bank_here
from certway.records.brought_reviews import (
    add_reviews,
    brought_by,
    forget_waiting,
    keep_waiting,
    numbers_here,
    remove_reviews,
)
from certway.records.models import BroughtReviews
from certway.records.people import person_of
from certway.records.reviews import reviews_in
from certway.records.study_log import events_of

MOST_KEPT = 30_000  # reviews elsewhere of one person: as many tell how she remembers, and pages stay quick


class NotWaitingError(CertwayError):
    """Raised for a history that does not wait to be taken: it was taken, or it is gone, or another's."""


def look_at_reviews(user_id: int, content: bytes, name: str, *, at: datetime) -> UUID:
    """Read a user's history from a file of Anki, keep it until she takes it, and return its key.

    `at` is an instant in UTC. Raises ForeignFileError; then nothing is kept.
    """
    bank, now = bank_here().bank, int(at.timestamp() * 1000)
    history = read_anki_history(content, name, bank.items, now=now)
    topics = {item.id: item.topic for item in bank.items}
    brought = brought_of(history, topics, kept=numbers_here(user_id), most=MOST_KEPT)
    told = {**asdict(figures_of(brought)), "known": asdict(_known_with(user_id, brought.cards, now))}
    return keep_waiting(person_of(user_id), told, pack(brought.cards), at=at)


def _known_with(user_id: int, cards: Collection[BroughtCard], now: int) -> KnownIn:
    """Return what a user would know with some more reviews."""
    more = [(card.item, one.at, one.grade, None) for card in cards for one in card.reviews]
    return known_by(user_id, (*reviews_in(events_of(user_id)), *more), now=now)


def see_reviews(user_id: int, key: UUID) -> BroughtReviews | None:
    """Return a history that a user brought along; None where there is none."""
    return brought_by(user_id).filter(public_id=key).defer("content").first()


def take_reviews(user_id: int, key: UUID, *, at: datetime) -> int:
    """Take a history that waits into a user's log, have her memory fitted to it, and return how many reviews came in.

    `at` is an instant in UTC. Raises NotWaitingError.
    """
    with transaction.atomic():
        row = brought_by(user_id).select_for_update().filter(public_id=key, received=None).first()
        if row is None:
            raise NotWaitingError
        cards = unpack(bytes(row.content or b""))
        add_reviews(row, cards, at=at, now=int(at.timestamp() * 1000))
        fit_person.enqueue(row.person_id)
    return sum(len(one.reviews) for one in cards)


def take_back_reviews(user_id: int, key: UUID) -> bool:
    """Delete a history that a user brought along, with its reviews in the log, and tell whether there was one.

    What was fitted to them goes as well, and is fitted anew to what is left.
    """
    with transaction.atomic():
        row = brought_by(user_id).select_for_update().filter(public_id=key).first()
        if row is None:
            return False
        remove_reviews(row)
        fit_person.enqueue(row.person_id)
    return True


@task()
def forget_untaken() -> None:
    """Delete the histories that nobody took."""
    forget_waiting(timezone.now())
