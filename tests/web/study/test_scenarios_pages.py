"""Scenarios on pages: listed, played with forms alone, kept once at the end, and impossible ways refused."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import ScenarioRun, User
from members import new_user, signed_in
from pages import Element, read_page
from visitors import Visitor, see, send
from web.site.test_page_html import check_page

pytestmark = pytest.mark.django_db

ADDRESS = "/study/scenarios/fainting-donor/"
SCENARIO = next(one for one in shipped_bank().bank.scenarios if one.id == "fainting-donor")
BAD_WAY = ("feels-funny.1", "slumped-with-needle.0")
NO_WAYS = (
    ("feels-funny.9",), ("slumping.0",), ("feels-funny.1", "feels-funny.1"), ("feels-funny.²",), ("feels-funny",),
    (*BAD_WAY, "fell.0"), ("",), ("feels-funny.-1",),
)  # fmt: skip


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


@pytest.fixture
def zora(user: User) -> Visitor:
    return signed_in(user, zone="America/Chicago")


def here(page: Element) -> Element:
    """Return the place in sight."""
    (place,) = [one for one in page.all("section", cls="happening") if "hidden" not in one.attributes]
    return place


def form_in(part: Element) -> tuple[Element, dict[str, list[str]]]:
    """Return the form in sight, with what it sends before a button adds to it."""
    (form,) = [one for one in part.all("form") if "hidden" not in one.attributes]
    told: dict[str, list[str]] = {}
    for one in form.all("input", type="hidden"):
        told.setdefault(str(one.get("name")), []).append(str(one.get("value")))
    return form, told


def choose(client: Visitor, page: Element, number: int) -> Element:
    """Press the button of a choice; returns the page that tells what it was worth."""
    form, told = form_in(here(page))
    button = form.all("button")[number]
    told.setdefault("way", []).append(str(button.get("value")))
    response = client.get(ADDRESS, told)
    assert response.status_code == 200
    return read_page(response)


def go_on(client: Visitor, page: Element) -> Element:
    """Press the button that goes on."""
    (card,) = [one for one in here(page).all("div", cls="chosen") if "hidden" not in one.attributes]
    form, told = form_in(card)
    if form.get("method") == "get":
        return read_page(client.get(ADDRESS, told))
    return see(client, send(client, ADDRESS, told).headers["Location"])


def test_scenario_is_played_with_forms_and_kept_at_its_end(zora: Visitor) -> None:
    page = see(zora, ADDRESS)
    check_page(page)
    assert here(page).get("data-at") == SCENARIO.opening
    for told in BAD_WAY:
        place, _, number = told.partition(".")
        assert here(page).get("data-at") == place
        page = choose(zora, page, int(number))
        check_page(page)
        choice = SCENARIO.by_id[place].choices[int(number)]
        (card,) = [one for one in here(page).all("div", cls="chosen") if "hidden" not in one.attributes]
        assert choice.why in card.text
        assert ScenarioRun.objects.count() == 0
        page = go_on(zora, page)
    check_page(page)
    assert "Kept in your record." in page.text
    assert SCENARIO.by_id["fell"].lesson in here(page).text
    gone = [one for one in page.one("section", id="way").all("li") if "hidden" not in one.attributes]
    assert [one.get("data-step") for one in gone] == list(BAD_WAY)
    assert "Not good: Say" in gone[0].text
    assert "Better: Release the tourniquet" in gone[0].text
    row = ScenarioRun.objects.get()
    assert row.path == [["feels-funny", 1], ["slumped-with-needle", 0]]
    assert (row.grades, row.ending, row.spent) == (["poor", "harmful"], "bad", None)
    assert "0 of 1" in see(zora, "/study/scenarios/").text


def test_way_is_kept_once_though_somebody_goes_back_in_it(zora: Visitor) -> None:
    told = choose(zora, go_on(zora, choose(zora, see(zora, ADDRESS), 1)), 0)
    go_on(zora, told)
    assert "This run was kept before" in go_on(zora, told).text
    assert ScenarioRun.objects.count() == 1
    go_on(zora, choose(zora, see(zora, ADDRESS), 0))  # played again, from the beginning
    assert [row.ending for row in ScenarioRun.objects.order_by("pk")] == ["bad", "bad"]


@pytest.mark.parametrize("way", NO_WAYS)
def test_impossible_way_is_refused_and_said(zora: Visitor, way: tuple[str, ...]) -> None:
    for response in (zora.get(ADDRESS, {"way": way}), zora.post(ADDRESS, {"way": way})):
        assert response.status_code == 422
        page = read_page(response)
        check_page(page)
        assert "There is no such way through this situation" in page.one("div", role="alert").text
        assert here(page).get("data-at") == SCENARIO.opening
    assert ScenarioRun.objects.count() == 0


def test_way_that_is_not_at_its_end_is_not_kept(zora: Visitor) -> None:
    send(zora, ADDRESS, {"way": ["feels-funny.1"]}, 422)
    assert ScenarioRun.objects.count() == 0


def test_visitor_sees_every_scenario_to_read_and_where_to_sign_in() -> None:
    page = see(Visitor(), "/study/scenarios/")
    check_page(page)
    assert {f"/bank/scenarios/{one.id}/" for one in shipped_bank().bank.scenarios} <= set(page.links)
    assert "/account/sign-in/?next=/study/scenarios/" in page.links
    assert Visitor().get(ADDRESS).headers["Location"] == f"/account/sign-in/?next={ADDRESS}"


def test_ways_are_one_s_own(zora: Visitor) -> None:
    go_on(zora, choose(zora, see(zora, ADDRESS), 0))
    eve = signed_in(new_user("eve@example.org"))
    assert see(eve, "/study/scenarios/").all("dl", cls="facts") == []
    see(eve, "/study/scenarios/juggling/", 404)


def test_lists_ask_the_database_as_often_for_three_ways_as_for_one(zora: Visitor) -> None:
    counts = []
    for number in range(3):
        go_on(zora, choose(zora, see(zora, ADDRESS), 0))
        if number != 1:
            with CaptureQueriesContext(connection) as asked:
                for address in ("/study/scenarios/", ADDRESS):
                    see(zora, address)
            counts.append(len(asked))
    assert counts[0] == counts[1] <= 10
