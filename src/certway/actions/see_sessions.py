"""Where one is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.crypto import salted_hmac

from certway.records.visits import USED_ON


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser in which somebody is signed in."""

    name: str  # by which it can be ended; opens nothing
    browser: str  # such as `Firefox, Windows`; empty where it does not say
    since: datetime
    used_on: date  # the last day in UTC on which it was used
    here: bool  # whether it is the one that asks


def see_sessions(*, user_id: int, here: str | None, now: datetime) -> list[SignedIn]:
    """Return the sessions of a user, the newest first; `here` is the key of the one that asks.

    Those that have ended, or are too old, are not among them and are forgotten.
    """
    told = list(UserSession.objects.filter(user_id=user_id).order_by("-created_at"))
    live = {
        row.session_key: row
        for row in Session.objects.filter(session_key__in=[one.session_key for one in told], expire_date__gt=now)
    }
    UserSession.objects.filter(pk__in=[one.pk for one in told if one.session_key not in live]).delete()
    return [_signed_in(one, live[one.session_key], here=here) for one in told if one.session_key in live]


def session_name(key: str) -> str:
    """Return a name for a session that tells nothing of its key, which would open it."""
    return salted_hmac("certway.sessions", key, algorithm="sha256").hexdigest()


def _signed_in(one: UserSession, row: Session, *, here: str | None) -> SignedIn:
    used = row.get_decoded().get(USED_ON)
    day = date.fromisoformat(used) if used else one.created_at.astimezone(UTC).date()
    return SignedIn(session_name(one.session_key), one.user_agent, one.created_at, day, one.session_key == here)
