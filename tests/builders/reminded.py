"""People with dates in their records, and the clock by which they are reminded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from certway.actions.send_reminders import send_reminders
from certway.records.models import Entry, Letter, Revision, User
from kept_documents import entry, user

CHICAGO = "America/Chicago"
LAST_DAY = date(2027, 6, 30)


def holder(
    email: str = "zora@example.org", *, zone: str = CHICAGO, expires: date | None = LAST_DAY, **options: object
) -> User:
    """Make somebody who joined long ago and holds a CMA."""
    made = user(email, time_zone=zone, **options)
    User.objects.filter(pk=made.pk).update(joined_at=datetime(2026, 1, 1, tzinfo=UTC))
    if expires is not None:
        held(made, expires)
    return made


def held(owner: User, expires: date, credential: str = "cma-aama") -> Entry:
    """Tell of a credential."""
    return entry(owner, "credentials", id=credential, issued="2022-06-30", expires=expires.isoformat())


def moved(one: Entry, expires: date) -> None:
    """Tell another last day of a credential."""
    row = Revision.objects.get(entry=one, replaced_at=None)
    row.content = {**row.content, "expires": expires.isoformat()}
    row.save()


def local(day: date, hour: int, minute: int = 0, *, zone: str = CHICAGO, fold: int = 0) -> datetime:
    """Return an hour of a day somewhere, as an instant in UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def ahead(days: int) -> date:
    """Return the day that lies so long before the last one."""
    return LAST_DAY - timedelta(days=days)


def run_days(first: date, last: date, *, hour: int = 12, zone: str = CHICAGO) -> list[int]:
    """Send what is due on each day; return how many days before the last one there was something."""
    days = [first + timedelta(days=after) for after in range((last - first).days + 1)]
    return [(LAST_DAY - day).days for day in days if send_reminders(local(day, hour, zone=zone))]


def letters() -> list[Letter]:
    return list(Letter.objects.filter(key__startswith="reminders/").order_by("pk"))
