"""Weeks carry effort, days carry events."""

from __future__ import annotations

from datetime import date

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


def test_first_week_from_rounds_up_to_a_begin() -> None:
    weeks = weeks_for(Wishes(start=MONDAY), 70)

    assert [weeks.first_week_from(MONDAY + days) for days in (-3, 0, 1, 7, 8)] == [0, 0, 1, 1, 2]


def test_event_days_are_working_days_that_are_not_off() -> None:
    weeks = weeks_for(Wishes(start=MONDAY, days_off=((MONDAY + 1, MONDAY + 1),)), 14)

    assert [weeks.is_event_day(MONDAY + day) for day in range(7)] == [True, False, True, True, True, False, False]


def test_lay_out_takes_the_persons_time_up_to_the_programs_pace() -> None:
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=14 * 60), 700)

    (fast,) = lay_out((phase(56, 7, 28),), weeks, 0) or ()
    (slow,) = lay_out((phase(56, 7, 8),), weeks, 0) or ()

    assert fast.minutes == (840,) * 4
    assert slow.minutes == (480,) * 7


def test_lay_out_makes_up_what_falls_on_days_off() -> None:
    off = ((MONDAY + 7, MONDAY + 13),)
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=600, days_off=off), 70)

    (stretch,) = lay_out((phase(20, 1, 10),), weeks, 0) or ()

    assert stretch.minutes == (600, 0, 600)


def test_lay_out_refuses_a_pace_above_the_persons_time() -> None:
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=14 * 60), 700)

    assert lay_out((phase(160, 15, 40),), weeks, 0) is None


def test_lay_out_puts_phases_one_after_the_other() -> None:
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=600), 140)

    stretches = lay_out((phase(20, 1, 10), phase(10, 1, 10)), weeks, 3) or ()

    assert [(s.first_week, s.last_week) for s in stretches] == [(3, 4), (5, 5)]
    assert load_of(stretches, 7) == (0, 0, 0, 600, 600, 600, 0)


def test_lay_out_that_runs_past_the_weeks_is_none() -> None:
    weeks = weeks_for(Wishes(start=MONDAY, weekly_minutes=600), 14)

    assert lay_out((phase(30, 1, 10),), weeks, 0) is None
