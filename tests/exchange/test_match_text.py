"""A match in words and as JSON: every point and figure is said, nothing is filled in that is not known."""

from __future__ import annotations

import json
from functools import cache

import pytest

from builders.records import ordinal
from certway.answers.evidence import Evidence
from certway.answers.match import Match, match
from certway.core.person.record import Record
from certway.core.rulebook.freshness import freshness_on
from certway.exchange.match_json import match_json
from certway.exchange.match_rules import load_match_rules
from certway.exchange.match_text import MatchText, match_text
from certway.exchange.words.telling import Telling
from planning import TODAY, maria

EVERYTHING = {
    "side": "laboratory",
    "settings": ("blood-bank", "hospital-laboratory"),
    "patient_contact": "none",
    "months": 2400,
    "money_now": 150_000,
    "budget": 600_000,
    "hours_per_week": 1400,
    "degree": "associate",
    "pay": 4_000_000,
    "renewal_points": 1200,
    "states": ("TX", "WA"),
}


@cache
def answer(*, wishes: bool = False) -> Match:
    record = Record(singles={"preferences": EVERYTHING}) if wishes else maria()
    return match(load_match_rules(), record, as_of=TODAY)


def text(found: Match) -> MatchText:
    return match_text(found, Telling(as_of=TODAY))


@pytest.mark.parametrize("wishes", [False, True])
def test_every_point_has_its_sentence(wishes: bool) -> None:
    found = answer(wishes=wishes)
    for one, told in zip(found.credentials, text(found).credentials, strict=True):
        assert len(told.points) == len(one.ranked.points)
        assert all(point.name and point.because and point.points for point in told.points)
        assert len(told.obstacles) == len(one.ranked.obstacles)


def test_all_ten_wishes_are_weighed_when_all_are_made() -> None:
    assert {len(one.points) for one in text(answer(wishes=True)).credentials} == {10}


def test_headline_names_the_first_and_the_lead_its_day_and_cost() -> None:
    found = text(answer())
    first = found.credentials[0]
    assert found.headline == f"{first.short} suits you best"
    assert found.lead.startswith("You could be certified by ")


def test_combined_wage_says_so_wherever_it_is_shown() -> None:
    for one in text(answer()).credentials:
        pay = next(figure for figure in one.figures if figure.name == "Pay")
        combined = "One figure for technologists and technicians together" in pay.note
        assert combined == one.id.startswith(("mlt", "mls"))


@pytest.mark.parametrize("on", [TODAY, ordinal("2031-01-01")])
def test_figure_is_marked_when_any_of_its_sources_is_old_or_second_hand(on: int) -> None:
    found = match(load_match_rules(), maria(), as_of=on)
    for one, told in zip(found.credentials, match_text(found, Telling(as_of=on)).credentials, strict=True):
        way, figures = one.way, one.brought.figures.evidence
        rests_on = {
            "Time to certified": way.time_evidence if way else (),
            "Cost to certified": (*way.cost_evidence, *figures["first_year_usd"]) if way else (),
            "Exam": (*figures["items"], *figures["minutes"], *figures["pass_rate"]),
            "Upkeep": (*figures["points_a_year"], *figures["upkeep_usd"]),
            "Pay": one.brought.wage_evidence,
            "Where it leads": [source for edge in one.brought.leads for source in edge.sources],
        }
        marks = {figure.name: figure.mark for figure in told.figures}
        for name, evidence in rests_on.items():
            sources = [each.source if isinstance(each, Evidence) else each for each in evidence]
            doubtful = any(freshness_on(source, on).doubtful for source in sources)
            assert (marks[name] is not None) == doubtful, (one.credential.id, name)


def test_states_laws_are_told_by_their_number_and_age() -> None:
    for one, told in zip(answer().credentials, text(answer()).credentials, strict=True):
        (where,) = (figure for figure in told.figures if figure.name == "Where it counts")
        second_hand = len(one.brought.places.second_hand)
        assert where.open == (len(one.brought.places.unsure) == 52)
        assert where.open or f"For {second_hand} of those that are known" in where.note
        assert where.open or "is known since" in where.note


def test_json_is_plain_and_adds_up() -> None:
    shown = match_json(answer(), Telling(as_of=TODAY))
    read = json.loads(json.dumps(shown))
    assert read == shown
    for one in read["credentials"]:
        assert one["score"] == [sum(point["points"][end] for point in one["points"]) for end in (0, 1)]
        assert {name for name, sources in one["sources"].items() if sources} >= {"exam", "upkeep", "pay"}
        assert all(source["url"] and source["confidence"] for each in one["sources"].values() for source in each)


def test_cost_without_the_fee_says_so_in_figure_point_and_limit() -> None:
    found = answer()
    (ncma,) = (one for one in text(found).credentials if one.id == "ncma-ncct")
    cost = next(figure for figure in ncma.figures if figure.name == "Cost to certified")
    money = next(point for point in ncma.points if point.name == "Money in all")
    assert "without the application fee, which is not published" in cost.note
    assert "what it adds is not known" in money.because
    assert (ncma.mark, len(ncma.obstacles)) == ("unknown", 1)
    assert "$6,000 is not known" in ncma.obstacles[0]
