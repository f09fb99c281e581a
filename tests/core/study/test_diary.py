"""Streaks forgive days off, and weeks hold what was done beside what was planned."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from builders.rhythms import rhythm_of
from certway.core.study.diary import Rhythm, Streak, Week, monday_of, streak_of, weekday, weeks_of

MONDAY = date(2026, 11, 23).toordinal()
EVERY_DAY = rhythm_of((20,) * 7)
days = st.integers(MONDAY - 60, MONDAY + 6)
rhythms = st.builds(
    rhythm_of,
    st.tuples(*[st.sampled_from((0, 20))] * 7),
    st.lists(st.tuples(days, st.integers(0, 9)).map(lambda one: (one[0], one[0] + one[1])), max_size=3).map(tuple),
    days,
)


@given(st.integers(1, date.max.toordinal()))
def test_weekdays_are_those_of_the_calendar(day: int) -> None:
    assert weekday(day) == date.fromordinal(day).weekday()
    assert date.fromordinal(monday_of(day)).weekday() == 0


def test_streak_counts_days_that_were_studied_up_to_a_planned_one_that_was_missed() -> None:
    studied = {MONDAY, MONDAY + 1, MONDAY + 3, MONDAY + 4, MONDAY + 5}

    assert streak_of(studied, EVERY_DAY, today=MONDAY + 5) == Streak(3, 3)
    assert streak_of(studied, EVERY_DAY, today=MONDAY + 6) == Streak(3, 3)  # today is not over
    assert streak_of(studied, EVERY_DAY, today=MONDAY + 7) == Streak(0, 3)
    assert streak_of((), EVERY_DAY, today=MONDAY) == Streak(0, 0)


def test_day_off_and_weekday_without_minutes_break_nothing() -> None:
    rhythm = rhythm_of((20, 20, 0, 20, 20, 20, 20), ((MONDAY + 4, MONDAY + 6),))

    assert streak_of({MONDAY, MONDAY + 1, MONDAY + 3, MONDAY + 7}, rhythm, today=MONDAY + 7) == Streak(4, 4)


@given(st.frozensets(days, max_size=30), rhythms)
def test_taking_a_day_off_never_shortens_a_streak(studied: frozenset[int], rhythm: Rhythm) -> None:
    today = MONDAY + 6
    before = streak_of(studied, rhythm, today=today)
    for day in range(MONDAY - 5, today + 1):
        freed = rhythm_of(rhythm.days.minutes, (*rhythm.days.days_off, (day, day)), rhythm.began)
        after = streak_of(studied, freed, today=today)
        assert after.now >= before.now
        assert after.longest >= before.longest


@given(st.frozensets(days, max_size=30), rhythms, days)
def test_studying_a_day_more_never_shortens_a_streak(studied: frozenset[int], rhythm: Rhythm, more: int) -> None:
    before, after = (streak_of(one, rhythm, today=MONDAY + 6) for one in (studied, studied | {more}))

    assert before.now <= after.now
    assert before.longest <= after.longest <= len(studied | {more})


@given(st.frozensets(days), rhythms)
def test_streak_of_who_planned_nothing_holds_every_day(studied: frozenset[int], rhythm: Rhythm) -> None:
    nothing = rhythm_of((0,) * 7, rhythm.days.days_off, rhythm.began)

    assert streak_of(studied, nothing, today=MONDAY + 6) == Streak(len(studied), len(studied))


@given(st.dictionaries(days, st.floats(0, 300)), rhythms)
def test_weeks_hold_everything_that_was_done_and_planned(done: dict[int, float], rhythm: Rhythm) -> None:
    weeks = weeks_of(done, rhythm, first=MONDAY - 60, last=MONDAY + 6)

    assert [week.monday for week in weeks] == list(range(monday_of(MONDAY - 60), MONDAY + 1, 7))
    assert abs(sum(week.done for week in weeks) - sum(done.values())) < 1e-6
    assert sum(week.planned for week in weeks) == sum(rhythm.planned(day) for day in range(weeks[0].monday, MONDAY + 7))


def test_nothing_is_planned_before_a_course_began() -> None:
    rhythm = rhythm_of((20,) * 7, (), MONDAY + 5)

    assert weeks_of({MONDAY: 7.5}, rhythm, first=MONDAY, last=MONDAY) == (Week(MONDAY, 7.5, 40),)


def test_nothing_is_planned_from_the_exam_s_day_on() -> None:
    rhythm = rhythm_of((20,) * 7, exam_on=MONDAY + 2)

    assert [rhythm.planned(MONDAY + day) for day in range(4)] == [20, 20, 0, 0]
    assert streak_of({MONDAY, MONDAY + 1}, rhythm, today=MONDAY + 9) == Streak(2, 2)
