"""What was worked on by day, week and place, and how much of a week's goals is done."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from builders.rhythms import rhythm_of
from certway.answers.study_work import (
    PLACES,
    WEEKS_SHOWN,
    Done,
    Piece,
    Share,
    answer_piece,
    gathered,
    run_piece,
    study_work,
    week_done,
)
from certway.core.study.diary import Streak
from certway.core.study.line import Line

MONDAY = date(2026, 11, 23).toordinal()
RHYTHM = rhythm_of((20, 20, 20, 20, 20, 0, 0), ((MONDAY + 2, MONDAY + 2),), MONDAY - 7)
pieces = st.builds(
    Piece,
    st.integers(MONDAY - 200, MONDAY + 6),
    st.sampled_from(PLACES),
    st.floats(0, 60),
    st.integers(1, 9),
    st.integers(0, 1),
)


def test_time_counts_as_far_as_it_was_measured_and_nobody_was_away() -> None:
    line = Line("a/b", "a", 0, 3, True, "study", spent=30_000)

    assert answer_piece(line, 5) == Piece(5, "study", 0.5)
    assert answer_piece(Line("a/b", "a", 0, 3, True, "exam", spent=3_600_000), 5) == Piece(5, "exam", 3.0)
    assert answer_piece(Line("a/b", "a", 0, 3, None, "elsewhere"), 5) == Piece(5, "elsewhere", 0.0)
    assert answer_piece(Line("a/b", "a", 0, 3, True, "study"), 5) == Piece(5, "study", 0.0, 1, 1)
    assert run_piece("skills", 5, 600_000) == Piece(5, "skills", 10.0)
    assert run_piece("scenarios", 5, None) == Piece(5, "scenarios", 0.0, 1, 1)


@given(st.lists(pieces, max_size=20))
def test_gathering_loses_nothing(told: list[Piece]) -> None:
    found = gathered(told)

    assert len({(one.day, one.where) for one in found}) == len(found)
    for name in ("minutes", "count", "unmeasured"):
        assert abs(sum(getattr(one, name) for one in found) - sum(getattr(one, name) for one in told)) < 1e-6
    assert study_work(found, RHYTHM, today=MONDAY).shares == study_work(told, RHYTHM, today=MONDAY).shares


@given(st.lists(pieces, max_size=20))
def test_calendar_is_whole_weeks_up_to_that_of_today(told: list[Piece]) -> None:
    work = study_work(told, RHYTHM, today=MONDAY + 3)
    days = [one.day for one in work.days]

    assert days == list(range(days[0], MONDAY + 7))
    assert len(days) % 7 == 0
    assert len(days) // 7 == len(work.weeks) <= WEEKS_SHOWN
    for number, week in enumerate(work.weeks):
        own = work.days[7 * number : 7 * number + 7]
        assert week.monday == own[0].day
        assert abs(week.done - sum(one.minutes for one in own)) < 1e-6
        assert week.planned == sum(one.planned for one in own)


def test_day_off_stands_in_the_calendar_and_keeps_the_streak() -> None:
    told = [Piece(MONDAY + day, "study", 12.0) for day in (0, 1, 3)]
    work = study_work(told, RHYTHM, today=MONDAY + 3)

    assert work.streak == Streak(3, 3)
    assert [one.is_off for one in work.days[-7:]] == [False, False, True, False, False, False, False]
    assert work.shares == (Share("study", 3, 36.0),)


def test_goals_of_a_week_count_what_was_done_since_monday() -> None:
    told = [
        Piece(MONDAY - 1, "study", 50.0, 40),
        Piece(MONDAY, "study", 20.6, 30),
        Piece(MONDAY + 1, "exam", 10.0, 12),
        Piece(MONDAY + 1, "elsewhere", 0.0, 99),
        Piece(MONDAY + 2, "skills", 8.0, 2),
    ]
    goals = {"questions": 50, "skills": 2, "exams": 1}

    assert week_done(told, 0, goals, RHYTHM, today=MONDAY + 2) == (
        Done("minutes", 39, 80),
        Done("questions", 42, 50),
        Done("skills", 2, 2),
        Done("exams", 0, 1),
    )
    assert week_done(told, 0, {}, rhythm_of((0,) * 7), today=MONDAY) == ()
