"""How often something may be tried, and that counting it tells nothing."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from pytest_django import Settings

from members import PASSWORD, TOO_OFTEN, new_user, said, signed_in
from pages import read_page
from visitors import Visitor

pytestmark = pytest.mark.django_db


def at(place: str) -> Visitor:
    """Return the browser of somebody with a network address."""
    client = Visitor()
    client.defaults["REMOTE_ADDR"] = place
    return client


def tries(address: str, told: dict[str, str], times: int, client: Visitor | None = None) -> list[int]:
    client = client or Visitor()
    return [client.post(address, told).status_code for _ in range(times)]


@pytest.mark.parametrize(
    ("address", "told", "most"),
    [
        ("/account/sign-in/", {"login": "", "password": "x"}, 30),
        ("/account/sign-up/", {"email": "", "password1": "x"}, 20),
        ("/account/password/forgotten/", {"email": "ada@example.org"}, 5),
        ("/account/passkeys/sign-in/", {"credential": "{}"}, 10),
    ],
)
def test_visitor_is_stopped(address: str, told: dict[str, str], most: int) -> None:
    statuses = tries(address, told, most + 1)
    stopped = Visitor().post(address, told)  # another browser at the same place

    assert (TOO_OFTEN in statuses[:-1], statuses[-1], stopped.status_code) == (False, TOO_OFTEN, TOO_OFTEN)
    assert (read_page(stopped).heading, stopped.headers["Retry-After"]) == ("That was tried too often", "60")
    assert Visitor().get(address).status_code != TOO_OFTEN


@pytest.mark.parametrize(
    ("address", "told", "most"),
    [
        ("/account/confirm/", {"password": "wrong"}, 10),
        ("/account/password/", {"oldpassword": "wrong", "password1": PASSWORD}, 5),
    ],
)
def test_member_is_stopped(address: str, told: dict[str, str], most: int) -> None:
    client = signed_in()

    assert tries(address, told, most + 1, client)[-1] == TOO_OFTEN


def test_address_cannot_be_buried_in_mails() -> None:
    told = {"email": "ada@example.org", "password1": PASSWORD}
    statuses = tries("/account/sign-up/", told, 1) + tries("/account/sign-up/", told, 1)

    assert (statuses, len(mail.outbox)) == ([302, TOO_OFTEN], 1)


@pytest.mark.parametrize("email", ["ada@example.org", "eve@example.org"])
def test_password_cannot_be_guessed_from_many_places(email: str) -> None:
    """Of an account or of none: five wrong ones, then none at all for a while, not even the right one."""
    new_user()
    for place in range(5):
        at(f"10.0.0.{place}").post("/account/sign-in/", {"login": email, "password": "wrong"})
    told = at("10.0.1.1").post("/account/sign-in/", {"login": email.upper(), "password": PASSWORD})

    assert read_page(told).one("div", cls="mistakes").texts("li") == [
        "That was tried too often. Wait five minutes, then try again."
    ]
    assert said(told) == []


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted_apart"),
    [
        (0, "10.0.0.{}", False),
        (1, "10.0.0.{}", True),
        (1, "10.0.0.{}, 10.9.9.9", False),
        (2, "10.0.0.{}, 10.9.9.9", True),
    ],
)
def test_client_behind_proxies_is_who_the_nearest_of_ours_says(
    settings: Settings, proxies: int, forwarded: str, counted_apart: bool
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    told = {"email": "", "password1": "x"}
    statuses = [
        Visitor().post("/account/sign-up/", told, headers={"x-forwarded-for": forwarded.format(place)}).status_code
        for place in range(21)
    ]

    assert (TOO_OFTEN not in statuses) is counted_apart


def test_counts_stand_in_the_database_under_names_that_tell_nothing() -> None:
    new_user()
    at("203.0.113.77").post("/account/sign-in/", {"login": "ada@example.org", "password": "wrong"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM certway_cache")
        rows = cursor.fetchall()
    cache.set("a", "b")

    assert len(rows) >= 3
    kept = "\n".join(f"{key} {value}" for key, value in rows)
    assert [word for word in ("203.0.113", "ada@", "login", "ip") if word in kept.split(" ", 1)[0]] == []
    assert {len(key) for key, _ in rows} == {len(":1:") - 1 + 64}
    assert cache.get("a") == "b"
