"""The time zone by which days begin and end: first the browser's, then the one that was chosen."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from certway.records.models import User
from certway.web.accounts.time_zone import ZoneForm
from certway.web.clock import ZONE_COOKIE
from members import new_user, signed_in
from pages import read_page
from visitors import see, send
from web.site.test_page_html import check_page
from web.test_clock import ZONES, said_day, steady

pytestmark = pytest.mark.django_db


def test_first_sign_in_keeps_the_browsers_zone_and_a_later_one_leaves_it() -> None:
    user = new_user()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        client = signed_in(user, zone=zone)

        assert User.objects.get().time_zone == "Pacific/Kiritimati"
        assert "Pacific/Kiritimati" in see(client, "/account/").main.text


def test_day_is_that_of_the_account_in_any_browser() -> None:
    user = new_user()
    User.objects.update(time_zone=ZONES[0])
    client = signed_in(user)
    client.cookies[ZONE_COOKIE] = ZONES[1]
    shown, expected = steady(lambda: see(client, "/answer/").main.one("p", cls="date").text, lambda: said_day(ZONES[0]))

    assert shown == expected


def test_zone_is_chosen_and_what_is_none_is_refused() -> None:
    client = signed_in(new_user())
    page = see(client, "/account/time-zone/")
    check_page(page)
    assert page.texts("option")[:2] == ["Eastern time (New York)", "Central time (Chicago)"]
    send(client, "/account/time-zone/", {"zone": "America/Phoenix"})

    for wrong in ("", "Mars/Olympus", "../../etc/passwd"):
        check_page(page := read_page(send(client, "/account/time-zone/", {"zone": wrong}, status=422)))
        assert "Choose a time zone from the list." in page.main.text
    assert User.objects.get().time_zone == "America/Phoenix"
    assert "Arizona (Phoenix)" in see(client, "/account/").main.text


def test_every_zone_on_the_list_can_be_kept() -> None:
    field = ZoneForm("").fields["zone"]
    names = [name for _group, zones in field.choices for name, _title in zones]  # type: ignore[attr-defined]

    assert len(names) == len(set(names)) > 400
    assert max(map(len, names)) <= 64
    assert all(ZoneInfo(name) for name in names)
