"""Weeks carry effort, days carry events."""

from __future__ import annotations

from datetime import date

import pytest

from certway.core.plan.trainings import Phase
from certway.core.plan.weeks import lay_out, load_of, weeks_for
from certway.core.plan.wishes import ALL_WEEK, Wishes

MONDAY = date(2026, 11, 23).toordinal()


def phase(hours: int, least: int, most: int) -> Phase:
    return Phase("program", "Classes", hours * 60, least * 60, most * 60)


def test_weeks_for_takes_days_off_pro_rata() -> None:
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=700, days_off=((MONDAY + 7, MONDAY + 9),)), 21)

    assert weeks.capacity == (700, 400, 700)


def test_weeks_for_counts_overlapping_days_off_once() -> None:
    off = ((MONDAY, MONDAY + 2), (MONDAY + 2, MONDAY + 3))

    assert weeks_for(Wishes(start=MONDAY, weekly_minutes=700, days_off=off), 7).capacity == (300,)


def test_weeks_for_without_a_wish_takes_every_waking_hour() -> None:
    assert weeks_for(Wishes(start=MONDAY), 14).capacity == (ALL_WEEK, ALL_WEEK)


def test_weeks_for_takes_the_days_before_the_start_as_days_off() -> None:
    capacities = [
        weeks_for(Wishes(start=MONDAY + day, weekly_minutes=700, days_off=((MONDAY + 3, MONDAY + 3),)), 14).capacity
        for day in range(7)
    ]

    assert capacities == [(600, 700), (500, 700), (400, 700), (300, 700), (300, 700), (200, 700), (100, 700)]


@pytest.mark.parametrize("day", range(7))
def test_weeks_run_from_monday_to_sunday_whatever_day_the_plan_starts_on(day: int) -> None:
    weeks = weeks_for(Wishes(start=MONDAY + day), 21)

    assert [weeks.begin(week) for week in range(3)] == [MONDAY + day, MONDAY + 7, MONDAY + 14]
    assert [weeks.end(week) for week in range(3)] == [MONDAY + 6, MONDAY + 13, MONDAY + 20]
    assert [weeks.week_of(MONDAY + other) for other in (day, 6, 7, 13, 14)] == [0, 0, 1, 1, 2]


def test_left_from_is_the_rest_of_a_week_without_days_off() -> None:
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=700, days_off=((MONDAY + 11, MONDAY + 11),)), 21)

    assert [weeks.left_from(MONDAY + day) for day in (0, 7, 9, 11, 12, 13)] == [700, 600, 400, 200, 200, 100]


def test_event_days_are_working_days_that_are_not_off() -> None:
    weeks = weeks_for(Wishes(start=MONDAY, days_off=((MONDAY + 1, MONDAY + 1),)), 14)

    assert [weeks.is_event_day(MONDAY + day) for day in range(7)] == [True, False, True, True, True, False, False]


def test_no_event_is_before_the_start() -> None:
    weeks = weeks_for(Wishes(start=MONDAY + 3), 14)

    assert [weeks.is_event_day(MONDAY + day) for day in range(5)] == [False, False, False, True, True]


def test_lay_out_takes_the_persons_time_up_to_the_programs_pace() -> None:
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=14 * 60), 700)

    (fast,) = lay_out((phase(56, 7, 28),), weeks, MONDAY) or ()
    (slow,) = lay_out((phase(56, 7, 8),), weeks, MONDAY) or ()

    assert fast.minutes == (840,) * 4
    assert slow.minutes == (480,) * 7


def test_lay_out_makes_up_what_falls_on_days_off() -> None:
    off = ((MONDAY + 7, MONDAY + 13),)
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=600, days_off=off), 70)

    (stretch,) = lay_out((phase(20, 1, 10),), weeks, MONDAY) or ()

    assert stretch.minutes == (600, 0, 600)


def test_lay_out_refuses_a_pace_above_the_persons_time() -> None:
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=14 * 60), 700)

    assert lay_out((phase(160, 15, 40),), weeks, MONDAY) is None


def test_lay_out_puts_phases_one_after_the_other() -> None:
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=600), 140)

    stretches = lay_out((phase(20, 1, 10), phase(10, 1, 10)), weeks, MONDAY + 21) or ()

    assert [(s.first_week, s.last_week) for s in stretches] == [(3, 4), (5, 5)]
    assert [(s.starts - MONDAY, s.ends - MONDAY) for s in stretches] == [(21, 32), (35, 39)]
    assert load_of(stretches, 7) == (0, 0, 0, 600, 600, 600, 0)


def test_lay_out_from_within_a_week_takes_what_is_left_of_it() -> None:
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=700), 140)

    (own_pace,) = lay_out((phase(30, 1, 20),), weeks, MONDAY + 9) or ()
    (programs_pace,) = lay_out((phase(20, 1, 7),), weeks, MONDAY + 9) or ()

    assert (own_pace.first_week, own_pace.minutes) == (1, (500, 700, 600))
    assert (own_pace.starts - MONDAY, own_pace.ends - MONDAY) == (9, 25)
    assert programs_pace.minutes == (300, 420, 420, 60)


@pytest.mark.parametrize(("hours", "ends"), [(3, 13), (4, 18)])
def test_a_class_that_begins_at_the_weekend_may_end_with_it(hours: int, ends: int) -> None:
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=700), 140)

    (stretch,) = lay_out((phase(hours, 1, 20),), weeks, MONDAY + 12) or ()

    assert (stretch.starts - MONDAY, stretch.ends - MONDAY) == (12, ends)


def test_lay_out_that_runs_past_the_weeks_is_none() -> None:
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=600), 14)

    assert lay_out((phase(30, 1, 10),), weeks, MONDAY) is None
