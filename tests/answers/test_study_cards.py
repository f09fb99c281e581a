"""Cards of an exam, one's own pace, and other work on their scale."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from certway.answers.study_activities import MOCK, activities
from certway.answers.study_cards import EPOCH, QUESTION_EFFORT, ExamCards, cards_of, effort_of, knowledge_from
from certway.answers.weak_practice import parts_of
from certway.core.study.agenda import Gains
from certway.core.study.learners import KINDS
from certway.core.study.line import Line
from certway.core.study.memory import AGAIN, GOOD
from certway.exchange.bank.shipped import shipped_bank

HOUR = 3_600_000
NOON = 20_000 * 24 * HOUR + 12 * HOUR  # an instant at noon in UTC, day 20,000 since 1970
TODAY = 20_000 + EPOCH


@lru_cache
def cards(exam: str) -> ExamCards:
    bank = shipped_bank()
    return cards_of(exam, parts_of(bank.bank, exam, bank.editions[exam]))


def line(item: str, at: int, grade: int = GOOD, spent: int | None = None) -> Line:
    return Line(item, "", at, grade, grade > AGAIN, "study", spent=spent)


@pytest.mark.parametrize("exam", sorted(shipped_bank().editions))
def test_cards_carry_the_whole_exam_each_part_by_its_weight(exam: str) -> None:
    found = cards(exam)
    assert np.isclose(found.weights.sum(), 1)
    by_part = np.bincount(found.parts, found.weights)
    assert np.allclose(by_part, found.shares)
    assert len(found.place_of) == len(found.entries)


def test_days_turn_where_she_is() -> None:
    found, first = cards("cma-aama"), cards("cma-aama").entries[0].id
    late = [line(first, NOON - 10 * HOUR)]  # at 2 in the morning in UTC, at 8 the evening before in Chicago
    there = knowledge_from(found, late, KINDS, today=TODAY, offset=0)
    chicago = knowledge_from(found, late, KINDS, today=TODAY, offset=-6 * HOUR)
    assert (there.is_fresh[0], chicago.is_fresh[0]) == (True, False)
    assert (there.last_day[0], chicago.last_day[0]) == (0, -1)


def test_own_pace_counts_once_enough_was_timed() -> None:
    few = [line("a", NOON, spent=90_000)] * 19
    assert effort_of(few) == QUESTION_EFFORT
    assert np.isclose(effort_of([*few, few[0]]).new_seconds, 2 * QUESTION_EFFORT.new_seconds)
    assert np.isclose(effort_of([line("a", NOON, spent=100)] * 40).new_seconds, 0.3 * QUESTION_EFFORT.new_seconds)
    reading = [replace(line("a", NOON, spent=60_000), reading=30_000)] * 20
    assert effort_of(reading) == effort_of([*few, few[0]])
    exam = [replace(one, source="exam") for one in (*few, few[0])]
    assert effort_of(exam) == QUESTION_EFFORT  # nothing is read in between there


def test_skills_and_scenarios_are_worth_a_share_of_their_topics_and_rest() -> None:
    bank, found = shipped_bank().bank, cards("cma-aama")
    flat = Gains(np.full(len(found.entries), 0.002), np.full(len(found.entries), 40.0))
    fresh = {one.name: one for one in activities(found, flat, bank.skills, bank.scenarios, {})}
    skill = next(one for one in bank.skills if f"skill/{one.id}" in fresh)
    told = fresh[f"skill/{skill.id}"]
    assert told.seconds == 60 * skill.minutes
    assert 0 < told.gain <= 0.5 * 0.002 * len(skill.steps)
    assert np.isclose(fresh[MOCK].gain, 40 * 0.002)
    topics = {one.topic for one in found.entries}
    asked = {one.id for one in bank.skills if topics & set(one.topics)}
    assert {name.partition("/")[2] for name in fresh if name.startswith("skill/")} == asked

    just_done = {f"skill/{skill.id}": 0.0}
    after = {one.name: one for one in activities(found, flat, bank.skills, bank.scenarios, just_done)}
    assert after[f"skill/{skill.id}"].gain == 0
    week = {f"skill/{skill.id}": 7.0}
    rested = {one.name: one for one in activities(found, flat, bank.skills, bank.scenarios, week)}
    assert 0.6 < rested[f"skill/{skill.id}"].gain / told.gain < 0.7


def test_section_of_a_mock_exam_takes_as_long_as_its_questions_and_never_beats_the_best_of_them() -> None:
    bank, found = shipped_bank().bank, cards("cma-aama")
    gain = np.where(found.parts == 0, 0.004, 0.001)
    mixed = Gains(gain, np.where(found.parts == 0, 60.0, 30.0))
    mock = next(one for one in activities(found, mixed, bank.skills, bank.scenarios, {}) if one.name == MOCK)
    share = found.shares[0]
    assert np.isclose(mock.seconds, 40 * (60 * share + 30 * (1 - share)))
    assert mock.rate < (mixed.gain / mixed.seconds).max()
