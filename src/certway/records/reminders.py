"""Rows about reminders: who is to be reminded at a moment, what is known of her, and what a round leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from certway.core.renew.hours import Quiet, may_write
from certway.core.renew.reminders import ALWAYS, Known, Round, Wishes
from certway.core.units.days import to_date
from certway.records.models.identity import User
from certway.records.models.reminders import (
    HASH_LENGTH,
    ReminderSettings,
    RetiredCredential,
    SentReminder,
    StopLink,
    WatchedDay,
)

DATED_SECTIONS = ("credentials", "cards")  # without an entry of these nobody has a day to be reminded of


def token_hash(token: str) -> str:
    """Return what is kept of a token that opens something: its SHA-256 in hexadecimal digits."""
    found = sha256(token.encode()).hexdigest()
    assert len(found) == HASH_LENGTH
    return found


def zone_named(name: str) -> tzinfo | None:
    """Return the time zone of a user by its IANA name; None, which stands for the machine's, where it is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, LookupError):
        return None


def settings_of(user_id: int) -> ReminderSettings:
    """Return how a user is reminded; what holds where she said nothing is not in the table yet."""
    return ReminderSettings.objects.filter(pk=user_id).first() or ReminderSettings(user_id=user_id)


def kept_settings(user_id: int) -> ReminderSettings:
    """Return how a user is reminded, as a row that nobody else changes until the transaction ends."""
    locked = ReminderSettings.objects.select_for_update()
    found = locked.filter(pk=user_id).first()
    if found is None:
        ReminderSettings.objects.get_or_create(user_id=user_id)
        found = locked.get(pk=user_id)
    return found


def people_to_remind(now: datetime) -> Iterator[int]:
    """Yield the users whose hour has come where they are, and for whose day nothing was done; `now` is in UTC."""
    for name in sorted(set(User.objects.order_by().values_list("time_zone", flat=True).distinct())):
        here = now.astimezone(zone_named(name))
        users = User.objects.filter(_awaits(here), time_zone=name, is_active=True, erase_at=None)
        told = users.filter(persons__entries__section__in=DATED_SECTIONS)
        yield from told.order_by("pk").distinct().values_list("pk", flat=True)


def _awaits(here: datetime) -> Q:
    """Select by settings, or by the defaults where there are none, whoever is due at a moment where she is."""
    rows = ReminderSettings.objects.filter(is_on=True, hour__lte=here.hour)
    rows = rows.filter(Q(paused_until=None) | Q(paused_until__lte=here.date()))
    rows = rows.filter(Q(handled_on=None) | ~Q(handled_on=here.date())).filter(_awake_at(here.hour))
    defaults = ReminderSettings()
    is_time = may_write(here.hour, wanted=defaults.hour, quiet=quiet_of(defaults))
    nobody_said = Q(reminders=None) if is_time else Q(pk__in=[])
    return Q(pk__in=rows.values("pk")) | nobody_said


def _awake_at(hour: int) -> Q:
    """Select the settings whose quiet hours an hour does not lie in, as core/renew/hours.py tells it of one."""
    by_day = Q(quiet_from__lte=F("quiet_until")) & (Q(quiet_from__gt=hour) | Q(quiet_until__lte=hour))
    over_night = Q(quiet_from__gt=F("quiet_until")) & Q(quiet_from__gt=hour, quiet_until__lte=hour)
    return Q(quiet_from=None) | by_day | over_night


def quiet_of(settings: ReminderSettings) -> Quiet:
    """Return the quiet hours of a user."""
    first, until = settings.quiet_from, settings.quiet_until
    return None if first is None or until is None else (first, until)


def wishes_of(settings: ReminderSettings) -> Wishes:
    """Return how a user wants to be reminded."""
    retired = RetiredCredential.objects.filter(user_id=settings.pk).values_list("credential", flat=True)
    return Wishes(leads=tuple(settings.leads), retired=frozenset(retired))


def known_of(settings: ReminderSettings, *, joined_on: date) -> Known:
    """Return what earlier rounds left behind; before the first one everything since she joined may be new."""
    sent = SentReminder.objects.filter(user_id=settings.pk).values_list("key", flat=True)
    rows = WatchedDay.objects.filter(user_id=settings.pk)
    watched = {
        (row.credential, row.what, row.on.toordinal()): ALWAYS if row.since is None else row.since.toordinal()
        for row in rows
    }
    handled = joined_on.toordinal() - 1 if settings.handled_on is None else settings.handled_on.toordinal()
    return Known(frozenset(sent), watched, handled)


def save_round(settings: ReminderSettings, found: Round, *, on: date) -> None:
    """Keep what a round leaves behind. The database refuses what went out before."""
    user_id = settings.pk
    for credential, what, day in found.gone:
        WatchedDay.objects.filter(user_id=user_id, credential=credential, what=what, on=to_date(day)).delete()
    rows = [
        WatchedDay(
            user_id=user_id,
            credential=credential,
            what=what,
            on=to_date(day),
            since=None if since == ALWAYS else to_date(since),
        )
        for (credential, what, day), since in found.begun.items()
    ]
    WatchedDay.objects.bulk_create(rows)
    sent = [SentReminder(user_id=user_id, key=one.key, said_on=on) for one in found.due]
    sent += [SentReminder(user_id=user_id, key=key, said_on=on, is_overtaken=True) for key in found.overtaken]
    SentReminder.objects.bulk_create(sent)
    settings.handled_on = on
    settings.save(update_fields=["handled_on"])


def user_of_stop_link(token: str) -> int | None:
    """Return whose reminders a link stops; None for a link that we never made."""
    links = StopLink.objects.filter(token_hash=token_hash(token))
    return links.values_list("user_id", flat=True).first()
