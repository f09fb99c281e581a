"""What changed in the rules between two days: of values, routes, clauses and outlines, days never made up."""

from __future__ import annotations

import pytest

from builders.records import ordinal
from builders.rules import FACE, source, value_of, version
from builders.sheets import edition_of, route_of, sheet_of
from certway.answers.rule_changes import Change, sheet_changes, value_changes
from certway.core.rulebook.nodes import Assumed, Face, InForce
from certway.core.rulebook.values import Value
from certway.core.units.days import to_date
from certway.exchange.rule_files import RuleFiles
from certway.exchange.rule_sheets import load_sheet

FILES = RuleFiles()
FIRST, LAST = "2020-06-30", "2021-06-30"


def told(change: Change) -> tuple[object, ...]:
    day = str(to_date(change.on)) if change.on is not None else None
    between = tuple(str(to_date(one)) if one else None for one in change.between) if change.between else None
    contents = [one.content if one else None for one in (change.before, change.after)]
    return change.state, day, between, *contents


def changes_of(value: Value, first: str = FIRST, last: str = LAST) -> list[tuple[object, ...]]:
    found = value_changes({value.id: value}, ordinal(first), ordinal(last), part="fees")
    return [told(change) for change in found]


def shipped(credential: str, first: str, last: str) -> dict[tuple[str, str], tuple[object, ...]]:
    found = sheet_changes(load_sheet(FILES, credential), ordinal(first), ordinal(last))
    return {(one.part, one.id): told(one) for one in found if one.sure}


@pytest.mark.parametrize(
    ("versions", "change"),
    [
        ([version(5, begins="2021-01-01")], ("begins", "2021-01-01", None, None, 5)),
        ([version(5, until="2020-12-31")], ("ends", "2021-01-01", None, 5, None)),
        ([version(5), version(6, begins="2021-01-01")], ("replaced", "2021-01-01", None, 5, 6)),
        ([version(5, until="2020-12-31"), version(6)], ("replaced", "2021-01-01", None, 5, 6)),
        ([version(5), version(state="not-found", begins="2021-01-01")], ("replaced", "2021-01-01", None, 5, None)),
        ([version(5), version(state="abolished", begins="2021-01-01")], ("abolished", "2021-01-01", None, 5, None)),
        (
            [version(5), version(6, begins="2021-01-01", state="announced")],
            ("takes-effect", "2021-01-01", None, 5, 6),
        ),
        ([version(5), version(6, state="announced", as_of="2020-01")], ("announced", None, None, 5, 6)),
        (
            [version(5, begins="2020-08-01"), version(6, as_of="2020-12-05")],
            ("changed-between", None, ("2020-08-02", "2020-12-05"), 5, 6),
        ),
        ([version(5), version(6, as_of="2020-12-05")], ("may-have-changed", None, (None, "2020-12-05"), 5, 6)),
        (
            [version(5, begins="2020-01-01"), version(6)],
            ("may-have-changed", None, ("2020-01-02", "2026-11-23"), 5, 6),
        ),
    ],
)
def test_change_of_a_value_is_told_by_its_kind_with_the_days_that_are_known(versions, change):
    found = changes_of(value_of(*versions))
    assert found[-1] == change
    assert found[:-1] in ([], [("begins", "2020-08-01", None, None, 5)])


def test_every_change_in_between_is_told():
    value = value_of(version(1), version(2, begins="2020-09-01"), version(3, begins="2021-03-01"))
    assert changes_of(value) == [("replaced", "2020-09-01", None, 1, 2), ("replaced", "2021-03-01", None, 2, 3)]


def test_gap_between_versions_is_an_end_and_a_beginning():
    value = value_of(version(1, until="2020-08-31"), version(2, begins="2021-03-01"))
    assert changes_of(value) == [("ends", "2020-09-01", None, 1, None), ("begins", "2021-03-01", None, None, 2)]


@pytest.mark.parametrize(
    "versions",
    [
        [version(5)],
        [version(5), version(6, begins="2020-06-30")],  # already so on the first day
        [version(5), version(6, begins="2021-07-01")],  # the day after the last
        [version(5), version(5, begins="2021-01-01")],  # stated anew, not changed
        [version(5), version(6, as_of="2020-06-30")],  # surely so by the first day
        [version(5), version(6, state="announced", as_of="2021-07-01")],  # announced later
        [version(5, until="2021-06-30")],
    ],
)
def test_what_is_not_different_in_between_is_no_change(versions):
    assert changes_of(value_of(*versions)) == []


def test_days_of_a_change_lie_after_the_first_and_up_to_the_last():
    value = value_of(version(5), version(6, begins="2021-01-01"))
    assert [len(changes_of(value, *days)) for days in (("2020-12-31", "2021-01-01"), ("2021-01-01", "2021-02-01"))] == [
        1,
        0,
    ]


def test_routes_clauses_and_outlines_change_too():
    clause = Assumed(Face(id="paper", asks="a paper"))
    dated = InForce(Face(id="paper", source=source()), clause, ordinal("2021-02-01"), None)
    ended = InForce(Face(id="old-paper"), clause, None, ordinal("2021-01-31"))
    sheet = sheet_of(
        route_of(dated, until=ordinal("2020-12-31")),
        shared=(ended,),
        outline=(edition_of("old", until=ordinal("2021-03-31")), edition_of("new", begins=ordinal("2021-04-01"))),
    )
    found = list(sheet_changes(sheet, ordinal(FIRST), ordinal(LAST)))

    assert [(one.part, one.id, one.title, *told(one)) for one in found] == [
        ("routes", "route-1", "Route-1", "ends", "2021-01-01", None, None, None),
        ("clauses", "route-1/paper", "", "begins", "2021-02-01", None, None, None),
        ("clauses", "shared/old-paper", "", "ends", "2021-02-01", None, None, None),
        ("outline", "outline", "", "replaced", "2021-04-01", None, "Edition old", "Edition new"),
    ]
    assert [one.clause for one in found] == [None, clause, clause, None]
    assert [one.sources for one in found] == [(source(),), (source(),), (), (source(),)]


def test_plain_clause_never_changes():
    assert list(sheet_changes(sheet_of(route_of(Assumed(FACE))), ordinal(FIRST), ordinal(LAST))) == []


def test_ascp_fees_rise_by_ten_dollars_with_2026():
    found = shipped("mls-ascp", "2025-12-31", "2026-01-01")
    assert found == {
        ("fees", "application-fee"): ("replaced", "2026-01-01", None, 250, 260),
        ("fees", "retake-fee"): ("replaced", "2026-01-01", None, 250, 260),
        ("fees", "renewal-fee"): ("replaced", "2026-01-01", None, 100, None),
        ("fees", "renewal-fee-increase"): ("begins", "2026-01-01", None, None, 10),
    }


def test_amt_employment_points_end_with_2020():
    found = shipped("rma-amt", "2020-12-31", "2021-01-01")
    assert found == {("renewal", "employment-points"): ("replaced", "2021-01-01", None, True, False)}


def test_aama_ninety_days_begin_with_2020():
    found = shipped("cma-aama", "2019-12-31", "2020-01-01")
    assert found["renewal", "grace"] == ("begins", "2020-01-01", None, None, 90)
    assert found["renewal", "reactivation-by-ce-limit"] == ("abolished", "2020-01-01", None, 60, None)


@pytest.mark.parametrize(("credential", "route"), [("mlt-ascp", "route-2"), ("mls-ascp", "route-3")])
def test_discontinued_routes_are_told(credential: str, route: str):
    found = shipped(credential, "2022-12-31", "2023-01-01")
    assert found == {("routes", route): ("ends", "2023-01-01", None, None, None)}


def test_cma_outline_of_2021_replaces_the_one_before():
    found = shipped("cma-aama", "2021-07-14", "2021-07-15")
    assert set(found) == {("outline", "outline")}


@pytest.mark.parametrize("credential", FILES.ids)
def test_what_is_sure_differs_on_the_day_and_not_before(credential: str):
    sheet = load_sheet(FILES, credential)
    parts = sheet.parts
    for one in sheet_changes(sheet, ordinal("1990-01-01"), ordinal("2030-01-01")):
        if one.on is not None and one.part in parts:
            value = parts[one.part][one.id]
            assert value.in_force(one.on) != value.in_force(one.on - 1)
