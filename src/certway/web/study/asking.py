"""Who asks, and when it is where she is."""

from __future__ import annotations

from datetime import timedelta
from typing import TypedDict

from django.http import HttpRequest

from certway.records.models import User
from certway.web.clock import moment, now_milliseconds, today, zone_of


class When(TypedDict):
    """The moment of a request, as what is seen of study is told it."""

    today: int  # ordinal where she is
    offset: int  # what the clocks where she is are ahead of UTC, milliseconds
    now: int  # UTC milliseconds


def user_of(request: HttpRequest) -> User:
    """Return who is signed in."""
    assert isinstance(request.user, User)
    return request.user


def offset_of(request: HttpRequest) -> int:
    """Return what the clocks where she is are ahead of UTC now, milliseconds."""
    ahead = moment().astimezone(zone_of(request)).utcoffset() or timedelta()
    return int(ahead.total_seconds() * 1000)


def when(request: HttpRequest) -> When:
    """Return the moment of a request."""
    return {"today": today(request), "offset": offset_of(request), "now": now_milliseconds()}
