"""What helps: the credentials to choose from, and what is on offer for each."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certway.actions.see_resources import see_resources
from certway.exchange.resources_text import ResourcesText, resources_text
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.telling import Telling
from certway.web.clock import machine_today
from every_page import GOALS
from pages import Element
from visitors import MARIA, Visitor, see, visitor_who_told

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def told(credential: str) -> ResourcesText:
    day = machine_today()
    about = shipped_rules().sheets[credential].credential
    return resources_text(see_resources(credential, day), about, Telling(as_of=day))


def page_of(credential: str) -> Element:
    return see(Visitor(), f"/resources/{credential}/")


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_choice_lists_every_credential_with_how_much_there_is() -> None:
    page = see(Visitor(), "/resources/")
    cards = page.main.all("li", cls="card")

    assert [card.one("a").get("href") for card in cards] == [f"/resources/{goal}/" for goal in shipped_rules().sheets]
    assert [card.one("p").text for card in cards] == [told(goal).summary for goal in shipped_rules().sheets]


@pytest.mark.parametrize("credential", GOALS)
def test_page_shows_every_stage_offer_and_gap_in_order(credential: str) -> None:
    text, page = told(credential), page_of(credential)
    sections = page.main.all("section")

    assert page.heading == f"What helps you to the {text.short}"
    assert [one.one("h2").text for one in sections] == [stage.title for stage in text.stages]
    assert page.one("nav", cls="contents").links == [f"#{stage.id}" for stage in text.stages]
    for section, stage in zip(sections, text.stages, strict=True):
        shown = squeezed(section.text)
        assert [offer.one("h3").text for offer in section.all("li", cls="offer")] == [one.name for one in stage.offers]
        assert [one.name for one in stage.kinds if squeezed(one.name) not in shown] == []
        assert [one.title for one in stage.advice if squeezed(one.title) not in shown] == []
        assert [gap for gap in stage.gaps if squeezed(gap) not in shown] == []


@pytest.mark.parametrize("credential", GOALS)
def test_offer_says_its_price_address_age_and_doubts(credential: str) -> None:
    offers = [offer for stage in told(credential).stages for offer in stage.offers]
    shown = page_of(credential).main.all("li", cls="offer")

    for offer, item in zip(offers, shown, strict=True):
        assert item.texts("p", cls="price") == ([offer.price] if offer.price else [])
        links = [(link.text, link.get("href"), link.get("rel")) for link in item.one("h3").all("a")]
        assert links == ([(offer.name, offer.url, "noreferrer")] if offer.url else [])
        said = squeezed(item.text)
        lines = (offer.warning, offer.note, offer.address, *offer.says, *offer.counts, *offer.trust.doubts)
        assert [line for line in lines if squeezed(line) not in said] == []
        assert squeezed(offer.trust.read) in said.replace("Read", "read")
        assert offer.host in item.text
        assert ("◦" in item.one("summary").text) == bool(offer.trust.doubts)
        figures = [part for figure in offer.figures for part in (figure.title, figure.text, *figure.doubts)]
        assert [part for part in figures if squeezed(part) not in said] == []


def test_page_has_no_scripts_or_styles_of_its_own() -> None:
    page = page_of("mls-ascp")

    assert [one for one in page.main.walk() if one.tag in ("script", "style") or one.get("style")] == []
    assert [link for link in page.main.all("a") if link.get("href").startswith("http") and not link.get("rel")] == []


@pytest.mark.parametrize("maria", [False, True])
def test_page_is_the_same_for_everybody_and_asks_nothing(maria: bool) -> None:
    visitor = visitor_who_told(MARIA) if maria else Visitor()
    with CaptureQueriesContext(connection) as seen:
        page = see(visitor, "/resources/cma-aama/")

    assert len(seen) == (1 if maria else 0)  # the session, which may name who has signed in
    assert page.main.texts("h3") == page_of("cma-aama").main.texts("h3")


@pytest.mark.parametrize("credential", GOALS)
def test_answer_leads_here_and_back(credential: str) -> None:
    answer = see(visitor_who_told(MARIA), f"/answer/{credential}/")

    assert f"/resources/{credential}/" in answer.main.links
    assert f"/answer/{credential}/" in page_of(credential).main.links


@pytest.mark.parametrize("address", ["/resources/cpa/", "/resources/CMA-AAMA/", "/resources/cma-aama/x/"])
def test_credential_that_there_is_not_is_not_found(address: str) -> None:
    assert Visitor().get(address).status_code == 404
