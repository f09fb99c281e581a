"""When a state license ends, and what its first cycle asks for, at every edge."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.records import ordinal
from builders.rules import source
from certway.core.rulebook.state_clocks import (
    Expiry,
    FirstCycle,
    Parity,
    RenewalClock,
    YearDay,
    credit_window,
    first_cycle_days,
    first_cycle_hours,
    is_late,
    next_expiry,
)
from certway.core.units.days import DaySpan

FLORIDA = RenewalClock(Expiry("even", YearDay(8, 31)), source())
NORTH_DAKOTA = RenewalClock(
    Expiry("even", YearDay(6, 30)),
    source(),
    first_cycle=(FirstCycle(1, 12, 24), FirstCycle(13, 18, 12), FirstCycle(19, 24, 0)),
)
HAWAII = RenewalClock(Expiry("odd", None), source())
MONTANA = RenewalClock(None, source(), first_cycle=(FirstCycle(1, 12, 0),))
TENNESSEE = RenewalClock(None, source(), credits_before=2)
LOUISIANA = RenewalClock(None, source(), late_after=YearDay(2, 1))


def span(first: str, last: str = "") -> DaySpan:
    return DaySpan(ordinal(first), ordinal(last or first))


@pytest.mark.parametrize(
    ("clock", "licensed", "ends"),
    [
        (FLORIDA, "2025-09-01", "2026-08-31"),
        (FLORIDA, "2026-08-30", "2026-08-31"),
        (FLORIDA, "2026-08-31", "2026-08-31"),
        (FLORIDA, "2026-09-01", "2028-08-31"),
        (FLORIDA, "2027-12-31", "2028-08-31"),
        (NORTH_DAKOTA, "2026-06-30", "2026-06-30"),
        (NORTH_DAKOTA, "2026-07-01", "2028-06-30"),
        (NORTH_DAKOTA, "2027-06-30", "2028-06-30"),
    ],
)
def test_license_ends_with_all_others(clock: RenewalClock, licensed: str, ends: str) -> None:
    assert next_expiry(clock, ordinal(licensed)) == span(ends)


def test_license_that_ends_every_year() -> None:
    yearly = replace(FLORIDA, expires=Expiry("every", YearDay(12, 31)))

    assert next_expiry(yearly, ordinal("2026-12-31")) == span("2026-12-31")
    assert next_expiry(yearly, ordinal("2027-01-01")) == span("2027-12-31")


@pytest.mark.parametrize(
    ("licensed", "ends"),
    [
        ("2026-03-01", span("2027-01-01", "2027-12-31")),
        ("2026-12-31", span("2027-01-01", "2027-12-31")),
        ("2027-01-01", span("2027-01-01", "2029-12-31")),  # before the day of that year, or after it
        ("2027-12-31", span("2027-12-31", "2029-12-31")),
        ("2028-01-01", span("2029-01-01", "2029-12-31")),
    ],
)
def test_license_of_a_state_whose_day_is_not_known_ends_in_a_span(licensed: str, ends: DaySpan) -> None:
    assert next_expiry(HAWAII, ordinal(licensed)) == ends


def test_nothing_ends_where_nothing_was_found() -> None:
    assert next_expiry(MONTANA, ordinal("2026-11-23")) is None


@pytest.mark.parametrize(
    ("licensed", "hours"),
    [
        ("2026-07-01", 24),
        ("2026-07-31", 24),
        ("2027-06-30", 24),
        ("2027-07-01", 12),
        ("2027-12-31", 12),
        ("2028-01-01", 0),
        ("2028-02-29", 0),
        ("2028-06-30", 0),
        ("2028-07-01", 24),
    ],
)
def test_first_cycle_asks_for_hours_by_the_day_of_the_license(licensed: str, hours: float) -> None:
    assert first_cycle_hours(NORTH_DAKOTA, ordinal(licensed)) == hours


def test_first_cycle_that_asks_the_same_of_all_needs_no_day() -> None:
    assert first_cycle_hours(MONTANA, ordinal("2026-11-23")) == 0


@pytest.mark.parametrize("clock", [FLORIDA, HAWAII, TENNESSEE, LOUISIANA])
def test_first_cycle_is_unknown_where_no_source_tells(clock: RenewalClock) -> None:
    assert first_cycle_hours(clock, ordinal("2026-11-23")) is None


def test_first_cycle_is_unknown_without_the_day_of_its_end() -> None:
    clock = replace(NORTH_DAKOTA, expires=Expiry("even", None))

    assert first_cycle_hours(clock, ordinal("2027-08-01")) is None
    assert first_cycle_days(clock, ordinal("2027-08-01")) == ()


def test_days_of_the_first_cycle_lie_in_the_running_one() -> None:
    assert first_cycle_days(NORTH_DAKOTA, ordinal("2026-11-23")) == (
        (span("2026-07-01", "2027-06-30"), 24),
        (span("2027-07-01", "2027-12-31"), 12),
        (span("2028-01-01", "2028-06-30"), 0),
    )
    assert first_cycle_days(MONTANA, ordinal("2026-11-23")) == ()


_PARITIES: st.SearchStrategy[Parity] = st.sampled_from(["even", "odd", "every"])


@given(years=_PARITIES, month=st.integers(1, 12), day=st.integers(1, 28), licensed=st.integers(700_000, 760_000))
def test_hours_by_day_and_days_by_hours_agree(years: Parity, month: int, day: int, licensed: int) -> None:
    expires = Expiry(years, YearDay(month, day))
    half = expires.cycle_months // 2
    parts = (FirstCycle(1, half, 8), FirstCycle(half + 1, expires.cycle_months, 0))
    clock = RenewalClock(expires, source(), first_cycle=parts)
    within = [hours for days, hours in first_cycle_days(clock, licensed) if days.first <= licensed <= days.last]

    assert within == [first_cycle_hours(clock, licensed)]


def test_credits_count_in_the_calendar_years_before_the_renewal() -> None:
    assert credit_window(TENNESSEE, 2027) == span("2025-01-01", "2026-12-31")
    assert credit_window(FLORIDA, 2028) is None


def test_renewal_is_late_after_the_day() -> None:
    assert [is_late(LOUISIANA, ordinal(day)) for day in ("2027-02-01", "2027-02-02")] == [False, True]
    assert is_late(FLORIDA, ordinal("2027-02-02")) is None
