"""A Levey-Jennings chart shows what was asked for and no other thing, and says so from the results that it shows."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certway.core.items.charts.changing_series import CHANGES, change_of
from certway.core.items.charts.chart import Chart, ChartError
from certway.core.items.charts.control_series import RULES
from certway.core.items.charts.levey_jennings import LEVEY_JENNINGS, make
from certway.core.items.formula import Value
from certway.core.items.westgard import WARNING, breaks_of

TOLD: dict[str, Value] = {
    "mean": Fraction(140), "sd": Fraction(2), "step": Fraction(1, 10), "runs": Fraction(14),
    "levels": Fraction(1), "mean2": Fraction(120), "sd2": Fraction(3, 2), "axis": "Run",
}  # fmt: skip
ONE = [rule for rule in RULES if rule != "R-4s"]
TWO = [rule for rule in RULES if rule != "10x"]


def chart(show: str, seed: int, **told: Value) -> Chart:
    return make({**TOLD, "show": show, **told}, Random(seed))


def read_scores(listed: Value) -> list[Fraction]:
    """Return the distances that a list in words names."""
    return [Fraction(one.replace("−", "-").replace("+", "")) for one in str(listed).split(", ")]


def read_drawn(svg: str, shape: str) -> list[float]:
    """Return the heights of the results that a drawing shows, in SD above the mean."""
    means = [float(y) for y in re.findall(r'y="([\d.]+)" text-anchor="end">mean', svg)]
    found = re.findall(
        r'<circle cx="[\d.]+" cy="([\d.]+)"' if shape == "circle" else r'<rect x="[\d.]+" y="([\d.]+)" width="8"', svg
    )
    zero = means[0 if shape == "circle" else 1] - 5
    return [(zero - (float(y) + (0 if shape == "circle" else 4))) / 25 for y in found]


@given(st.sampled_from(ONE), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_one_control_breaks_the_rule_at_the_last_run_and_no_other(show: str, seed: int) -> None:
    names = chart(show, seed).names
    found = [one for one in breaks_of([read_scores(names["listed"])]) if one.rule != WARNING]
    rejecting = show not in ("none", "1-2s")
    assert {(one.rule, one.last) for one in found} == ({(show, 14)} if rejecting else set())
    assert (names["rule"], names["verdict"]) == (show, "reject" if rejecting else "accept")


@given(st.sampled_from(TWO), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_two_controls_break_the_rule_at_the_last_run_and_no_other(show: str, seed: int) -> None:
    names = chart(show, seed, levels=Fraction(2), runs=Fraction(11)).names
    found = breaks_of([read_scores(names["listed"]), read_scores(names["listed2"])])
    rejecting = {(one.rule, one.last) for one in found if one.rule != WARNING}
    assert rejecting == ({(show, 11)} if show not in ("none", "1-2s") else set())
    kinds = {"1-3s": "random", "R-4s": "random", "2-2s": "systematic", "4-1s": "systematic"}
    assert names["error"] == kinds.get(show, "none")


@given(st.sampled_from(CHANGES), st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_change_is_seen_in_the_results_and_is_the_one_that_was_asked_for(show: str, seed: int) -> None:
    assert chart(show, seed, runs=Fraction(18)).names["change"] == show


@given(st.sampled_from((*ONE, *TWO)), st.integers(0, 10**6), st.sampled_from((3, 4, 5, 6, 10)))
@settings(max_examples=60, deadline=None)
def test_results_keep_their_distance_from_every_line(show: str, seed: int, steps: int) -> None:
    told = {"levels": Fraction(2 if show in TWO else 1), "sd": Fraction(steps, 10), "sd2": Fraction(6, 10)}
    names = chart(show, seed, runs=Fraction(12), **told).names
    last = 11 if show == "10x" else 5
    for listed in filter(None, (names["listed"], names["listed2"])):
        far = [min(abs(abs(score) - limit) for limit in range(4)) for score in read_scores(listed)]
        assert min(far) >= Fraction(2, 10)
        assert min(far[-last:]) >= Fraction(3, 10)


def test_results_are_as_fine_as_they_are_reported() -> None:
    names = chart("none", 1, mean=Fraction(132, 10), sd=Fraction(3, 10)).names
    assert {abs(score) for score in read_scores(names["listed"])} <= {Fraction(one, 10) for one in (3, 7, 13, 17)}


@given(st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_more_scatter_is_a_wider_bell_and_no_pair_beyond_a_limit(seed: int) -> None:
    after = read_scores(chart("scatter", seed, runs=Fraction(18)).names["listed"])[9:]
    assert sum(abs(score) < 1 for score in after) >= 2
    assert min(after) < -2 < 2 < max(after)
    assert all(not (score > 2 and later > 2) and not (score < -2 and later < -2) for score, later in pairwise(after))


@given(st.integers(0, 10**6))
@settings(max_examples=20, deadline=None)
def test_trend_leaves_from_near_the_mean_without_a_jump(seed: int) -> None:
    names = chart("trend", seed, runs=Fraction(18)).names
    scores, first = read_scores(names["listed"]), int(str(names["steps_runs"]).split("–")[0])
    assert abs(scores[first - 1]) <= Fraction(8, 10)
    assert abs(scores[first - 1] - scores[first - 2]) <= Fraction(11, 10)


SERIES = {
    "a rise from near the mean is a trend": ((-5, 5, -3, 3, 7, 11, 14, 18, 22), "trend"),
    "a rise from far below has no name": ((4, -16, -11, -5, 3, 8, 13, 18, 23), ""),
    "a jump to the other side before a rise has no name": ((13, -5, 2, 5, 8, 12, 15, 18, 23), ""),
    "a rise in steps too small to be seen has no name": ((-5, 5, -3, 3, 4, 11, 14, 18, 22), ""),
    "six in a row at a new level are a shift": ((-5, 5, -3, 13, 17, 14, 15, 13, 16), "shift"),
    "six in a row on one side at no level have no name": ((-9, 9, -8, 3, 4, 3, 9, 8, 18, 17), ""),
    "a wider bell is more scatter": ((-3, 3, -3, 3, -3, 3, -24, 5, 22, -8, 14, -13), "scatter"),
    "two humps without a middle have no name": ((-3, 3, -3, 3, -3, 3, -24, 17, 22, -18, 14, -23), ""),
    "two neighbours beyond 2 SD have no name": ((-3, 3, -3, 3, -3, 3, -24, -25, 22, -8, 5, 13), ""),
}


@pytest.mark.parametrize("told", SERIES, ids=str)
def test_change_is_named_where_it_is_plain(told: str) -> None:
    tenths, name = SERIES[told]
    assert change_of([Fraction(tenth, 10) for tenth in tenths]) == name


@pytest.mark.parametrize(("runs", "axis"), [(12, "Run"), (15, "Run"), (16, "Day"), (20, "Day")])
def test_axis_is_named_and_numbers_the_last_run_inside_the_drawing(runs: int, axis: str) -> None:
    svg = chart("none", 3, runs=Fraction(runs), levels=Fraction(2), axis=axis).draw("x")
    (height,) = re.findall(r'viewBox="0 0 400 ([\d.]+)"', svg)
    numbers = re.findall(r'y="([\d.]+)" text-anchor="middle">(\w+)<', svg)
    assert [text for _, text in numbers][-2:] == [str(runs), axis]
    assert max(float(y) for y, _ in numbers) < float(height) - 4


@pytest.mark.parametrize("show", ["2-2s", "R-4s", "none"])
def test_drawing_shows_the_results_that_are_told(show: str) -> None:
    made = chart(show, 5, levels=Fraction(2), runs=Fraction(10))
    svg = made.draw("Sodium <mmol/L> & more")
    for shape, name in (("circle", "listed"), ("rect", "listed2")):
        for drawn, told in zip(read_drawn(svg, shape), read_scores(made.names[name]), strict=True):
            assert abs(drawn - float(told)) <= 0.051
    assert "Sodium &lt;mmol/L&gt; &amp; more" in svg


def test_lines_have_their_values_with_like_decimals() -> None:
    svg = chart("none", 1, mean=Fraction(74, 10), sd=Fraction(15, 100), step=Fraction(1, 100)).draw("x")
    assert re.findall(r'x="355" y="[\d.]+" text-anchor="start">([\d.]+)<', svg) == [
        "6.95", "7.10", "7.25", "7.40", "7.55", "7.70", "7.85",
    ]  # fmt: skip


WRONG: list[tuple[str, dict[str, Value], str]] = [
    ("3-3s", {}, "'show' is '3-3s'; it must be one of none, 1-2s"),
    ("R-4s", {}, "R-4s takes two controls"),
    ("shift", {"levels": Fraction(2)}, "'shift' is shown by one control"),
    ("none", {"axis": "Week"}, "'axis' is 'Week'; it must be one of Run, Day"),
    ("none", {"runs": Fraction(9)}, "'runs' is 9; it must be whole, 10 to 20"),
    ("none", {"mean": "high"}, "'mean' is 'high'; it must be a number"),
    ("none", {"step": Fraction(1)}, "a step up to a third of its SD"),
]


@pytest.mark.parametrize(("show", "told", "text"), WRONG, ids=[one[2] for one in WRONG])
def test_what_can_not_be_drawn_is_refused(show: str, told: dict[str, Value], text: str) -> None:
    with pytest.raises(ChartError, match=re.escape(text)):
        chart(show, 1, **told)


def test_title_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ChartError, match="has 53 characters; 52 fit"):
        chart("none", 1).draw(53 * "x")


def test_chart_gives_the_names_that_it_promises() -> None:
    assert set(chart("none", 1).names) == set(LEVEY_JENNINGS.gives)
