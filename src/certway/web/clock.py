"""The day and the moment, made here at the edge and nowhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from time import time_ns
from zoneinfo import ZoneInfo

from django.http import HttpRequest

ZONE_COOKIE = "tz"  # IANA name of the browser's time zone, set by certway.js
_LONGEST_NAME = 64


def today(request: HttpRequest) -> int:
    """Return the ordinal of today where she is: by her account, else by her browser, else where the machine is."""
    zone = _zone_asked(request)
    return machine_today() if zone is None else datetime.now(zone).date().toordinal()


def zone_of(request: HttpRequest) -> tzinfo | None:
    """Return the time zone of who asks: her account's, else her browser's; None stands for the machine's.

    `astimezone` takes None so. The machine's zone is no fixed offset: it has daylight saving, too.
    """
    return _zone_asked(request)


def browser_zone(request: HttpRequest) -> str:
    """Return the name of the time zone that the browser says; empty where it says none."""
    zone = _zone(request.COOKIES.get(ZONE_COOKIE, ""))
    return "" if zone is None else zone.key


def end_of_day(request: HttpRequest, day: int) -> datetime:
    """Return the instant in UTC at which a day (an ordinal) ends where she is."""
    midnight = datetime.combine(date.fromordinal(day), time.min, tzinfo=zone_of(request)) + timedelta(days=1)
    return midnight.astimezone(UTC)  # without a zone it is read as the machine's


def day_of(request: HttpRequest, moment: datetime) -> int:
    """Return the ordinal of the day on which a moment fell where she is; where the machine is, if unsaid."""
    return moment.astimezone(_zone_asked(request)).date().toordinal()


def machine_today() -> int:
    """Return the ordinal of today on this machine."""
    return datetime.now().astimezone().date().toordinal()


def now() -> datetime:
    """Return this moment in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def moment() -> datetime:
    """Return this moment in UTC, as exactly as the machine knows it."""
    return datetime.now(UTC)


def now_milliseconds() -> int:
    """Return this moment as milliseconds since the beginning of 1970 in UTC."""
    return time_ns() // 1_000_000


def _zone_asked(request: HttpRequest) -> ZoneInfo | None:
    user = getattr(request, "user", None)  # there is none yet where a request is refused early
    kept = getattr(user, "time_zone", "")
    return _zone(kept) or _zone(request.COOKIES.get(ZONE_COOKIE, ""))


def _zone(name: str) -> ZoneInfo | None:
    if not name or len(name) > _LONGEST_NAME:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, LookupError):  # what zoneinfo raises for no zone, a path, a folder
        return None
