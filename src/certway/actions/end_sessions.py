"""Sign out everywhere else."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction


def end_sessions(*, user_id: int, keep: str | None) -> None:
    """End the sessions of a user, except the one with the key `keep`."""
    with transaction.atomic():
        others = UserSession.objects.filter(user_id=user_id).exclude(session_key=keep or "")
        Session.objects.filter(session_key__in=list(others.values_list("session_key", flat=True))).delete()
        others.delete()
