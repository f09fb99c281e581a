"""The private feed: whoever has its address reads it, without a session, and nobody learns more."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from icalendar import Calendar, Event
from pytest_django import Settings

from builders.reminded import LAST_DAY, ahead, held, holder, local, moved
from certway.actions.read_feed import make_feed, read_feed, revoke_feed
from certway.actions.set_reminders import ReminderChoice, keep_again, retire_credential, set_reminders
from certway.records.models import CalendarFeed, FeedEvent, User
from certway.records.reminders import token_hash
from every_page import NOBODYS_TOKEN
from kept_documents import entry
from visitors import Visitor, see
from web.documents.test_documents_pages import signed_in

pytestmark = pytest.mark.django_db

AT = local(ahead(200), 9)


@pytest.fixture(autouse=True)
def _uncounted(settings: Settings) -> Iterator[None]:
    settings.SITE_ADDRESS = "https://certway.example"
    cache.clear()
    yield
    cache.clear()


def token_of(user: User, *, at: datetime = AT) -> str:
    address = make_feed(user.pk, at=at)
    start, end = "https://certway.example/calendar/", ".ics"
    assert (address[: len(start)], address[-len(end) :]) == (start, end)
    return address[len(start) : -len(end)]


def read(token: str, days: int = 0) -> list[Event]:
    feed = read_feed(token, now=AT + timedelta(days=days))
    assert feed is not None
    return list(Calendar.from_ical(feed.content).walk("VEVENT"))


def facts(events: list[Event]) -> list[tuple[str, date, int]]:
    return [(str(event["SUMMARY"]), event.decoded("DTSTART"), int(event["SEQUENCE"])) for event in events]


class TestEvents:
    def test_last_days_are_all_day_events_with_alarms_that_make_nobody_busy(self) -> None:
        zora = holder()
        entry(zora, "cards", kind="cpr", expires="2028-02-29")
        events = read(token_of(zora))

        assert facts(events) == [
            ("CMA (AAMA) expires", LAST_DAY, 0),
            ("CPR card expires", date(2028, 2, 29), 0),
        ]
        for event in events:
            assert type(event.decoded("DTSTART")) is date
            assert event.decoded("DTEND") == event.decoded("DTSTART") + timedelta(days=1)
            assert (event["TRANSP"], event.decoded("DTSTAMP"), event.decoded("LAST-MODIFIED")) == (
                "TRANSPARENT",
                AT,
                AT,
            )
            assert event["URL"] == "https://certway.example/renew/"
            assert "Renew it by then." in event["DESCRIPTION"]
            triggers = [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
            assert triggers == [timedelta(hours=8) - timedelta(days=days) for days in (180, 90, 60, 30, 14, 7, 1)]

    def test_lines_end_and_fold_as_the_standard_wants_and_no_method_is_named(self) -> None:
        zora = holder(expires=None)
        held(zora, LAST_DAY, "llama-walker" * 8)
        feed = read_feed(token_of(zora), now=AT)
        assert feed is not None
        lines = feed.content.split(b"\r\n")

        assert max(map(len, lines)) <= 75
        assert not any(line.startswith(b"METHOD") for line in lines)
        for line in (b"REFRESH-INTERVAL;VALUE=DURATION:PT12H", b"X-WR-CALNAME:Certway: my dates", b"VERSION:2.0"):
            assert line in lines
        assert b"\n" not in feed.content.replace(b"\r\n", b"")
        assert facts(read(token_of(zora)))[0][0] == "llama-walker" * 8 + " expires"

    def test_nothing_changed_is_the_same_to_the_byte(self) -> None:
        token = token_of(holder())
        feeds = [read_feed(token, now=AT + timedelta(days=days)) for days in (0, 1, 30)]

        assert len({feed.content for feed in feeds if feed is not None}) == 1
        assert {feed.changed_at for feed in feeds if feed is not None} == {AT}

    def test_moved_day_keeps_its_event_with_a_higher_number(self) -> None:
        zora = holder(expires=None)
        one = held(zora, LAST_DAY)
        token = token_of(zora)
        (first,) = read(token)
        moved(one, LAST_DAY + timedelta(days=3))
        (second,) = read(token, 1)
        moved(one, LAST_DAY)
        (third,) = read(token, 2)

        assert {str(event["UID"]) for event in (first, second, third)} == {str(first["UID"])}
        assert [int(event["SEQUENCE"]) for event in (first, second, third)] == [0, 1, 2]
        assert third.decoded("LAST-MODIFIED") == AT + timedelta(days=2)

    def test_next_cycle_is_another_event(self) -> None:
        zora = holder(expires=None)
        one = held(zora, LAST_DAY)
        token = token_of(zora)
        (first,) = read(token)
        moved(one, LAST_DAY + timedelta(days=1826))
        (second,) = read(token, 230)

        assert (str(first["UID"]) != str(second["UID"]), int(second["SEQUENCE"])) == (True, 0)

    def test_what_is_retired_goes_and_comes_back_as_what_it_was(self) -> None:
        zora = holder()
        token = token_of(zora)
        (first,) = read(token)
        retire_credential(zora.pk, "cma-aama", on=ahead(200))
        assert read(token, 1) == []
        gone = read_feed(token, now=AT + timedelta(days=1))
        keep_again(zora.pk, ["cma-aama"])
        (back,) = read(token, 2)

        assert gone is not None
        assert gone.changed_at == AT + timedelta(days=1)
        assert (back["UID"], int(back["SEQUENCE"])) == (first["UID"], 0)

    def test_other_lead_times_are_other_alarms(self) -> None:
        zora = holder()
        token = token_of(zora)
        read(token)
        set_reminders(zora.pk, ReminderChoice(is_on=False, leads=(30,), hour=18, quiet=None))
        (event,) = read(token, 1)

        assert [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")] == [timedelta(hours=18, days=-30)]
        assert int(event["SEQUENCE"]) == 1

    def test_new_address_keeps_the_events(self) -> None:
        zora = holder()
        old = token_of(zora)
        (first,) = read(old)
        new = token_of(zora)

        assert read_feed(old, now=AT) is None
        assert [event["UID"] for event in read(new)] == [first["UID"]]
        revoke_feed(zora.pk)
        assert (read_feed(new, now=AT), CalendarFeed.objects.count(), FeedEvent.objects.count()) == (None, 0, 1)

    def test_day_of_use_is_kept_and_no_address(self) -> None:
        token = token_of(holder())
        assert CalendarFeed.objects.get().used_on is None
        read(token)
        kept = CalendarFeed.objects.get()

        assert (kept.used_on, kept.token_hash) == (AT.date(), token_hash(token))
        assert len(token) >= 43


def get(token: str, **headers: str) -> HttpResponse:
    return Visitor().get(f"/calendar/{token}.ics", headers=headers)


class TestAddress:
    def test_is_read_without_a_session_and_gives_no_cookie(self) -> None:
        token, client = token_of(holder(), at=datetime.now(UTC)), Visitor()
        response = client.get(f"/calendar/{token}.ics")

        assert (response.status_code, dict(client.cookies)) == (200, {})
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert response.headers["Cache-Control"] == "private, no-cache"
        assert "Cookie" not in response.headers.get("Vary", "")
        assert response.headers["X-Robots-Tag"] == "noindex"

    def test_what_did_not_change_is_not_sent_again(self) -> None:
        zora = holder()
        token = token_of(zora, at=datetime.now(UTC))
        first = get(token)
        known = {"if-none-match": first.headers["ETag"]}
        since = {"if-modified-since": first.headers["Last-Modified"]}

        assert [get(token, **asked).status_code for asked in (known, since)] == [304, 304]
        assert get(token, **known).content == b""
        set_reminders(zora.pk, ReminderChoice(is_on=True, leads=(30,), hour=18, quiet=None))
        changed = get(token, **known)
        assert (changed.status_code, changed.headers["ETag"] != first.headers["ETag"]) == (200, True)

    def test_address_that_ended_is_one_that_never_was(self) -> None:
        zora = holder()
        ended = token_of(zora)
        revoke_feed(zora.pk)
        closed = holder("closed@example.org")
        of_closed = token_of(closed)
        User.objects.filter(pk=closed.pk).update(is_active=False)
        answers = [get(token) for token in (ended, NOBODYS_TOKEN, of_closed)]

        assert [answer.status_code for answer in answers] == [404] * 3
        assert len({(answer.content, answer.headers["Content-Type"]) for answer in answers}) == 1

    def test_guesses_are_counted_and_so_is_an_eager_calendar(self) -> None:
        assert [get(f"{NOBODYS_TOKEN}{at}").status_code for at in range(31)] == [404] * 30 + [429]
        token = token_of(holder())

        assert [get(token).status_code for _ in range(61)] == [200] * 60 + [429]

    def test_address_stands_in_no_log_and_no_table(
        self, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
    ) -> None:
        caplog.set_level(logging.DEBUG)
        token = token_of(holder())
        get(token)
        get(f"{token}x")
        Visitor().post(f"/calendar/{token}.ics")
        CalendarFeed.objects.all().delete()
        get(token)

        logged = caplog.text + "".join(capfd.readouterr())
        assert token not in logged

    def test_page_shows_it_once_and_says_when_it_was_read(self) -> None:
        zora = signed_in(holder())
        made = zora.post("/reminders/calendar/")
        shown = see(zora, "/reminders/calendar/")
        address = made.content.decode().split('readonly value="')[1].split('"')[0]

        assert made.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
        assert f'href="webcal://{address.removeprefix("https://")}"' in made.content.decode()
        assert address not in shown.text
        assert "No calendar has read it yet." in shown.main.text
        get(address.rpartition("/")[2].removesuffix(".ics"))
        assert "A calendar last read it on" in see(zora, "/reminders/calendar/").main.text
        zora.post("/reminders/calendar/", {"end": "1"})
        assert "The address has ended." in see(zora, "/reminders/calendar/").main.text
