"""Who may do what at which address, and that nobody ever sees another one's answers."""

from __future__ import annotations

import collections
import contextlib
import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from io import BytesIO

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse
from pypdf import PdfReader

from certway.records.models import Person
from every_page import (
    ADDRESSES,
    GOALS,
    LINKED,
    LIST_TOPICS,
    NOBODYS_KEY,
    SOME_GOALS,
    WHO,
    Address,
    addresses_of,
    routes,
    walk,
)
from kept_documents import keep
from members import new_passkey, new_user, sure
from pages import read_page
from visitors import MARIA, ZORA, ZORAS_WORDS, Visitor, draft_of, record_of, see, send, upload, visitor_who_told

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
NOBODYS = dict.fromkeys(("programs", "work", "education", "credentials", "attempts", "cards"), (NOBODYS_KEY,))


def allowed(address: Address) -> dict[str, int]:
    told = {"GET": address.get, "HEAD": address.get, "POST": address.post}
    return {method: status for method, status in told.items() if status is not None}


def test_every_address_of_the_project_is_in_the_table() -> None:
    assert sorted(routes()) == sorted(ADDRESSES)


@pytest.mark.any_database
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", ADDRESSES)
def test_address_takes_its_methods_and_no_other(route: str, method: str) -> None:
    expected = allowed(ADDRESSES[route])
    addresses = addresses_of(route, NOBODYS)
    for address in addresses if method in ("GET", "POST") and method in expected else addresses[:1]:
        response = Visitor().generic(method, address)

        assert (address, response.status_code) == (address, expected.get(method, 405))
        if response.status_code == 405:
            assert sorted(response.headers["Allow"].split(", ")) == sorted(expected)


@pytest.mark.urls("linked_pages")
def test_every_address_of_a_server_with_a_provider_is_in_the_table() -> None:
    assert sorted(routes()) == sorted([*ADDRESSES, *LINKED])


@dataclass
class Somebody:
    """A browser, whose every action is undone."""

    client: Visitor

    def tries(self, address: str) -> tuple[int, int]:
        """Return the status of GET and of POST."""
        statuses = []
        for method in (self.client.get, self.client.post):
            cookies = copy(self.client.cookies)
            with contextlib.suppress(Undone), transaction.atomic():
                response = method(address)
                statuses.append(response.status_code)
                if response.streaming:
                    collections.deque(response.streaming_content, maxlen=0)  # which closes its file
                raise Undone
            self.client.cookies = cookies
        return statuses[0], statuses[1]


class Undone(Exception):  # noqa: N818 - it is no error
    """Raised to take back what was done in the database."""


def everybody() -> tuple[dict[str, Visitor], dict[str, tuple[str, ...]]]:
    """Return a browser of each kind of person, and the keys of what the owner has."""
    owner = new_user("owner@example.org")
    keys = {"passkeys": (str(new_passkey(owner, "Phone").pk),)}
    signed = {"visitor": Visitor(), "owner": Visitor(), "someone else": Visitor(), "staff": Visitor()}
    others = {"someone else": new_user("other@example.org"), "staff": new_user("staff@example.org", staff=True)}
    for who, user in (("owner", owner), *others.items()):
        signed[who].force_login(user)
        sure(signed[who])
    upload(signed["owner"], ZORA)
    keys["documents"] = (str(keep(owner).public_id),)
    return signed, {**draft_of(signed["owner"]).keys, **keys}


@pytest.mark.parametrize(
    "table",
    [pytest.param(ADDRESSES, id="plain"), pytest.param(LINKED, id="linked", marks=pytest.mark.urls("linked_pages"))],
)
def test_access_matrix(table: Mapping[str, Address]) -> None:
    """Every address, for a visitor, its owner, someone else and staff: nobody gets what is another's."""
    people, keys = everybody()
    expected, found = {}, {}
    for who, client in people.items():
        for route, one in table.items():
            address = addresses_of(route, keys)[0]
            expected[who, route] = tuple(status or 405 for status in one.statuses(who))
            found[who, route] = Somebody(client).tries(address)

    assert {key: one for key, one in found.items() if one != expected[key]} == {}
    assert {who for who, _ in expected} == set(WHO)


@pytest.mark.any_database
@pytest.mark.parametrize("route", [route for route, one in ADDRESSES.items() if one.get is not None])
def test_head_is_get_without_the_page(route: str) -> None:
    address = addresses_of(route, NOBODYS)[0]
    got, head = Visitor().get(address), Visitor().head(address)

    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers["Content-Type"] == got.headers["Content-Type"]


@pytest.mark.any_database
@pytest.mark.parametrize("route", [route for route, one in ADDRESSES.items() if one.get == 200])
def test_looking_leaves_no_trace(route: str) -> None:
    for address in addresses_of(route, {}):
        client = Visitor()
        client.get(address)

        assert "certway" not in client.cookies, address
    assert Person.objects.count() == 0


@pytest.mark.any_database
def test_file_or_page_says_what_it_is() -> None:
    client = visitor_who_told(MARIA)
    routes = [route for route, one in ADDRESSES.items() if one.get == 200]
    found = {
        (route, client.get(address).headers["Content-Type"]) for route in routes for address in addresses_of(route, {})
    }

    assert found == {(route, ADDRESSES[route].kind) for route in routes}


@pytest.mark.any_database
@pytest.mark.parametrize(
    "address",
    [
        "/answer/cpa/",
        "/resources/cpa/",
        "/plan/cpa/",
        "/plan/cpa/calendar.ics",
        "/plan/cpa/plan.pdf",
        "/where-you-stand/shoes/",
        "/where-you-stand/wishes/",
        "/where-you-stand/shoes/new/",
        "/where-you-stand/school/new/",
        f"/where-you-stand/shoes/{NOBODYS_KEY}/",
        f"/where-you-stand/school/{NOBODYS_KEY}/",
        "/where-you-stand/work/12/",
        "/nowhere/",
        "/answer/%00/",
        "/static/certway/none.css",
        "/static/../secret.key",
        "/secret.key",
        "/certway.sqlite3",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_address_that_names_nothing_is_not_found(address: str, method: str) -> None:
    assert getattr(Visitor(), method)(address).status_code in ((404,) if method == "get" else (404, 405))


@pytest.mark.parametrize("address", ["/plan/cpa/drop/", f"/where-you-stand/school/{NOBODYS_KEY}/remove/"])
def test_action_on_nothing_is_not_found(address: str) -> None:
    assert Visitor().post(address).status_code == 404


def content_of(response: HttpResponse) -> str:
    if response.headers["Content-Type"] != "application/pdf":
        # Long lines of a calendar go on after a line break and a space.
        return response.content.decode().replace("\r\n ", "")
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)


def seen_by(client: Visitor, keys: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, str]:
    return {address: content_of(client.get(address)) for address in walk(client, keys=keys)}


def test_nobody_sees_the_answers_of_another() -> None:
    """Neither words and keys nor figures and dates, which stand on pages in forms of their own."""
    new = Visitor()
    before = seen_by(new)
    zora, other = visitor_who_told(ZORA), visitor_who_told(MARIA)
    own, keys = seen_by(zora), draft_of(zora).keys
    again = seen_by(new, keys)

    assert [word for word in ZORAS_WORDS if word not in "\n".join(own.values())] == []
    assert {address for address in before if _plain(before[address]) != _plain(again[address])} == set()
    assert _plain(own["/answer/"]) != _plain(again["/answer/"])
    for found in (again, seen_by(other, keys)):
        for address, seen in found.items():
            assert (address, [word for word in ZORAS_WORDS[:3] if word in seen]) == (address, [])
            assert [key for told in keys.values() for key in told if key in seen and key not in address] == []


def _plain(content: str) -> str:
    """A page without the token and the key of its forms, and without the server's time, which are new every time."""
    return re.sub(r'name="(csrfmiddlewaretoken|key)" value="[^"]*"|"now": \d+', "", content)


@pytest.mark.parametrize("topic", LIST_TOPICS)
def test_entry_of_one_is_gone_for_another(topic: str) -> None:
    zora, other = visitor_who_told(ZORA), visitor_who_told(MARIA)
    told = draft_of(zora)
    (key,) = told.keys[topic]
    address = reverse("qualify:entry", args=[topic, key])

    assert see(zora, address).one("form", cls="remove").get("action") == f"{address}remove/"
    for visitor in (other, Visitor()):
        assert see(visitor, address, 404).heading == "This entry is not there any more"
        assert read_page(send(visitor, address, {}, 404)).heading == "This entry is not there any more"
        send(visitor, f"{address}remove/")
    assert draft_of(zora) == told


def test_entry_is_found_under_its_own_topic_alone() -> None:
    zora = visitor_who_told(ZORA)
    ((key,),) = [keys for name, keys in draft_of(zora).keys.items() if name == "work"]

    for topic in set(LIST_TOPICS) - {"work"}:
        assert see(zora, reverse("qualify:entry", args=[topic, key]), 404).heading == "This entry is not there any more"


def test_actions_of_one_change_nothing_of_another() -> None:
    zora, other = visitor_who_told(ZORA), visitor_who_told(MARIA)
    told = draft_of(zora)
    for route, one in ADDRESSES.items():
        for address in addresses_of(route, told.keys) if one.post is not None else ():
            other.post(address, {"have": "no", "goal": "cma-aama", "wish": "budget", "kind": "ged"})

    assert draft_of(zora) == told
    assert record_of(other) != told.record


def test_forgetting_of_one_leaves_another() -> None:
    zora, other = visitor_who_told(ZORA), visitor_who_told(MARIA)
    told = draft_of(zora)
    send(other, "/where-you-stand/forget/")

    assert (draft_of(zora), draft_of(other).is_empty) == (told, True)


def test_session_cookie_cannot_be_made_up() -> None:
    zora = visitor_who_told(ZORA)
    guess = Visitor()
    guess.cookies["certway"] = str(Person.objects.get().public_id)

    assert "Quillfeather" not in guess.get("/where-you-stand/my-answers.yaml").content.decode()
    assert "Quillfeather" in zora.get("/where-you-stand/my-answers.yaml").content.decode()


def test_cookies_are_out_of_reach_of_scripts_and_other_sites() -> None:
    client = visitor_who_told(ZORA)
    see(client, "/where-you-stand/about/")
    cookies = {name: (bool(one["httponly"]), one["samesite"], one["path"]) for name, one in client.cookies.items()}

    assert cookies == {"certway": (True, "Lax", "/"), "csrftoken": (True, "Strict", "/")}


@pytest.mark.any_database
@pytest.mark.parametrize("goal", GOALS)
def test_every_goal_has_its_pages(goal: str) -> None:
    """Other tests look at all pages of some goals, and at the answer about each."""
    for route, one in ADDRESSES.items():
        if one.places == "some goals" and one.get == 200:
            address = addresses_of(route, {})[0].replace(SOME_GOALS[0], goal)
            assert (address, Visitor().get(address).status_code) == (address, 200)
    assert f"/answer/{goal}/" in addresses_of("answer/<slug:credential>/", {})
