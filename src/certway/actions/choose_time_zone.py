"""Choose the time zone by which days begin and end for who signed in."""

from __future__ import annotations

from certway.records.models import User


def choose_time_zone(user_id: int, name: str) -> None:
    """Keep the IANA name of a time zone; empty to go by the browser's."""
    User.objects.filter(pk=user_id).update(time_zone=name)


def keep_first_zone(user_id: int, name: str) -> None:
    """Keep the time zone of the browser that signs in first, so that mail and pages mean the same day."""
    if name:
        User.objects.filter(pk=user_id, time_zone="").update(time_zone=name)
