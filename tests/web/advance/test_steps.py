"""The page of what comes next: from where she stands, in her state, with pictures that are tables too."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from certway.exchange.shipped_rules import shipped_rules
from planning import maria
from visitors import Visitor, see, visitor_who_told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def patient(settings: Settings) -> None:
    settings.PLAN_PATIENCE_SECONDS = 120


def test_every_step_of_marias_ladder_is_a_card() -> None:
    page = see(visitor_who_told(maria()), "/next/")
    heads = [head.text for head in page.all("h4")]

    assert heads[0] == "CMA (AAMA): Certified Medical Assistant"
    assert any(head.startswith("MLT (ASCP)") for head in heads)
    assert page.one("option", selected="").get("value") == "TX"
    assert len(page.all("table", cls="wages")) == len(page.all("div", cls="picture")) > 0


def test_other_state_is_shown_when_asked_for() -> None:
    page = see(visitor_who_told(maria()), "/next/?state=ca")
    assert page.one("option", selected="").get("value") == "CA"
    assert "California" in page.text


def test_state_that_is_none_is_said_to_be_so() -> None:
    page = see(visitor_who_told(maria()), "/next/?state=ZZ")
    assert "Choose a state from the list." in page.text


def test_who_told_nothing_begins_at_the_bottom() -> None:
    assert "You have told us nothing about yourself yet" in see(Visitor(), "/next/").text


def test_wage_of_laboratory_work_is_never_that_of_one_credential_alone() -> None:
    page = see(visitor_who_told(maria()), "/next/")
    combined = "Clinical Laboratory Technologists and Technicians"
    (mlt,) = (card for card in page.all("article") if card.all("h4") and card.one("h4").text.startswith("MLT (ASCP)"))
    assert combined in mlt.text


def test_page_asks_the_database_as_often_for_one_state_as_for_another(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    visitor = visitor_who_told(maria())
    for state in ("", "?state=CA", "?state=WA"):
        with django_assert_max_num_queries(3):
            see(visitor, f"/next/{state}")


def test_ladder_draws_every_stop_and_its_name() -> None:
    page = see(visitor_who_told(maria()), "/next/")
    assert len(page.all("circle", cls="rung")) == len(page.one("svg", cls="ladder").all("text"))
    assert shipped_rules().ladder.rungs
