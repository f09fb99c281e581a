"""Rules held fixed say on their own day what the dated ones say, and the same on every other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.credentials import RULES
from builders.records import judged, ordinal, record
from builders.rules import FACE, fixed, not_found, value_of, version
from certway.core.person.batch import batch_of
from certway.core.rulebook.freezing import rules_as_on, value_as_on
from certway.core.rulebook.judging import judge_credential
from certway.core.rulebook.nodes import Assumed, InForce, Node
from certway.core.rulebook.rows import rows_at
from certway.core.rulebook.values import Value
from strategies.effort import effort
from strategies.people import asked_days, records


def every_node(rules) -> list[Node]:
    outer = (*rules.shared, *(route.rule for route in rules.routes))
    return [inner for node in outer for inner in node.walk()]


def bounds(value: Value, *days: str) -> list[tuple[int, int]]:
    lo, hi = value.bounds(np.array([ordinal(day) for day in days], dtype=np.int32))
    return [(int(a), int(b)) for a, b in np.broadcast(lo, hi)]


@pytest.mark.parametrize(
    "value",
    [
        fixed(5, "days"),
        not_found("days"),
        value_of(version(5), version(6, begins="2021-01-01")),
        value_of(version(5), version(6, as_of="2022-01-01")),
        value_of(version(5), version(state="abolished", begins="2021-01-01")),
        value_of(version(5, until="2020-12-31"), version((6, 9), begins="2021-03-01")),
        value_of(version(5), version(6, begins="2021-01-01", state="announced")),
    ],
)
@pytest.mark.parametrize("day", ["2020-12-31", "2021-01-01", "2021-02-01", "2023-01-01"])
def test_value_held_fixed_is_always_what_it_may_be_on_the_day(value: Value, day: str):
    held = value_as_on(value, ordinal(day))
    expected = bounds(value, day)
    assert bounds(held, "1990-01-01") == bounds(held, day) == bounds(held, "2090-01-01") == expected
    assert (held.id, held.title, held.unit) == (value.id, value.title, value.unit)


@effort(40)
@given(st.data())
def test_verdicts_of_the_day_are_those_of_the_dated_rules(data: st.DataObject):
    person = data.draw(records())
    day = data.draw(asked_days(person))
    rows = rows_at(batch_of([person]), day=np.array([day], dtype=np.int32))
    for rules in RULES:
        held = rules_as_on(rules, day)
        assert judge_credential(held, rows).tolist() == judge_credential(rules, rows).tolist()


@pytest.mark.parametrize("day", ["2015-01-01", "2022-12-31", "2026-11-23"])
def test_nothing_that_is_held_fixed_has_a_day_of_its_own(day: str):
    for rules in RULES:
        held = rules_as_on(rules, ordinal(day))
        values = [value for node in every_node(held) for value in node.values()]
        assert values
        assert {len(value.change_days()) for value in values} == {0}
        assert len(every_node(held)) == len(every_node(rules))
        assert set(held.values) <= set(rules.values)


def test_closed_route_stays_closed_and_an_open_one_open():
    (mlt,) = [rules for rules in RULES if rules.credential == "mlt-ascp"]
    for day, until in (("2022-12-31", None), ("2023-01-01", 0)):
        route = rules_as_on(mlt, ordinal(day)).route("route-2")
        assert route is not None
        assert isinstance(route.rule, InForce)
        assert (route.rule.from_, route.rule.until) == (None, until)


def test_clause_that_begins_is_not_met_for_good_before_it():
    clause = InForce(FACE, Assumed(FACE), ordinal("2021-01-01"), None)
    (rules,) = [rules for rules in RULES if rules.credential == "cma-aama"]
    dated = replace(rules, shared=(clause,), routes=())
    days = ("2020-12-31", "2021-01-01")
    verdicts = [judged(rules_as_on(dated, ordinal(day)).shared[0], record(), *days) for day in days]
    assert verdicts == [["not-met", "not-met"], ["met", "met"]]
