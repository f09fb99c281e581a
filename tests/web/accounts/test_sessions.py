"""Where one is signed in, the end of it elsewhere, and how little is kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certway.actions.see_sessions import session_name
from certway.records.models import Person
from certway.records.visits import USED_ON
from certway.web.accounts.keeping import browser_name
from certway.web.clock import ZONE_COOKIE
from members import is_signed_in, new_passkey, new_user, signed_in, sure
from visitors import Visitor, see, send, visitor_who_told
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1 Version/18.3 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (WINDOWS, "Firefox, Windows"),
        (PHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.5.0 of Ada in Austin", ""),
        ("", ""),
        ("Firefox, Windows", "Firefox, Windows"),
    ],
)
def test_browser_is_named_and_nothing_more(agent: str, name: str) -> None:
    assert browser_name(agent) == name


def test_sessions_are_listed_and_ended_elsewhere() -> None:
    user = new_user()
    others, client = [signed_in(user, agent=WINDOWS), signed_in(user)], signed_in(user, agent=PHONE)
    stranger = signed_in(new_user("eve@example.org"))
    page = see(client, "/account/sessions/")
    check_page(page)
    assert page.texts("strong") == ["Safari, iPhone", "A browser", "Firefox, Windows"]
    assert [one.text.endswith("This one") for one in page.all("li", cls="card")] == [True, False, False]
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"0.0.0.0"}
    send(client, "/account/sessions/")

    assert [is_signed_in(one) for one in (*others, client, stranger)] == [False, False, True, True]
    assert see(client, "/account/sessions/").texts("strong") == ["Safari, iPhone"]


def test_session_says_when_it_began_and_was_used_and_ends_singly() -> None:
    user = new_user()
    old, client, stranger = signed_in(user), signed_in(user, agent=PHONE), signed_in(new_user("eve@example.org"))
    UserSession.objects.filter(session_key=old.session.session_key).update(
        created_at=datetime(2026, 3, 1, 20, 5, tzinfo=UTC)
    )
    session = old.session
    session[USED_ON] = "2026-03-09"
    session.save()
    client.cookies[ZONE_COOKIE] = "America/Chicago"
    page = see(client, "/account/sessions/")
    check_page(page)
    assert page.all("li", cls="card")[1].texts("p") == ["Signed in 1 March 2026, 2:05 pm", "Last used 9 March 2026"]
    (name,) = (one.get("value") for one in page.all("input", name="end"))

    send(stranger, "/account/sessions/", {"end": name})
    for key in (name[:-1], str(session.session_key), session_name(str(client.session.session_key))):
        send(client, "/account/sessions/", {"end": key})
    assert [is_signed_in(one) for one in (old, client, stranger)] == [True, True, True]
    send(client, "/account/sessions/", {"end": name})
    assert [is_signed_in(one) for one in (old, client, stranger)] == [False, True, True]


def test_overview_says_what_is_not_set_up_and_offers_it() -> None:
    told = [row.text for row in see(signed_in(new_user()), "/account/").one("dl", cls="rows").all("div")]

    assert "Passkeys None yet Add a passkey" in told
    assert "Second step Not set up Set up Second step" in [" ".join(one.split()) for one in told]


def test_session_that_has_ended_is_not_listed() -> None:
    user = new_user()
    gone, client = signed_in(user), signed_in(user)
    send(gone, "/account/sign-out/")

    assert len(see(client, "/account/sessions/").texts("strong")) == 1


def ends_soon(client: Visitor) -> None:
    """Let a session end tomorrow, as if it had begun long ago."""
    session = client.session
    session.pop(USED_ON, None)
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(days=1))
    Person.objects.filter(owner=None).update(kept_until=timezone.now() + timedelta(days=1))


def days_left(client: Visitor) -> int:
    return round((Session.objects.get(pk=client.session.session_key).expire_date - timezone.now()).days)


def test_session_that_is_used_goes_on() -> None:
    client = signed_in(new_user())
    ends_soon(client)
    response = client.get("/home/")

    assert days_left(client) >= 59
    assert response.cookies["certway"]["max-age"] == 60 * 24 * 3600
    assert "certway" not in client.get("/home/").cookies  # it is written once a day


def test_session_of_a_visitor_lasts_as_long_as_what_she_told() -> None:
    client = visitor_who_told("work: [{role: other}]")
    ends_soon(client)
    client.get("/answer/")
    assert days_left(client) == 0
    send(client, "/where-you-stand/about/", {"name": "Zora"})

    assert days_left(client) >= 59


@pytest.mark.parametrize("address", ["/account/", "/account/sessions/", "/account/passkeys/", "/account/second-step/"])
def test_page_asks_as_often_with_three_rows_as_with_one(address: str) -> None:
    counts = []
    for name, rows in (("ada", 1), ("eve", 3)):
        user = new_user(f"{name}@example.org")
        client = signed_in(user)
        for row in range(rows):
            signed_in(user)
            new_passkey(user, str(row))
        with CaptureQueriesContext(connection) as seen:
            see(client, address)
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 10


def test_pages_of_the_road_ask_little_more_of_who_is_signed_in() -> None:
    client = signed_in()
    client.get("/home/")  # the first page of a day keeps the session
    counts = []
    for address in ("/", "/compare/", "/resources/"):
        with CaptureQueriesContext(connection) as seen:
            see(client, address)
        counts.append(len(seen))

    assert max(counts) <= 4  # the session, the user, the sections told, the entries


def test_visitor_leaves_no_trace_on_the_pages_of_accounts() -> None:
    client = Visitor()
    for address in ("/account/sign-in/", "/account/sign-up/", "/account/password/forgotten/", "/account/"):
        client.get(address)

    assert sorted(client.cookies) == ["csrftoken"]


def test_pages_of_an_account_are_sound_and_kept_nowhere() -> None:
    client = sure(signed_in())
    for address in (
        "",
        "sessions/",
        "sign-out/",
        "confirm/",
        "email/",
        "password/",
        "second-step/",
        "second-step/app/",
        "recovery-codes/new/",
        "passkeys/new/",
    ):
        response = client.get(f"/account/{address}")
        check_page(see(client, f"/account/{address}"))
        assert len(response.content) < 60_000
        if address not in ("sign-out/",):
            assert "no-store" in response.headers["Cache-Control"], address
