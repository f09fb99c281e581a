"""The private feed of one's dates: make its address, take it back, and what a calendar reads there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.urls import reverse

from certway.actions.find_deadlines import credential_names, find_deadlines
from certway.actions.send_reminders import whole_address
from certway.core.renew.deadlines import Deadline
from certway.core.renew.feed_days import KeptEvent, match_days
from certway.core.renew.reminders import name_of
from certway.core.units.days import to_date
from certway.exchange.renew_calendar import DatedEvent, EventText, event_text, renew_calendar
from certway.records.models import CalendarFeed, FeedEvent, User
from certway.records.reminders import settings_of, token_hash, wishes_of, zone_named

TOKEN_BYTES = 32
PAST_DAYS = 365  # so long after its day an event stays in the feed


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it is handed out."""

    content: bytes
    content_hash: str  # SHA-256, in hexadecimal digits
    changed_at: datetime  # an instant in UTC, to the second


def make_feed(user_id: int, *, at: datetime) -> str:
    """Make the address of a user's feed and return its whole, which is shown this once; an older one ends.

    `at` is an instant in UTC.
    """
    user, token = User.objects.get(pk=user_id), token_urlsafe(TOKEN_BYTES)
    made = {"made_on": at.astimezone(zone_named(user.time_zone)).date(), "changed_at": at.replace(microsecond=0)}
    fresh = {"token_hash": token_hash(token), "used_on": None, "content_hash": ""}
    CalendarFeed.objects.update_or_create(user=user, defaults={**made, **fresh})
    return whole_address(reverse("calendar-feed", args=[token]))


def revoke_feed(user_id: int) -> None:
    """End the address of a user's feed. The ids of its events stay, for the next one."""
    CalendarFeed.objects.filter(user_id=user_id).delete()


def feed_of(user_id: int) -> CalendarFeed | None:
    """Return what is kept of a user's feed; None where she has none."""
    return CalendarFeed.objects.filter(user_id=user_id).first()


def read_feed(token: str, *, now: datetime) -> Feed | None:
    """Return what a calendar reads at an address; None for an address that there is not, or no longer.

    `now` is an instant in UTC. What changed since the feed was read before gets its next number.
    """
    hashed = token_hash(token)
    if not CalendarFeed.objects.filter(token_hash=hashed, user__is_active=True).exists():
        return None
    with transaction.atomic():
        feed = CalendarFeed.objects.select_for_update().filter(token_hash=hashed).select_related("user").first()
        if feed is None:
            return None
        content = renew_calendar(_events(feed.user, now=now.replace(microsecond=0)))
        return _kept(feed, content, now.replace(microsecond=0))


def _kept(feed: CalendarFeed, content: bytes, now: datetime) -> Feed:
    """Note the day of use, and since when the feed says what it says."""
    hashed = sha256(content).hexdigest()
    if (feed.content_hash, feed.used_on) != (hashed, now.date()):
        feed.changed_at = feed.changed_at if feed.content_hash == hashed else now
        feed.content_hash, feed.used_on = hashed, now.date()
        feed.save(update_fields=["content_hash", "used_on", "changed_at"])
    return Feed(content, hashed, feed.changed_at)


def _events(user: User, *, now: datetime) -> list[DatedEvent]:
    as_of = now.astimezone(zone_named(user.time_zone)).date().toordinal()
    settings = settings_of(user.pk)
    wishes, names, page = wishes_of(settings), credential_names(), whole_address(reverse("renew:renewals"))
    told = {
        name_of(one): (one, event_text(one, names=names, leads=wishes.leads, address=page, hour=settings.hour))
        for one in _shown(find_deadlines(user.pk, as_of=as_of), wishes.retired, as_of)
    }
    rows = {row.pk: row for row in FeedEvent.objects.filter(user=user)}
    kept = [KeptEvent(row.pk, (row.credential, row.what, row.on.toordinal()), row.is_shown) for row in rows.values()]
    places = match_days(kept, told, as_of=as_of)
    _hide([row for row in rows.values() if row.is_shown and row.pk not in places.values()])
    found = []
    for name, (deadline, text) in told.items():
        place = places[name]
        row = FeedEvent(user=user) if place is None else rows[place]
        found.append(_written(row, deadline, text, now=now))
    return found


def _shown(deadlines: Sequence[Deadline], retired: frozenset[str], as_of: int) -> list[Deadline]:
    return [one for one in deadlines if not one.done and one.credential not in retired and one.on >= as_of - PAST_DAYS]


def _hide(rows: Sequence[FeedEvent]) -> None:
    FeedEvent.objects.filter(pk__in=[row.pk for row in rows]).update(is_shown=False)


def _written(row: FeedEvent, deadline: Deadline, text: EventText, *, now: datetime) -> DatedEvent:
    """Keep what an event says; where that changed its number rises."""
    if row.content_hash != text.content_hash or not row.is_shown:
        is_new, changed = row.pk is None, row.content_hash != text.content_hash
        if changed:
            row.sequence, row.changed_at = (0 if is_new else row.sequence + 1), now
        row.credential, row.what, row.on = deadline.credential, deadline.what, to_date(deadline.on)
        row.content_hash, row.is_shown = text.content_hash, True
        row.save()
    return DatedEvent(str(row.uid), row.sequence, row.changed_at, text)
