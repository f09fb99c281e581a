"""Erasing an account: asked for, kept for some days in case she thinks better of it, then gone without a trace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256

from django.contrib.auth import SESSION_KEY as SIGNED_IN
from django.contrib.sessions.models import Session
from django.db import transaction

from certway.records.documents import documents_of, remove_documents
from certway.records.erase import erase_people
from certway.records.models.identity import Person, User
from certway.records.visits import account_mark

GRACE_DAYS = 14  # from asking to erasing


def ask_erasure(user_id: int, *, at: datetime) -> datetime:
    """Mark an account for erasing and return when that is; asking again changes nothing."""
    User.objects.filter(pk=user_id, erase_at__isnull=True).update(erase_at=at + timedelta(days=GRACE_DAYS))
    due = User.objects.values_list("erase_at", flat=True).get(pk=user_id)
    assert due is not None
    return due


def keep_account(user_id: int) -> None:
    """Take the wish to erase back."""
    User.objects.filter(pk=user_id).update(erase_at=None)


def due_accounts(now: datetime) -> list[int]:
    """Return the accounts whose time is over; `now` is an instant in UTC."""
    return list(User.objects.filter(erase_at__lte=now).order_by("pk").values_list("pk", flat=True))


def erase_account(user_id: int, *, now: datetime) -> list[str]:
    """Delete an account with everything that is its own; return the hashes of its records (`Visit.owner`).

    What its exams answered stays, without a trace of whose it was. An account whose time is not over, because she kept
    it meanwhile, stays.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().filter(pk=user_id, erase_at__lte=now).first()
        if user is None:
            return []
        people = list(Person.objects.filter(owner=user))
        for person in people:
            remove_documents(documents_of(person))
        _end_sessions(user)
        erase_people(Person.objects.filter(owner=user), now)
        user.delete()
    return [sha256(person.public_id.bytes).hexdigest() for person in people]


def _end_sessions(user: User) -> None:
    """Delete every session that names the user or her address; sessions are few, and erasing is rare."""
    names, number = (user.email.lower(), account_mark(user.public_id)), str(user.pk)
    for session in Session.objects.iterator():
        told = session.get_decoded()
        if str(told.get(SIGNED_IN)) == number or any(_is(names, said) for said in _leaves(told)):
            session.delete()


def _is(names: tuple[str, ...], said: object) -> bool:
    """Tell whether something is one of the names: the whole of it, since hers may be a part of somebody else's."""
    return isinstance(said, str) and said.lower() in names


def _leaves(told: object) -> Iterator[object]:
    """Give everything that is said in a session, however deep."""
    inside = told.items() if isinstance(told, dict) else told if isinstance(told, list | tuple) else None
    if inside is None:
        yield told
    else:
        for one in inside:
            yield from _leaves(one)
