"""Every change of the rules has a sentence, and every answer that it touches."""

from __future__ import annotations

from typing import get_args

import pytest

from builders.records import ordinal
from builders.rules import value_of, version
from builders.sheets import edition_of, route_of, sheet_of
from certway.answers.rule_changes import ChangeState, sheet_changes, value_changes
from certway.answers.rules_diff import RulesDiff, Stood, Touched
from certway.answers.sheet import RuleSheet
from certway.core.rulebook.nodes import Assumed, Face, InForce
from certway.core.rulebook.timeline import Eligibility
from certway.exchange.words.rule_changes import change_sentence, part_words, touched_sentences
from certway.exchange.words.telling import Telling

TELLING = Telling()
FIRST, LAST = ordinal("2020-06-30"), ordinal("2021-06-30")
BEGUN = "2021-01-01"
SENTENCES = {
    "begins": ([version(5, begins=BEGUN)], "value: from 1 January 2021, $5."),
    "ends": ([version(5, until="2020-12-31")], "value: $5, up to 31 December 2020."),
    "replaced": ([version(5), version(6, begins=BEGUN)], "value: from 1 January 2021, $6; before, $5."),
    "abolished": (
        [version(5), version(state="abolished", begins=BEGUN)],
        "value: abolished from 1 January 2021; before, $5.",
    ),
    "takes-effect": (
        [version(5), version(6, begins=BEGUN, state="announced")],
        "value: from 1 January 2021, as announced, $6; before, $5.",
    ),
    "announced": (
        [version(5), version(6, state="announced", as_of="2020")],
        "value: $6 is announced, for a day that is not known; so far, $5.",
    ),
    "changed-between": (
        [version(5, begins="2020-06-30"), version(6, as_of="2020-12-05")],
        "value: $6; before, $5. It changed between 1 July 2020 and 5 December 2020; the day is not known.",
    ),
    "may-have-changed": ([version(5), version(6, as_of="2020-12-05")], "value: $6; once, $5."),
}


def sentences(sheet: RuleSheet) -> list[str]:
    return [change_sentence(one, TELLING) for one in sheet_changes(sheet, FIRST, LAST)]


def test_every_state_of_a_change_is_tried():
    assert set(SENTENCES) == set(get_args(ChangeState))


@pytest.mark.parametrize("state", SENTENCES)
def test_change_of_a_value_is_said(state: str):
    versions, sentence = SENTENCES[state]
    (change,) = value_changes({"value": value_of(*versions, unit="usd")}, FIRST, LAST, part="fees")
    assert (change.state, change_sentence(change, TELLING)) == (state, sentence)


@pytest.mark.parametrize(
    ("versions", "sentence"),
    [
        ([version(6, begins=BEGUN, state="announced")], "value: from 1 January 2021, as announced, $6."),
        ([version(6, state="announced", as_of="2020")], "value: $6 is announced, for a day that is not known."),
        ([version(state="abolished", begins=BEGUN)], "value: abolished from 1 January 2021."),
    ],
)
def test_change_of_what_was_not_known_before_says_nothing_of_it(versions, sentence: str):
    (change,) = value_changes({"value": value_of(*versions, unit="usd")}, FIRST, LAST, part="fees")
    assert change_sentence(change, TELLING) == sentence


def test_routes_clauses_and_outlines_are_said_by_what_they_are():
    clause = Assumed(Face(id="paper", asks="a letter from your school"))
    sheet = sheet_of(
        route_of(InForce(Face(id="paper"), clause, ordinal("2021-02-01"), None), until=ordinal("2020-12-31")),
        shared=(InForce(Face(id="paper"), clause, None, ordinal("2021-01-31")),),
        outline=(edition_of("old"), edition_of("new", begins=ordinal("2021-04-01"))),
    )
    assert sentences(sheet) == [
        "Route-1 (route-1) is closed; 31 December 2020 was its last day.",
        "A condition begins on 1 February 2021: A letter from your school (Certway does not check this).",
        "A condition ends; 31 January 2021 was its last day: A letter from your school (Certway does not check this).",
        "Content outline: from 1 April 2021, Edition new; before, Edition old.",
    ]


def test_parts_have_headings():
    parts = [*sheet_of().parts, "routes", "clauses", "outline", "trainings", "resources"]
    assert all(part_words(part, TELLING) != part for part in parts)
    assert part_words("states/laboratory/TX", TELLING) == "Laboratory staff in Texas"


def touched(then: Stood, kept: Stood, now: Stood, *, unsure: bool = False) -> list[str]:
    versions = [version(5), version(6, as_of="2020-12-05") if unsure else version(6, begins=BEGUN)]
    changes = tuple(value_changes({"value": value_of(*versions)}, FIRST, LAST, part="eligibility"))
    one = Touched(sheet_of().credential, then, kept, now, changes)
    return touched_sentences(one, RulesDiff(FIRST, LAST, changes, (one,)), TELLING)


MET = Stood("met", Eligibility(None, None), (100, 100))
NOT_MET = Stood("not-met", Eligibility(None, None), (100, 100))
DEARER = Stood("met", Eligibility(None, None), (110, 110))
OPEN_FEE = Stood("met", Eligibility(None, None), None)
NOW, NOT_YET = "You can apply now; no last day is set.", "On what you told us, you cannot apply yet."


def test_answer_that_the_rules_changed_is_told_by_both_days_rules():
    assert touched(MET, MET, NOT_MET) == [
        "The rules made a difference.",
        f"By the rules of 30 June 2020, asked on 30 June 2021: {NOW}",
        f"By the rules of 30 June 2021, asked on that day: {NOT_YET}",
    ]
    assert touched(MET, MET, NOT_MET, unsure=True)[0] == (
        "The rules may have made a difference; on which day they changed is not known."
    )


def test_fee_that_changed_is_told_alone_where_the_answer_is_the_same():
    assert touched(MET, MET, DEARER)[1:] == [
        "The fee by your best routes: $110 by the rules of 30 June 2021; $100 by those of 30 June 2020."
    ]
    assert "not published by the rules of 30 June 2021" in touched(MET, MET, OPEN_FEE)[1]


def test_time_is_named_where_it_made_a_difference():
    assert touched(NOT_MET, MET, MET) == [
        "No change of the rules made a difference, only time did.",
        f"By the rules of 30 June 2020, on that day: {NOT_YET}",
        f"By the rules of 30 June 2021, on that day: {NOW}",
    ]
    assert touched(NOT_MET, MET, DEARER)[2:] == [
        "Time made a difference too.",
        f"By the rules of 30 June 2020, on that day: {NOT_YET}",
    ]
