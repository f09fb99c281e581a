"""What newcomers ask first: each question has an answer for the person and her states."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from certway.answers.match import Match, match
from certway.core.person.fields import STATES
from certway.core.person.record import Record
from certway.exchange.first_questions import first_questions
from certway.exchange.match_rules import load_match_rules
from certway.exchange.words.telling import Telling
from planning import TODAY, maria

ASKED = ["shortest", "cost", "license", "mandatory", "renewal", "online"]


def matched(record: Record) -> Match:
    return match(load_match_rules(), record, as_of=TODAY)


@cache
def matched_nobody() -> Match:
    return matched(Record())


def answered(answer: Match) -> dict[str, tuple[str, ...]]:
    return {one.id: one.lines for one in first_questions(answer, Telling(as_of=TODAY))}


def test_every_question_is_answered_for_maria() -> None:
    lines = answered(matched(maria()))
    assert list(lines) == ASKED
    assert all(lines.values())
    assert len(lines["license"]) == len(lines["mandatory"]) == 3


def test_shortest_way_is_the_quickest_of_what_is_within_reach() -> None:
    answer = matched(maria())
    months = min(one.within[0].months for one in answer.credentials if one.within)
    assert f"{months} months" in answered(answer)["shortest"][0]


def test_who_names_no_state_is_asked_for_one() -> None:
    lines = answered(matched_nobody())
    assert lines["license"] == lines["mandatory"] == ("Tell us a state, and this is answered for it.",)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_an_answer(state: str) -> None:
    answer = matched_nobody()
    lines = answered(replace(answer, wishes=replace(answer.wishes, states=(state,))))
    assert (len(lines["license"]), len(lines["mandatory"])) == (3, 3)


def test_cost_without_a_published_fee_comes_last_and_says_so() -> None:
    answer = matched_nobody()
    only = replace(answer, credentials=tuple(one for one in answer.credentials if one.credential.id == "ncma-ncct"))
    (line,) = answered(only)["cost"]

    assert line.startswith("NCMA (NCCT): about $0")
    assert line.endswith("and the application fee, which is not published.")
    assert not any("not published" in line for line in answered(answer)["cost"])


def test_shortest_and_cheapest_keep_the_limits() -> None:
    person = record_with(budget=90_000)
    answer = matched(person)
    ccma = next(one for one in answer.credentials if one.credential.id == "ccma-nha")
    only = replace(answer, credentials=(ccma,))
    (line,) = first_questions(only, Telling(as_of=TODAY))[0].lines

    assert ccma.ways[0].price.likely > 900 >= ccma.within[0].price.likely
    assert f"{ccma.within[0].months} months" in line
    assert ccma.within[0].months > ccma.ways[0].months


def record_with(**preferences: object) -> Record:
    return Record(singles={"preferences": preferences})


def test_who_told_too_little_is_told_that() -> None:
    lines = answered(matched(Record(lists={"work": ()})))
    assert lines["shortest"] == lines["cost"]
    assert lines["cost"] == (
        "You have not told us enough to find a way. What is missing stands with each credential below.",
    )
