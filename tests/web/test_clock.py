"""The day: the visitor's where her browser tells the time zone, the machine's where it does not."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import day as day_words
from certway.web.clock import ZONE_COOKIE, day_of, end_of_day, machine_today, now, today
from visitors import Visitor, see

ZONES = ("Pacific/Kiritimati", "Pacific/Pago_Pago", "America/Chicago", "America/Argentina/Buenos_Aires", "UTC")


def request_from(zone: str) -> HttpRequest:
    request = RequestFactory().get("/")
    request.COOKIES[ZONE_COOKIE] = zone
    return request


def steady(read: Callable[[], object], expected: Callable[[], object]) -> tuple[object, object]:
    """Return what is read and what was expected, both of one day: midnight may come in between once."""
    for _ in range(2):
        before, found = expected(), read()
        if expected() == before:
            break
    return found, before


@pytest.mark.parametrize("zone", ZONES)
def test_day_is_the_visitors(zone: str) -> None:
    found, expected = steady(lambda: today(request_from(zone)), lambda: datetime.now(ZoneInfo(zone)).date().toordinal())

    assert found == expected


def test_day_differs_around_the_date_line() -> None:
    found, expected = steady(
        lambda: today(request_from(ZONES[0])) - today(request_from(ZONES[1])),
        lambda: (datetime.now(ZoneInfo(ZONES[0])).date() - datetime.now(ZoneInfo(ZONES[1])).date()).days,
    )

    assert found == expected
    assert found in (1, 2)


def said_day(zone: str | None) -> str:
    """Return what a page says of today in a time zone; on the machine, if None."""
    ordinal = machine_today() if zone is None else datetime.now(ZoneInfo(zone)).date().toordinal()
    return catalogue().say("answer.as-of", day=day_words(ordinal, catalogue()))


BAD = [
    "",
    "Nowhere/City",
    "America",
    "../../etc/passwd",
    "/etc/localtime",
    "/usr/share/zoneinfo/UTC",
    "America/../UTC",
    "zone.tab",
    "tzdata.zi",
    "a\x00b",
    "Köln/Süd",
    "\ud800",
    "x" * 65,
    "America/" * 40,
    "UTC; DROP TABLE",
    ".",
    "..",
    "America/",
    "__init__.py",
    "con",
]


@pytest.mark.parametrize("zone", BAD)
def test_zone_that_is_none_gives_the_machines_day(zone: str) -> None:
    found, expected = steady(lambda: today(request_from(zone)), machine_today)

    assert found == expected


def test_machines_day_is_that_of_its_zone() -> None:
    found, expected = steady(machine_today, lambda: datetime.now().astimezone().date().toordinal())

    assert found == expected


def test_day_of_the_machine_ends_by_the_time_of_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """With daylight saving the machine is not always as far from UTC as it is today."""
    monkeypatch.setenv("TZ", "America/Chicago")
    time.tzset()
    try:
        for day, hour in ((date(2026, 7, 10), 5), (date(2026, 12, 10), 6)):
            end = end_of_day(request_from(""), day.toordinal())
            assert end == datetime(day.year, day.month, day.day + 1, hour, tzinfo=UTC)
            assert day_of(request_from(""), end - timedelta(minutes=1)) == day.toordinal()
    finally:
        monkeypatch.undo()
        time.tzset()


def test_moment_is_in_utc_to_the_second() -> None:
    moment = now()

    assert (moment.tzinfo, moment.microsecond) == (UTC, 0)
    assert abs((datetime.now(UTC) - moment).total_seconds()) < 2


@pytest.mark.django_db
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "../../etc/passwd", "Köln", "%00"])
def test_page_is_of_the_visitors_day(zone: str) -> None:
    client = Visitor()
    client.cookies[ZONE_COOKIE] = zone

    there = zone if zone.startswith("Pacific") else None
    shown, wanted = steady(lambda: see(client, "/answer/").main.one("p", cls="date").text, lambda: said_day(there))
    assert shown == wanted
