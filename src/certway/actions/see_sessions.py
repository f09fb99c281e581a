"""Where one is signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session


@dataclass(frozen=True, slots=True)
class SignedIn:
    """One browser in which somebody is signed in."""

    browser: str  # such as `Firefox, Windows`; empty where it does not say
    since: datetime
    here: bool  # whether it is the one that asks


def see_sessions(*, user_id: int, here: str | None, now: datetime) -> list[SignedIn]:
    """Return the sessions of a user, the newest first; `here` is the key of the one that asks.

    Those that have ended, or are too old, are not among them and are forgotten.
    """
    told = list(UserSession.objects.filter(user_id=user_id).order_by("-created_at"))
    live = set(
        Session.objects.filter(session_key__in=[one.session_key for one in told], expire_date__gt=now).values_list(
            "session_key", flat=True
        )
    )
    UserSession.objects.filter(pk__in=[one.pk for one in told if one.session_key not in live]).delete()
    return [
        SignedIn(one.user_agent, one.created_at, one.session_key == here) for one in told if one.session_key in live
    ]
