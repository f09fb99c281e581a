"""What newcomers ask first: each question has an answer for the person and her states."""

from __future__ import annotations

from dataclasses import replace

import pytest

from certway.answers.match import match
from certway.core.person.fields import STATES
from certway.core.person.record import Record
from certway.exchange.first_questions import first_questions
from certway.exchange.match_rules import load_match_rules
from certway.exchange.words.telling import Telling
from planning import TODAY, maria

ASKED = ["shortest", "cost", "license", "mandatory", "renewal", "online"]


def answered(record: Record) -> dict[str, tuple[str, ...]]:
    answer = match(load_match_rules(), record, as_of=TODAY)
    return {one.id: one.lines for one in first_questions(answer, Telling(as_of=TODAY))}


def test_every_question_is_answered_for_maria() -> None:
    lines = answered(maria())
    assert list(lines) == ASKED
    assert all(lines.values())
    assert len(lines["license"]) == len(lines["mandatory"]) == 3


def test_shortest_way_is_the_quickest_of_what_is_within_reach() -> None:
    answer = match(load_match_rules(), maria(), as_of=TODAY)
    months = min(one.ways[0].months for one in answer.credentials if one.ranked.feasible == "feasible")
    assert f"{months} months" in answered(maria())["shortest"][0]


def test_who_names_no_state_is_asked_for_one() -> None:
    lines = answered(Record())
    assert lines["license"] == lines["mandatory"] == ("Tell us a state, and this is answered for it.",)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_an_answer(state: str) -> None:
    answer = match(load_match_rules(), Record(), as_of=TODAY)
    there = replace(answer, wishes=replace(answer.wishes, states=(state,)))
    lines = {one.id: one.lines for one in first_questions(there, Telling(as_of=TODAY))}
    assert (len(lines["license"]), len(lines["mandatory"])) == (3, 3)


def test_cost_without_a_published_fee_says_so() -> None:
    answer = match(load_match_rules(), Record(), as_of=TODAY)
    lines = answered(Record())["cost"]
    shorts = [one.credential.short for one in answer.credentials if one.way and one.way.fee is None]
    assert shorts == ["NCMA (NCCT)"]
    assert all(("not published" in line) == line.startswith("NCMA (NCCT)") for line in lines)
    assert any(line.startswith("NCMA (NCCT)") for line in lines)
