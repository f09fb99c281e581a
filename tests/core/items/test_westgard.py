"""Westgard's rules are broken by what the paper says, at the run at which it is there, and by nothing less."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.items.westgard import WARNING, breaks_of, longest_beyond, longest_rise


def scores(*told: float) -> tuple[Fraction, ...]:
    return tuple(Fraction(str(one)) for one in told)


QUIET = (0.4, -0.6, 0.8, -0.3)
CASES = {
    "one result beyond 2 SD is a warning": ((*QUIET, 2.1), [("1-2s", 5, 5)]),
    "a result on the limit of 2 SD is within it": ((*QUIET, 2.0), []),
    "one result beyond 3 SD": ((*QUIET, -3.1), [("1-2s", 5, 5), ("1-3s", 5, 5)]),
    "a result on the limit of 3 SD is a warning": ((*QUIET, 3.0), [("1-2s", 5, 5)]),
    "two in a row beyond 2 SD on one side": ((*QUIET, 2.2, 2.4), [("1-2s", 5, 5), ("1-2s", 6, 6), ("2-2s", 5, 6)]),
    "two in a row beyond 2 SD on two sides": ((*QUIET, 2.2, -2.4), [("1-2s", 5, 5), ("1-2s", 6, 6)]),
    "four in a row beyond 1 SD on one side": ((*QUIET, -1.2, -1.1, -1.9, -1.4), [("4-1s", 5, 8)]),
    "three in a row beyond 1 SD": ((*QUIET, -1.2, -1.1, -1.9), []),
    "ten in a row on one side": ((-0.2, *[0.3, 0.5] * 5), [("10x", 2, 11)]),
    "nine in a row on one side": ((-0.2, *[0.3, 0.5] * 4, 0.2), []),
    "ten in a row of which one is the mean": ((*[0.3, 0.5] * 4, 0, 0.2), []),
}


@pytest.mark.parametrize("told", CASES, ids=str)
def test_one_control_breaks(told: str) -> None:
    given_scores, expected = CASES[told]
    assert [(one.rule, one.first, one.last) for one in breaks_of([scores(*given_scores)])] == expected


def test_two_controls_of_one_run_break_2_2s_on_one_side_and_r_4s_on_two() -> None:
    same = breaks_of([scores(0.1, 2.3), scores(-0.4, 2.6)])
    apart = breaks_of([scores(0.1, 2.3), scores(-0.4, -2.1)])
    assert [(one.rule, one.last) for one in same if one.rule != WARNING] == [("2-2s", 2)]
    assert [(one.rule, one.last) for one in apart if one.rule != WARNING] == [("R-4s", 2)]


def test_r_4s_is_not_broken_over_two_runs_nor_by_four_sd_within_the_limits() -> None:
    over_two = breaks_of([scores(2.3, 0.4), scores(-0.4, -2.1)])
    within = breaks_of([scores(0.3, 2.5), scores(-0.4, -1.8)])
    assert {one.rule for one in (*over_two, *within)} == {WARNING}


def test_4_1s_and_10x_are_broken_over_both_controls_together() -> None:
    four = breaks_of([scores(-0.2, 1.2, 1.4), scores(0.4, 1.3, 1.1)])
    ten = breaks_of([scores(-0.2, *[0.4] * 5), scores(-0.4, *[0.3] * 5)])
    assert [(one.rule, one.first, one.last) for one in four] == [("4-1s", 2, 3)]
    assert [(one.rule, one.first, one.last) for one in ten] == [("10x", 2, 6)]


def test_one_control_in_two_runs_breaks_2_2s_beside_a_quiet_one() -> None:
    found = breaks_of([scores(0.1, 0.2, -0.3), scores(-0.4, -2.1, -2.6)])
    assert [(one.rule, one.first, one.last) for one in found if one.rule == "2-2s"] == [("2-2s", 2, 3)]


ANY = st.lists(st.integers(-40, 40).map(lambda tenth: Fraction(tenth, 10)), min_size=1, max_size=25)


@given(ANY)
def test_rules_of_one_control_are_what_each_window_says(told: list[Fraction]) -> None:
    found = {(one.rule, one.last) for one in breaks_of([told])}
    for rule, size, limit in (("1-3s", 1, 3), ("2-2s", 2, 2), ("4-1s", 4, 1), ("10x", 10, 0)):
        windows = ((at + size, told[at : at + size]) for at in range(len(told) - size + 1))
        wanted = {(rule, last) for last, part in windows if min(part) > limit or max(part) < -limit}
        assert {one for one in found if one[0] == rule} == wanted


@given(ANY)
def test_sides_turned_over_break_the_same_rules(told: list[Fraction]) -> None:
    assert breaks_of([told]) == breaks_of([[-one for one in told]])


@given(ANY)
def test_longest_series_is_one_and_none_is_longer(told: list[Fraction]) -> None:
    first, last = longest_beyond(told, 1)
    part = told[first - 1 : last] if first else []
    assert all(one > 1 for one in part) or all(one < -1 for one in part)
    first, last = longest_rise(told)
    steps = [later - before for before, later in pairwise(told[first - 1 : last])] if first else []
    assert all(step > 0 for step in steps) or all(step < 0 for step in steps)


def test_longest_series_are_named_by_their_runs() -> None:
    assert longest_beyond(scores(0.2, 0.3, -0.2, 0.4, 0.1, 0.9, -1), 0) == (4, 6)
    assert longest_beyond(scores(0.2, 0.3), 1) == (0, 0)
    assert longest_rise(scores(0.2, 0.1, 0.2, 0.4, 0.9, 0.9)) == (2, 5)
    assert longest_rise(scores(0.2)) == (0, 0)
