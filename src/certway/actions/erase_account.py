"""Have one's account erased, think better of it, and erase what is due."""

from __future__ import annotations

import logging
from datetime import datetime, tzinfo

from allauth.account.models import EmailAddress
from django.db import transaction

from certway.actions.end_sessions import end_sessions
from certway.actions.replace_answers import forget_answers
from certway.actions.send_letter import queue_letter
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import day
from certway.records import erasure
from certway.records.models import User
from certway.records.traces import clear_traces
from certway.records.work.failures import WorkError

LOG = logging.getLogger("certway.accounts")


class NotErasedError(WorkError):
    """Raised when everybody's turn is over and accounts are left that could not be erased."""

    def __init__(self, count: int) -> None:
        super().__init__(f"accounts that could not be erased, or not wholly: {count}; the log names each and says why")


def ask_to_erase(user_id: int, *, at: datetime, zone: tzinfo | None, keep_session: str | None) -> datetime:
    """Mark an account for erasing, end its other sessions, and tell its owner by mail; return when it is erased.

    `zone` is the time zone by which the mail names the day; None for the machine's.
    """
    words = catalogue()
    with transaction.atomic():
        due = erasure.ask_erasure(user_id, at=at)
        user = User.objects.get(pk=user_id)
        end_sessions(user_id=user_id, keep=keep_session)
        queue_letter(
            key=f"erasure/{user.public_id}/{due.isoformat()}",
            address=_address(user),
            subject=words.say("mail.erasure.subject"),
            text=words.say("mail.erasure.text", on=day(due.astimezone(zone).date().toordinal(), words)),
            user=user,
        )
    return due


def keep_account(user_id: int) -> None:
    """Keep an account that was to be erased."""
    erasure.keep_account(user_id)


def erase_due_accounts(now: datetime) -> int:
    """Erase the accounts whose days of grace are over; return how many. `now` is an instant in UTC.

    One that can't be erased keeps no other from it. Raises NotErasedError afterwards, if there was any.
    """
    erased, failed = 0, 0
    for user_id in erasure.due_accounts(now):
        try:
            erased += _erase(user_id, now)
        except Exception:
            LOG.exception("account %s was not erased, or not all of it", user_id)
            failed += 1
    clear_traces()
    if failed:
        raise NotErasedError(failed)
    return erased


def _erase(user_id: int, now: datetime) -> bool:
    """Erase an account if it is still due; return whether it is gone."""
    owners = erasure.erase_account(user_id, now=now)
    for owner in owners:
        forget_answers(owner)
    return bool(owners) or not User.objects.filter(pk=user_id).exists()


def _address(user: User) -> str:
    """Return the address that was confirmed; the one of the account where none is listed."""
    known = EmailAddress.objects.filter(user=user, primary=True).values_list("email", flat=True).first()
    return known or user.email
