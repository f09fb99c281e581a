"""Which credential suits: for Maria, for somebody who told nothing, and where limits stand in the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders.records import ordinal, record
from certway.answers.match import Match, match, match_wishes_of
from certway.core.choose.wishes import MatchWishes
from certway.core.person.fields import STATES
from certway.core.person.record import Record
from certway.exchange.match_rules import load_match_rules
from planning import TODAY, maria


def matched(record: Record | None = None, **preferences: object) -> Match:
    record = maria() if record is None else record
    told = {**record.single("preferences"), **preferences}
    return match(load_match_rules(), replace(record, singles={**record.singles, "preferences": told}), as_of=TODAY)


def feasible(answer: Match) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {one.credential.id: (one.ranked.feasible, one.ranked.obstacles) for one in answer.credentials}


def test_wishes_are_read_from_the_person_file() -> None:
    told = {
        "side": "laboratory",
        "settings": ("blood-bank",),
        "patient_contact": "none",
        "months": 2400,
        "money_now": 150_000,
        "budget": 600_000,
        "degree": "associate",
        "pay": 4_000_000,
        "renewal_points": 1200,
        "states": ("TX", "NM"),
        "importance": {"time": 500, "pay": 0},
    }
    assert match_wishes_of(Record(singles={"preferences": told})) == MatchWishes(
        side="laboratory",
        settings=frozenset({"blood-bank"}),
        contact="none",
        months=24,
        money_now=1500,
        budget=6000,
        degree="associate",
        pay=40_000,
        points=12,
        states=("TX", "NM"),
        importance={"time": 5, "pay": 0},
    )


def test_state_she_lives_in_counts_where_none_is_wished() -> None:
    assert match_wishes_of(maria()).states == ("TX",)


def test_every_credential_is_ranked_once_with_what_it_takes() -> None:
    answer = matched()
    assert sorted(one.credential.id for one in answer.credentials) == sorted(load_match_rules().sheets)
    assert [one.way is None for one in answer.credentials] == [not one.ways for one in answer.credentials]
    assert not answer.assumed


def test_marias_plan_to_the_cma_is_the_way_that_is_weighed() -> None:
    (cma,) = (one for one in matched().credentials if one.credential.id == "cma-aama")
    assert cma.way is not None
    assert (cma.way.price.likely, cma.way.route, cma.way.degree) == (5723, "category-1", "none")


def test_hours_and_money_that_do_not_reach_are_named() -> None:
    found = feasible(matched(budget=100_000))
    assert found["mls-ascp"] == ("not-feasible", ("hours", "budget"))
    assert found["cma-aama"] == ("not-feasible", ("budget",))


def test_degree_she_does_not_want_stands_in_the_way() -> None:
    found = feasible(matched(degree="none", hours_per_week=6000, budget=10_000_000))
    assert (found["mlt-ascp"], found["mls-ascp"]) == (("not-feasible", ("degree",)),) * 2
    assert found["cma-aama"] == ("feasible", ())


@pytest.mark.parametrize("side", ["front-line", "laboratory"])
def test_side_decides_where_it_alone_counts(side: str) -> None:
    only_side = dict.fromkeys(("time", "money", "pay", "upkeep", "states", "portability"), 0)
    answer = matched(side=side, importance=only_side, hours_per_week=6000, budget=10_000_000)
    assert answer.first is not None
    sides = load_match_rules().traits[answer.first.credential.id].sides
    assert side in sides


def test_who_told_nothing_is_taken_for_a_graduate_of_high_school() -> None:
    answer = matched(Record())
    assert answer.assumed
    assert answer.first is not None
    assert answer.first.ranked.feasible == "feasible"


def test_what_is_told_is_not_assumed() -> None:
    answer = matched(Record(lists={"work": ()}))
    assert not answer.assumed
    assert {one.ranked.feasible for one in answer.credentials} == {"unknown"}
    assert all(one.untold for one in answer.credentials)


def holding(*held: tuple[str, str | None]) -> Record:
    entries = [{"id": name, "issued": "2024-06-01", "expires": expires} for name, expires in held]
    told = record(credentials=entries)
    return replace(maria(), lists={**maria().lists, "credentials": told.lists["credentials"]})


def test_credential_that_she_holds_is_not_weighed() -> None:
    answer = matched(holding(("pbt-ascp", "2027-06-30")))
    assert "pbt-ascp" not in feasible(answer)
    (held,) = answer.held
    assert (held.credential.id, held.holding.validity) == ("pbt-ascp", "valid")
    assert answer.first is not None


def test_credential_that_has_expired_is_weighed_and_said_to_have_been_held() -> None:
    answer = matched(holding(("pbt-ascp", "2026-11-22")))
    (pbt,) = (one for one in answer.credentials if one.credential.id == "pbt-ascp")
    assert pbt.expired is not None
    assert pbt.expired.expires == ordinal("2026-11-22")
    assert answer.held == ()


def test_who_holds_them_all_has_nothing_to_choose() -> None:
    answer = matched(holding(*((name, "2028-01-01") for name in load_match_rules().sheets)))
    assert (answer.first, answer.credentials, answer.swap) == (None, (), None)
    assert len(answer.held) == len(load_match_rules().sheets)


def test_way_that_is_weighed_is_the_one_that_suits_what_matters() -> None:
    rest = dict.fromkeys(("time", "pay", "upkeep", "states", "portability"), 0)
    for what, best in (("money", -1), ("time", 0)):
        answer = matched(Record(), importance={**rest, "money": 0, what: 500})
        for one in answer.credentials:
            assert one.way == one.ways[best], (what, one.credential.id)


def test_pay_is_that_of_her_state_and_never_of_a_technologist_alone() -> None:
    found = {one.credential.id: one.brought.wage for one in matched().credentials}
    cma, mlt = found["cma-aama"], found["mlt-ascp"]
    assert cma is not None
    assert mlt is not None
    assert (cma.area, cma.soc, cma.combined) == ("TX", "31-9092", False)
    assert (mlt.area, mlt.soc, mlt.combined) == ("TX", "29-2010", True)


def test_every_state_stands_in_one_place() -> None:
    for one in matched().credentials:
        places = one.brought.places
        assert sorted([*places.enough, *places.accepted, *places.refused, *places.unsure]) == sorted(STATES)


def test_each_says_where_it_leads_in_her_states_or_everywhere() -> None:
    ladder = load_match_rules().ladder
    for one in matched().credentials:
        name, states = one.credential.id, ("TX",)
        ends = {edge.end for edge in (ladder.from_(name) if name in ladder.rungs else ())}
        assert {rung.id for rung in one.brought.leads_to} == {
            end for end in ends if not ladder.rungs[end].state or ladder.rungs[end].state in states
        }
    found = {one.credential.id: [rung.id for rung in one.brought.leads_to] for one in matched().credentials}
    assert "mls-ascp" in found["mlt-ascp"]
    assert "pbt-ascp" in found["cma-aama"]
