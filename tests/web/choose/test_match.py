"""The page of the ranking: wishes in, the order out, nothing lost and nothing shown to others."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from pages import read_page
from planning import maria
from visitors import Visitor, record_of, see, send, visitor_who_told

pytestmark = pytest.mark.django_db


def test_page_ranks_for_who_told_something(settings: Settings) -> None:
    settings.PLAN_PATIENCE_SECONDS = 60
    page = see(visitor_who_told(maria()), "/compare/match/")
    assert "suits you best" in page.one("h1").text


def test_page_of_who_told_nothing_says_what_it_assumes(settings: Settings) -> None:
    settings.PLAN_PATIENCE_SECONDS = 60
    page = see(Visitor(), "/compare/match/")
    assert "You have told us nothing about yourself yet" in page.text


def test_page_of_progress_comes_where_it_takes_longer(settings: Settings) -> None:
    settings.PLAN_PATIENCE_SECONDS = 0
    visitor = visitor_who_told(maria())
    send(visitor, "/compare/match/", {"months": "77"})  # nobody has asked for that yet
    assert "takes a few seconds" in see(visitor, "/compare/match/", status=202).text


def test_wishes_are_kept(settings: Settings) -> None:
    settings.PLAN_PATIENCE_SECONDS = 60
    visitor = visitor_who_told(maria())
    send(visitor, "/compare/match/", {"side": "laboratory", "states": "tx, New Mexico", "months": "24"})
    told = record_of(visitor).single("preferences")
    assert (told["side"], told["states"], told["months"]) == ("laboratory", ("TX", "NM"), 2400)


def test_state_that_is_none_is_refused_and_kept_in_the_box() -> None:
    visitor = visitor_who_told(maria())
    page = read_page(send(visitor, "/compare/match/", {"states": "TX, Atlantis"}, status=422))
    assert 'We don\'t know "Atlantis"' in page.text
    assert page.one("input", name="states").get("value") == "TX, Atlantis"
    assert "states" not in record_of(visitor).single("preferences")
