"""The days of a course: minutes by weekday, days off, and how many are left."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from certway.core.study.days import FARTHEST, HORIZON, StudyDays

MONDAY = date(2026, 11, 30).toordinal()
WEEK = (10, 20, 30, 40, 50, 60, 0)


def test_minutes_go_by_the_weekday_and_none_on_days_off_and_the_exam() -> None:
    days = StudyDays(MONDAY + 9, WEEK, ((MONDAY + 1, MONDAY + 2),))
    assert [days.minutes_on(MONDAY + day) for day in range(11)] == [10, 0, 0, 40, 50, 60, 0, 10, 20, 0, 0]
    assert days.left(MONDAY) == 9
    assert days.seconds(MONDAY).tolist() == [600, 0, 0, 2400, 3000, 3600, 0, 600, 1200]
    assert days.seconds(MONDAY, more=10).tolist() == [1200, 0, 0, 3000, 3600, 4200, 0, 1200, 1800]
    assert days.left(MONDAY + 9) == days.left(MONDAY + 30) == 0


def test_without_a_day_the_horizon_is_planned_and_a_far_one_only_so_far() -> None:
    assert StudyDays(None, WEEK).left(MONDAY) == len(StudyDays(None, WEEK).seconds(MONDAY)) == HORIZON
    assert StudyDays(MONDAY + 900, WEEK).left(MONDAY) == FARTHEST


@given(exam=st.integers(0, 400), today=st.integers(0, 400), minutes=st.tuples(*[st.integers(0, 90)] * 7))
def test_seconds_are_those_of_the_days(exam: int, today: int, minutes: tuple[int, ...]) -> None:
    days = StudyDays(MONDAY + exam, minutes)
    seconds = days.seconds(MONDAY + today)
    assert len(seconds) == max(0, min(exam - today, FARTHEST))
    assert seconds.tolist() == [60.0 * days.minutes_on(MONDAY + today + day) for day in range(len(seconds))]
