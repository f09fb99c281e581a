"""Dated values: which versions may hold on a day, and the numbers that follow."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.records import day_column, ordinal
from builders.rules import fixed, not_found, source, value_of, version
from certway.core.rulebook.values import BOUNDLESS, Value
from certway.core.units.days import FIRST_DAY, LAST_DAY, to_date

UNKNOWN = (0, BOUNDLESS)


def bounds(value: Value, *texts: str) -> list[tuple[int, int]]:
    days = day_column(texts)
    lo, hi = (np.broadcast_to(found, days.shape) for found in value.bounds(days))
    return list(zip(lo.tolist(), hi.tolist(), strict=True))


def held(value: Value, text: str) -> list[object]:
    return [version.content for version in value.in_force(ordinal(text))]


def test_value_without_a_first_day_always_held() -> None:
    assert bounds(fixed(5, "years"), "0001-01-01", "1990-01-01", "9999-12-31") == [(5, 5)] * 3


def test_bounds_of_an_unchanging_value_are_one_for_all_days() -> None:
    lo, hi = fixed(5, "years").bounds(day_column(["2020-01-01", "2021-01-01"]))
    assert (lo.tolist(), hi.tolist()) == ([5], [5])


def test_change_with_a_known_day_is_sharp() -> None:
    value = value_of(version(3), version(5, begins="2020-01-01"))
    assert bounds(value, "2019-12-31", "2020-01-01") == [(3, 3), (5, 5)]
    assert value.change_days().tolist() == [ordinal("2020-01-01")]
    assert [held(value, "2019-12-31"), held(value, "2020-01-01")] == [[3], [5]]


def test_last_day_of_the_version_before_tells_the_change() -> None:
    value = value_of(version(3, until="2019-12-31"), version(5))
    assert bounds(value, "2019-12-31", "2020-01-01") == [(3, 3), (5, 5)]


def test_either_version_may_hold_until_the_newer_one_is_known() -> None:
    """Its page is of 2024-06, so from the end of that month on it surely holds."""
    value = value_of(version(3), version(5, as_of="2024-06"))
    assert bounds(value, "1990-01-01", "2024-06-29", "2024-06-30") == [(3, 5), (3, 5), (5, 5)]
    assert [held(value, "2024-06-29"), held(value, "2024-06-30")] == [[3, 5], [5]]


def test_source_without_a_date_is_known_since_it_was_read() -> None:
    assert source().known_since == ordinal("2026-11-23")
    assert source("2026").known_since == ordinal("2026-11-23")
    assert source("2025-03").known_since == ordinal("2025-03-31")


def test_nothing_is_known_before_a_first_version_with_a_day() -> None:
    value = value_of(version(3, begins="2020-01-01"))
    assert bounds(value, "2019-12-31", "2020-01-01") == [UNKNOWN, (3, 3)]
    assert held(value, "2019-12-31") == []


def test_version_of_unknown_beginning_does_not_hold_before_the_one_that_it_followed() -> None:
    value = value_of(version(3, begins="2020-01-01"), version(5, as_of="2024-06-30"))
    assert bounds(value, "2019-12-31", "2020-01-01", "2020-01-02", "2024-06-29", "2024-06-30") == [
        UNKNOWN,
        (3, 3),
        (3, 5),
        (3, 5),
        (5, 5),
    ]


def test_version_does_not_hold_after_the_one_that_comes_two_later() -> None:
    """Of the second it is only known that it came before the third."""
    value = value_of(version(3), version(4), version(5, begins="2020-01-01"))
    assert bounds(value, "2019-12-31", "2020-01-01") == [(3, 4), (5, 5)]


def test_version_does_not_hold_before_the_one_that_came_two_earlier() -> None:
    value = value_of(version(2), version(3, begins="2020-01-01"), version(4, as_of="2023"), version(5, as_of="2025"))
    assert bounds(value, "2019-12-31", "2020-01-01", "2020-01-02", "2023-12-31", "2025-12-31") == [
        (2, 2),
        (3, 3),
        (3, 5),
        (4, 5),
        (5, 5),
    ]


def test_nothing_is_known_between_an_end_and_a_later_beginning() -> None:
    value = value_of(version(3, until="2019-12-31"), version(5, begins="2021-01-01"))
    assert bounds(value, "2019-12-31", "2020-01-01", "2020-12-31", "2021-01-01") == [(3, 3), UNKNOWN, UNKNOWN, (5, 5)]


def test_nothing_is_known_after_the_last_end() -> None:
    value = value_of(version(3, until="2019-12-31"))
    assert bounds(value, "2019-12-31", "2020-01-01") == [(3, 3), UNKNOWN]


def test_not_found_may_be_anything() -> None:
    assert bounds(not_found("days"), "2020-01-01") == [UNKNOWN]
    value = value_of(version(3), version(state="not-found", begins="2020-01-01"))
    assert bounds(value, "2019-12-31", "2020-01-01") == [(3, 3), UNKNOWN]


def test_abolished_asks_for_nothing() -> None:
    value = value_of(version(60), version(state="abolished", begins="2020-01-01"))
    assert bounds(value, "2019-12-31", "2020-01-01") == [(60, 60), (0, 0)]


def test_announced_version_holds_from_its_day() -> None:
    value = value_of(version(3), version(5, begins="2030-01-01", state="announced"))
    assert bounds(value, "2029-12-31", "2030-01-01") == [(3, 3), (5, 5)]
    assert value.current.content == 3


def test_announced_version_without_a_day_does_not_hold_yet() -> None:
    value = value_of(version(3), version(5, state="announced"))
    assert bounds(value, "2029-12-31", "9999-12-31") == [(3, 3), (3, 3)]
    assert value.current.content == 3


def test_value_that_is_only_announced_is_not_known() -> None:
    value = value_of(version(5, state="announced"))
    assert bounds(value, "2029-12-31") == [UNKNOWN]
    assert value.current.content == 5


def test_range_is_both_bounds() -> None:
    assert bounds(fixed((0.0, 3.0), "months"), "2020-01-01") == [(0, 3)]


def test_words_are_no_number() -> None:
    assert bounds(fixed("once a year", "text"), "2020-01-01") == [UNKNOWN]
    assert bounds(fixed(("one", "two"), "texts"), "2020-01-01") == [UNKNOWN]
    assert bounds(fixed(True, "yes-no"), "2020-01-01") == [UNKNOWN]


@pytest.mark.parametrize(
    ("unit", "count", "sign", "expected"),
    [
        ("days", 30, 1, "2020-03-30"),
        ("days", 30, -1, "2020-01-30"),
        ("weeks", 2, 1, "2020-03-14"),
        ("months", 12, 1, "2021-02-28"),
        ("months", 1, -1, "2020-01-29"),
        ("years", 4, 1, "2024-02-29"),
        ("years", 5, -1, "2015-02-28"),
    ],
)
def test_step_counts_days_and_keeps_the_calendar_day_of_months(unit: str, count: int, sign: int, expected: str) -> None:
    days = day_column(["2020-02-29"])
    first, last = fixed(count, unit).step(days, at=days, sign=sign)
    assert [to_date(int(first[0])).isoformat(), to_date(int(last[0])).isoformat()] == [expected, expected]


def test_step_takes_the_length_that_holds_on_the_day_asked_about() -> None:
    value = value_of(version(10), version((20.0, 30.0), begins="2020-01-01"))
    days, at = day_column(["2019-06-01"] * 2), day_column(["2019-12-31", "2020-01-01"])
    forward, back = value.step(days, at=at), value.step(days, at=at, sign=-1)
    assert [column.tolist() for column in forward] == [[days[0] + 10, days[0] + 20], [days[0] + 10, days[0] + 30]]
    assert [column.tolist() for column in back] == [[days[0] - 10, days[0] - 30], [days[0] - 10, days[0] - 20]]


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
def test_step_of_an_unknown_length_reaches_the_limits(unit: str) -> None:
    days = day_column(["2020-05-15"])
    first, last = not_found(unit).step(days, at=days)
    assert (first.tolist(), last.tolist()) == (days.tolist(), [LAST_DAY])
    first, last = not_found(unit).step(days, at=days, sign=-1)
    assert (first.tolist(), last.tolist()) == ([FIRST_DAY], days.tolist())


@pytest.mark.parametrize("unit", ["days", "months"])
def test_step_leaves_the_limits_alone(unit: str) -> None:
    limits = np.array([FIRST_DAY, LAST_DAY], dtype=np.int32)
    for sign in (1, -1):
        assert [column.tolist() for column in fixed(3, unit).step(limits, at=limits, sign=sign)] == [
            limits.tolist()
        ] * 2


def test_every_step_has_one_column_a_length() -> None:
    value = value_of(version(10), version((10.0, 30.0), begins="2020-01-01"))
    days = day_column(["2019-06-01"])
    assert [column.tolist() for column in value.every_step(days)] == [[days[0] + 10], [days[0] + 30]]
    assert [column.tolist() for column in value.every_step(days, sign=-1)] == [[days[0] - 10], [days[0] - 30]]


DAYS = st.none() | st.integers(ordinal("2010-01-01"), ordinal("2030-12-31")).map(lambda day: to_date(day).isoformat())


@st.composite
def values(draw: st.DrawFn) -> Value:
    begun = draw(st.lists(DAYS, min_size=1, max_size=4))
    told = iter(sorted({day for day in begun if day}))
    versions = [
        version(number, begins=next(told, "") if day else "", as_of=str(draw(st.integers(2012, 2028))))
        for number, day in enumerate(begun)
    ]
    return value_of(*versions)


@given(values(), st.integers(ordinal("2008-01-01"), ordinal("2032-12-31")))
def test_bounds_are_those_of_the_versions_in_force(value: Value, day: int) -> None:
    numbers = [version.content for version in value.in_force(day)]
    assert numbers == sorted(numbers)  # oldest first
    lo, hi = value.bounds(np.array([day], dtype=np.int32))
    assert (int(lo[0]), int(hi[0])) == ((min(numbers), max(numbers)) if numbers else UNKNOWN)


@given(values())
def test_no_older_version_holds_on_the_first_day_of_a_newer_one(value: Value) -> None:
    for place, one in enumerate(value.versions):
        if one.from_ is not None:
            assert next(other.content for other in value.in_force(one.from_)) >= place


@given(values())
def test_bounds_change_on_change_days_only(value: Value) -> None:
    days = np.arange(ordinal("2008-01-01"), ordinal("2032-12-31"), dtype=np.int32)
    lo, hi = (np.broadcast_to(found, days.shape) for found in value.bounds(days))
    changed = np.flatnonzero((np.diff(lo) != 0) | (np.diff(hi) != 0)) + 1
    assert set(days[changed].tolist()) <= set(value.change_days().tolist())


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
@given(st.integers(0, 100), st.dates(date(1990, 1, 1), date(2040, 12, 31)))
def test_return_is_the_first_day_that_leads_back_so_far(unit: str, length: int, day: date) -> None:
    wanted = np.array([day.toordinal()], dtype=np.int32)
    [found] = fixed(length, unit).every_return(wanted)
    for tried, reaches in ((found - 1, False), (found, True)):
        back, _ = fixed(length, unit).step(tried, at=tried, sign=-1)
        assert (back >= wanted).tolist() == [reaches]


def test_return_to_29_february_is_1_march_in_a_common_year() -> None:
    value = value_of(version(1), version(4, begins="2020-01-01"), unit="years")
    days = day_column(["2020-02-28", "2020-02-29"])
    assert [[str(to_date(day)) for day in column] for column in value.every_return(days)] == [
        ["2021-02-28", "2021-03-01"],
        ["2024-02-28", "2024-02-29"],
    ]
