"""The feed of a calendar (RFC 5545, RFC 7986): one all-day event for each deadline, with alarms.

An all-day event has no time zone: it lies on its day wherever its reader is. Nothing here depends on the moment at
which the feed is read, so a feed in which nothing changed is the same to the byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from certway.core.renew.deadlines import Deadline
from certway.core.units.days import to_date
from certway.exchange.reminder_text import deadline_task, deadline_title
from certway.exchange.words.catalogue import catalogue

PRODUCT = "-//Certway//certway reminders//EN"
REFRESH_HOURS = 12
FALLBACK_HOUR = 9  # an alarm at midnight helps nobody


@dataclass(frozen=True, slots=True)
class EventText:
    """What an event says; its hash tells whether that changed."""

    on: int  # ordinal
    title: str
    description: str
    address: str  # of the page where one does something about it
    alarms: tuple[int, ...]  # days ahead, at `hour`
    hour: int = FALLBACK_HOUR

    @property
    def content_hash(self) -> str:
        """The SHA-256 of everything that it says."""
        told = (self.on, self.title, self.description, self.address, self.alarms, self.hour)
        return sha256(repr(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event of the feed."""

    uid: str  # stays as long as the event does
    sequence: int  # how often what it says has changed
    changed_at: datetime  # an instant in UTC: since when it says that
    text: EventText


def event_text(
    deadline: Deadline, *, names: Mapping[str, str], leads: Sequence[int], address: str, hour: int
) -> EventText:
    """Return what the event of a deadline says; alarms come `leads` days ahead, at an hour of the day (0–23)."""
    words = catalogue()
    lines = [deadline_task(deadline)]
    if deadline.source:
        lines.append(words.say("remind.calendar.source", url=deadline.source))
    lines.append(words.say("remind.mail.unaffiliated"))
    alarms = (0,) if deadline.kind == "opens" else tuple(leads)
    title = deadline_title(deadline, names)
    return EventText(deadline.on, title, "\n".join(lines), address, alarms, hour)


def renew_calendar(events: Sequence[DatedEvent]) -> bytes:
    """Return a feed as bytes, its events in the order of their days."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    name = catalogue().say("remind.calendar.name")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=REFRESH_HOURS), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{REFRESH_HOURS}H")
    for one in sorted(events, key=lambda event: (event.text.on, event.uid)):
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def _event(one: DatedEvent) -> Event:
    event, text = Event(), one.text
    event.add("uid", one.uid)
    event.add("sequence", one.sequence)
    event.add("dtstamp", one.changed_at)
    event.add("last-modified", one.changed_at)
    event.add("dtstart", to_date(text.on))
    event.add("dtend", to_date(text.on + 1))  # the first day after it: RFC 5545 leaves the end out
    event.add("summary", text.title)
    event.add("description", text.description)
    event.add("url", text.address)
    event.add("transp", "TRANSPARENT")  # a deadline does not make anybody busy
    for days in text.alarms:
        event.add_component(_alarm(text, days))
    return event


def _alarm(text: EventText, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text.title)
    alarm.add("trigger", timedelta(hours=text.hour) - timedelta(days=days))  # from the beginning of the day
    return alarm
