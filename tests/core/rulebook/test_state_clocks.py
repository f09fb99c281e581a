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
    first_cycle_days,
    next_expiry,
)
from certway.core.units.days import DaySpan, add_months_to_day

FLORIDA = RenewalClock(Expiry("even", YearDay(8, 31)), source())
NORTH_DAKOTA = RenewalClock(
    Expiry("even", YearDay(6, 30)),
    source(),
    first_cycle=(FirstCycle(1, 12, 24), FirstCycle(13, 18, 12), FirstCycle(19, 24, 0)),
)
HAWAII = RenewalClock(Expiry("odd", None), source())
MONTANA = RenewalClock(None, source(), first_cycle=(FirstCycle(1, 12, 0),))


def span(first: str, last: str = "") -> DaySpan:
    return DaySpan(ordinal(first), ordinal(last or first))


def hours_due(clock: RenewalClock, licensed: int) -> list[float]:
    """Return the hours of every part of the first cycle into which a day falls."""
    return [hours for days, hours in first_cycle_days(clock, licensed) if days.first <= licensed <= days.last]


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
    assert hours_due(NORTH_DAKOTA, ordinal(licensed)) == [hours]


@pytest.mark.parametrize("clock", [FLORIDA, HAWAII, MONTANA, replace(NORTH_DAKOTA, expires=Expiry("even", None))])
def test_days_of_the_first_cycle_are_unknown_where_no_source_tells(clock: RenewalClock) -> None:
    assert first_cycle_days(clock, ordinal("2027-08-01")) == ()


def test_days_of_the_first_cycle_lie_in_the_running_one() -> None:
    assert first_cycle_days(NORTH_DAKOTA, ordinal("2026-11-23")) == (
        (span("2026-07-01", "2027-06-30"), 24),
        (span("2027-07-01", "2027-12-31"), 12),
        (span("2028-01-01", "2028-06-30"), 0),
    )


_PARITIES: st.SearchStrategy[Parity] = st.sampled_from(["even", "odd", "every"])


@given(years=_PARITIES, month=st.integers(1, 12), day=st.integers(1, 28), licensed=st.integers(700_000, 760_000))
def test_every_day_falls_into_one_part_of_its_cycle(years: Parity, month: int, day: int, licensed: int) -> None:
    expires = Expiry(years, YearDay(month, day))
    parts = tuple(FirstCycle(part, part, part) for part in range(1, expires.cycle_months + 1))
    clock = RenewalClock(expires, source(), first_cycle=parts)
    end = next_expiry(clock, licensed)
    assert end is not None

    # The cycle's last month ends with it: so many months before, counted in whole ones.
    assert hours_due(clock, licensed) == [expires.cycle_months - _whole_months(licensed, end.first + 1)]


def _whole_months(first: int, last: int) -> int:
    return next(n for n in range(25) if add_months_to_day(last, -n - 1) <= first)
