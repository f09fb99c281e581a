"""An ECG strip shows the beats that it tells of, in squares that can be counted, and is called by what they are."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certway.core.items.charts.chart import Chart, ChartError
from certway.core.items.charts.ecg_beats import EDGE, RHYTHMS, Beat, rhythm_of
from certway.core.items.charts.ecg_strip import ECG_STRIP, make
from certway.core.items.charts.ecg_wave import TICKS, line_of, ticks_drawn

USUAL = {
    "regular": (20, 4), "sinus": (20, 4), "bradycardia": (30, 4), "tachycardia": (12, 3), "first-degree-block": (20, 7),
    "atrial-fibrillation": (17, 0), "premature-ventricular": (19, 4), "ventricular-tachycardia": (9, 0),
    "asystole": (20, 0),
}  # fmt: skip


def strip(rhythm: str, seed: int, rr: int, pr: int, seconds: int = 6) -> Chart:
    told = {"rhythm": rhythm, "rr": Fraction(rr), "pr": Fraction(pr), "seconds": Fraction(seconds)}
    return make(told, Random(seed))


def numbers(listed: object) -> list[int]:
    return [int(one) for one in str(listed).split(", ") if one]


def peaks(svg: str, small: float) -> list[float]:
    """Return where the line of a strip stands highest, in small squares from the left end."""
    (path,) = re.findall(r'<path d="([^"v]+L[^"v]+)"', svg)
    points = [(float(x), float(y)) for x, y in re.findall(r"([\d.]+) ([\d.]+)", path)]
    top = min(y for _, y in points)
    zero = sorted(y for _, y in points)[len(points) // 2]
    high = [(x, y) for x, y in points if zero - y > 0.6 * (zero - top)]
    found: list[list[tuple[float, float]]] = []
    for x, y in high:
        if found and x - found[-1][-1][0] < 2 * small:
            found[-1].append((x, y))
        else:
            found.append([(x, y)])
    return [(min(part, key=lambda one: one[1])[0] - 12.5) / small for part in found]


@pytest.mark.parametrize("rhythm", RHYTHMS)
@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_strip_shows_its_rhythm_away_from_the_ends(rhythm: str, seed: int) -> None:
    names = strip(rhythm, seed, *USUAL[rhythm]).names
    assert names["rhythm"] == ("sinus" if rhythm == "regular" else rhythm)
    at = numbers(names["r_at"])
    assert len(at) == names["complexes"]
    assert all(EDGE <= one <= 150 - EDGE for one in at)


@given(st.integers(11, 30), st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_waves_are_drawn_at_the_squares_that_are_told(rr: int, seed: int) -> None:
    made = strip("regular", seed, rr, 3, 3)
    at = numbers(made.names["r_at"])
    assert made.names["rr"] == (rr if len(at) > 1 else 0)
    assert peaks(made.draw("x"), 5.0) == pytest.approx(at, abs=0.2)


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_complexes_of_an_irregular_strip_can_be_counted_on_the_drawing(seed: int) -> None:
    made = strip("atrial-fibrillation", seed, 17, 0)
    assert peaks(made.draw("x"), 2.5) == pytest.approx(numbers(made.names["r_at"]), abs=0.3)


@given(st.integers(12, 26), st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_intervals_of_an_irregular_strip_have_no_order(rr: int, seed: int) -> None:
    intervals = numbers(strip("atrial-fibrillation", seed, rr, 0).names["rr_listed"])
    assert all(abs(later - before) >= 3 for before, later in pairwise(intervals))
    assert all(abs(later - before) >= 2 for before, later in zip(intervals, intervals[2:], strict=False))


@given(st.integers(16, 23), st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_premature_complex_is_early_wide_without_p_and_followed_by_a_full_pause(rr: int, seed: int) -> None:
    names = strip("premature-ventricular", seed, rr, 4).names
    early, at = int(Fraction(names["early"])), numbers(names["r_at"])
    assert numbers(names["qrs_listed"]).index(4) == early - 1
    assert early not in numbers(names["p_listed"])
    assert at[early] - at[early - 2] == 2 * rr
    assert at[early - 1] - at[early - 2] < rr * 0.75


def test_p_starts_where_the_interval_is_measured_from() -> None:
    line = line_of((Beat(20, 6, wide=False),), 40, ())
    start, qrs = (20 - 1 - 6) * TICKS, (20 - 1) * TICKS
    assert max(map(abs, line[: start - 1])) < 0.01
    assert max(line[start:qrs]) > 0.15
    assert max(map(abs, line[qrs - 2 * TICKS : qrs - 3])) < 0.01
    assert line.index(max(line)) == 20 * TICKS


def test_line_is_drawn_finely_where_it_bends_and_coarsely_where_it_is_straight() -> None:
    line = line_of((Beat(20, 6, wide=False),), 60, ())
    drawn = ticks_drawn(line)
    for extreme in (line.index(max(line)), line.index(min(line))):
        assert {extreme - 1, extreme, extreme + 1} <= set(drawn)
    assert [tick for tick in drawn if tick > 55 * TICKS] == list(range(55 * TICKS + 4, 60 * TICKS + 1, 4))


NAMED = {
    "60 a minute is sinus": ([(at, 4, False) for at in range(5, 150, 25)], "sinus"),
    "59 a minute is slow": ([(at, 4, False) for at in range(5, 150, 26)], "bradycardia"),
    "100 a minute is sinus": ([(at, 4, False) for at in range(5, 150, 15)], "sinus"),
    "107 a minute is fast": ([(at, 4, False) for at in range(5, 150, 14)], "tachycardia"),
    "a PR of 0.20 s is normal": ([(at, 5, False) for at in range(6, 150, 20)], "sinus"),
    "a PR of 0.24 s is long": ([(at, 6, False) for at in range(7, 150, 20)], "first-degree-block"),
    "wide and slow has no name here": ([(at, 0, True) for at in range(5, 150, 30)], ""),
    "regular without P has no name here": ([(at, 0, False) for at in range(5, 150, 20)], ""),
    "without P and without order": ([(at, 0, False) for at in (5, 20, 43, 61, 72, 91, 118)], "atrial-fibrillation"),
    "long and short in turn has no name here": ([(at, 0, False) for at in (5, 20, 45, 62, 90, 103)], ""),
    "near-equal neighbours have no name here": ([(at, 0, False) for at in (5, 20, 36, 60, 72)], ""),
    "one beat has no name": ([(40, 4, False)], ""),
    "no beat": ([], "asystole"),
}


@pytest.mark.parametrize("told", NAMED, ids=str)
def test_rhythm_is_named_by_rate_and_intervals(told: str) -> None:
    beats, name = NAMED[told]
    assert rhythm_of([Beat(at, pr, wide=wide) for at, pr, wide in beats]) == name


def test_strip_that_can_not_be_is_refused() -> None:
    with pytest.raises(ChartError, match="no strip of 150 small squares shows 'bradycardia' with R waves 20"):
        strip("bradycardia", 1, 20, 4)
    with pytest.raises(ChartError, match="a strip has 3 or 6 seconds, not 4"):
        strip("sinus", 1, 20, 4, 4)


def test_strip_gives_the_names_that_it_promises() -> None:
    assert set(strip("sinus", 1, 20, 4).names) == set(ECG_STRIP.gives)
