"""Sign out everywhere else, or in one other browser."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.crypto import constant_time_compare

from certway.actions.see_sessions import session_name


def end_session(*, user_id: int, name: str, keep: str | None) -> None:
    """End the session of a user that has a name (`see_sessions`), if it is not the one with the key `keep`.

    One that is gone already, or is nobody's of hers, changes nothing.
    """
    others = UserSession.objects.filter(user_id=user_id).exclude(session_key=keep or "")
    for one in others:
        if constant_time_compare(session_name(one.session_key), name):
            with transaction.atomic():
                Session.objects.filter(session_key=one.session_key).delete()
                one.delete()


def end_sessions(*, user_id: int, keep: str | None) -> None:
    """End the sessions of a user, except the one with the key `keep`."""
    with transaction.atomic():
        others = UserSession.objects.filter(user_id=user_id).exclude(session_key=keep or "")
        Session.objects.filter(session_key__in=list(others.values_list("session_key", flat=True))).delete()
        others.delete()
