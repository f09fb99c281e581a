"""The first page."""

from __future__ import annotations

import pytest

from certway.exchange.words.catalogue import catalogue
from visitors import MARIA, Visitor, see, visitor_who_told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("told", "button"), [(False, "start.begin"), (True, "start.go-on")])
def test_first_page_leads_on(told: bool, button: str) -> None:
    page = see(visitor_who_told(MARIA) if told else Visitor(), "/")
    begin, compare = page.main.all("a", cls="button")

    assert page.heading == catalogue().say("start.heading")
    assert (begin.get("href"), begin.text) == ("/where-you-stand/", catalogue().say(button))
    assert (compare.get("href"), compare.text) == ("/compare/", catalogue().say("start.compare"))


def test_first_page_shows_every_stop_of_the_road() -> None:
    stops = see(Visitor(), "/").one("section", cls="tour").all("a")

    assert [(one.get("href"), one.text) for one in stops] == [
        (address, catalogue().say(f"road.{name}"))
        for name, address in (
            ("compare", "/compare/"),
            ("where", "/where-you-stand/"),
            ("answer", "/answer/"),
            ("plan", "/plan/"),
            ("study", "/study/"),
            ("renew", "/renew/"),
        )
    ]


@pytest.mark.parametrize(
    ("address", "stop"),
    [
        ("/compare/", "compare"),
        ("/where-you-stand/", "where"),
        ("/where-you-stand/work/", "where"),
        ("/where-you-stand/forget/", "where"),
        ("/answer/", "answer"),
        ("/answer/cma-aama/", "answer"),
        ("/plan/", "plan"),
        ("/plan/cma-aama/", "plan"),
        ("/exams/", "study"),
        ("/bank/", "study"),
        ("/renew/", "renew"),
        ("/renew/credits/", "renew"),
        ("/credentials/", "renew"),
    ],
)
def test_road_shows_where_one_is(address: str, stop: str) -> None:
    road = see(Visitor(), address).one("nav", cls="road")

    assert [one.text for one in road.all("a", **{"aria-current": "step"})] == [catalogue().say(f"road.{stop}")]


def test_page_beside_the_road_is_at_no_stop() -> None:
    road = see(Visitor(), "/nowhere/", 404).one("nav", cls="road")

    assert road.all("a", **{"aria-current": "step"}) == []
    assert len(road.all("a")) == 6
