"""Readiness says whether one would pass, what would help most, or how much more must be answered to say."""

from __future__ import annotations

from dataclasses import astuple, replace

import numpy as np
import pytest

from builders.answer_logs import START, log_with
from certway.core.study.ability_learning import learn
from certway.core.study.answer_log import DAY, AnswerLog
from certway.core.study.assumptions import DEFAULTS
from certway.core.study.beliefs import beliefs_with
from certway.core.study.difficulties import Difficulties, unknown_difficulties
from certway.core.study.readiness import (
    Exam,
    ExamArea,
    Lack,
    Readiness,
    TooLittleKnown,
    expected_at,
    readiness,
)

AREAS = (ExamArea("blood", 50, (0, 1)), ExamArea("urine", 30, (2,)), ExamArea("safety", 20, (3,)))
EXAM = Exam(AREAS, topics=4, guess=0.25)


def history(counts: tuple[int, ...], *, every: int = 3, again: int = 0) -> AnswerLog:
    """Return answers to so many different questions of each topic, one in `every` wrong, then repeats of the first."""
    topics = [topic for topic, count in enumerate(counts) for _ in range(count)]
    rows = [(0, n, topic, n % every > 0, n / 10) for n, topic in enumerate(topics)]
    return log_with([*rows, *((0, 0, topics[0], True, 30.0) for _ in range(again))], items=400)


def items() -> Difficulties:
    return unknown_difficulties(400, 4, replace(DEFAULTS, item_sd=0.6, ease_sd=0.0, guess=0.25))


def asked(log: AnswerLog, exam: Exam = EXAM, *, day: float = 40) -> Readiness | TooLittleKnown:
    return readiness(log, exam, difficulties=items(), exam_at=START + int(day * DAY))


def known(log: AnswerLog, exam: Exam = EXAM, *, day: float = 40) -> Readiness:
    found = asked(log, exam, day=day)
    assert isinstance(found, Readiness)
    return found


def test_too_few_answers_are_refused_with_what_lacks() -> None:
    assert asked(history((20, 10, 12, 0))) == TooLittleKnown(42, (), 18)
    assert asked(history((40, 0, 2, 0), again=50)) == TooLittleKnown(42, (Lack("urine", 3),), 15)
    assert asked(history((0, 2, 40, 40))) == TooLittleKnown(82, (Lack("blood", 3),), 0)


def test_exactly_enough_is_answered() -> None:
    assert isinstance(asked(history((30, 25, 5, 0))), Readiness)
    assert isinstance(asked(history((30, 24, 5, 0), again=9)), TooLittleKnown)


def test_answers_after_the_exam_count_for_nothing() -> None:
    log = history((30, 25, 20, 20))

    assert asked(log, day=0.95) == TooLittleKnown(10, (Lack("urine", 5),), 45)
    assert known(log, day=9.5) == known(log.where(log.at <= START + int(9.5 * DAY)), day=9.5)


def test_estimates_lie_inside_their_intervals_and_add_up() -> None:
    found = known(history((30, 25, 20, 20)))

    for one in (found.chance, found.right, found.level, *(area.right for area in found.areas)):
        assert one.low < one.middle < one.high
    assert sum(area.items * area.right.middle for area in found.areas) == pytest.approx(found.right.middle, abs=0.01)
    assert [area.answered for area in found.areas] == [55, 20, 20]
    assert found.answered == 95


def test_who_answers_more_rightly_has_the_better_chance() -> None:
    chances = [known(history((30, 25, 20, 20), every=every)).chance.middle for every in (2, 3, 5, 20)]

    assert chances == sorted(chances)
    assert chances[0] < 0.5 < 0.9 < chances[-1]


def test_time_until_the_exam_never_narrows_the_interval_of_ability() -> None:
    found = [known(history((30, 25, 20, 20)), day=day) for day in (10, 20, 60, 200)]
    widths = [one.level.high - one.level.low for one in found]

    assert widths == sorted(widths)
    assert [one.right.middle for one in found] == sorted((one.right.middle for one in found), reverse=True)


def test_practice_helps_most_where_the_exam_asks_much_and_little_was_practised() -> None:
    found = known(history((40, 40, 5, 40)))

    assert found.lifts[0].node == "urine"
    assert all(lift.chance > 0 and lift.right > 0 for lift in found.lifts)
    assert {lift.minutes for lift in found.lifts} == {10.0}


def test_lift_goes_by_the_minute() -> None:
    slow = replace(EXAM, minutes={"urine": 20.0})

    assert known(history((40, 40, 5, 40)), slow).lifts[-1].node == "urine"


def test_answer_to_an_unseen_question_counts_more_than_one_more_to_a_known_one() -> None:
    log = history((30, 25, 20, 20))
    new, again = (
        log_with([*_rows(log), *((0, item, 0, True, 31.0) for item in chosen)], items=400)
        for chosen in (range(200, 215), range(15))
    )

    assert known(new).chance.middle > known(again).chance.middle > known(log).chance.middle - 0.02


def _rows(log: AnswerLog) -> list[tuple[int, int, int, bool, float]]:
    days = (log.at - START) / DAY
    return [(0, *row) for row in zip(log.item.tolist(), log.topic.tolist(), log.right.tolist(), days, strict=True)]


def test_all_right_and_all_wrong_are_estimated_too() -> None:
    right, wrong = (known(history((40, 40, 40, 40), every=every)).chance.middle for every in (1_000, 1))

    assert (right, wrong) == pytest.approx((1, 0), abs=0.01)


def test_what_is_expected_on_some_days_is_what_readiness_says_on_each() -> None:
    log = history((30, 25, 20, 20))
    beliefs = learn(log, assumptions=DEFAULTS, difficulties=items()).beliefs

    found = expected_at(beliefs, EXAM, [START + day * DAY for day in (12, 40, 90)])
    for day, then in zip((12, 40, 90), found, strict=True):
        one = known(log, day=day)
        for name in ("chance", "right", "level"):
            assert astuple(getattr(then, name)) == pytest.approx(astuple(getattr(one, name)))
    assert expected_at(beliefs, EXAM, []) == ()


def test_more_practice_is_expected_to_help() -> None:
    beliefs = learn(history((30, 25, 20, 20)), assumptions=DEFAULTS, difficulties=items()).beliefs
    at = [START + 40 * DAY]
    (without,), (with_more,) = expected_at(beliefs, EXAM, at), expected_at(beliefs, EXAM, at, more=np.full(4, 20.0))

    assert with_more.chance.middle > without.chance.middle
    assert with_more.right.middle > without.right.middle


@pytest.mark.parametrize("told", [1, 40, 95, 145])
def test_going_on_from_what_was_learned_is_learning_it_all(told: int) -> None:
    log = history((30, 25, 20, 20), again=50)
    assert len(log) == 145
    all_at_once = learn(log, assumptions=DEFAULTS, difficulties=items()).beliefs
    before = learn(log.where(np.arange(145) < told), assumptions=DEFAULTS, difficulties=items()).beliefs
    went_on = learn(
        log.where(np.arange(145) >= told),
        assumptions=DEFAULTS,
        difficulties=items(),
        beliefs=beliefs_with(before, log, DEFAULTS),
    ).beliefs

    for name in ("people", "topic_keys", "topics", "meeting_keys", "meetings"):
        assert np.array_equal(getattr(went_on, name), getattr(all_at_once, name)), name
