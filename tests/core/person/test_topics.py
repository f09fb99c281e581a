"""The questionnaire: what is asked after which answers, and that nothing a rule reads is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.credentials import RULES
from builders.records import record
from certway.core.person.fields import LISTS, SINGLES, Field, Kind, section_table
from certway.core.person.record import OPEN, Accreditation, Entry
from certway.core.person.topics import (
    ALWAYS,
    CHOOSING,
    NEVER,
    TOPICS,
    WISHES,
    Asked,
    Condition,
    Topic,
    open_topics,
    topic_about,
    topic_of,
    topics_for,
)
from certway.core.rulebook.accreditation import Accredited
from certway.core.rulebook.field_leaves import Together
from certway.core.rulebook.hours import Hours
from certway.core.rulebook.nodes import Node
from certway.core.rulebook.section_leaves import Covers, OfSection, Some
from certway.core.rulebook.waits import Wait
from strategies.people import entries, records

EVERY = (*TOPICS, WISHES)
CREDENTIALS = tuple(rules.credential for rules in RULES)


def topic(name: str) -> Topic:
    found = topic_of(name)
    assert found is not None
    return found


def asked(name: str, entry: Entry, *also: str) -> list[str]:
    return [field.name for field in topic(name).fields_for(entry, also=also)]


# Which questions follow which answers, read from the rules.

MA_PROGRAM = [
    "kind",
    "accredited_by",
    "setting",
    "completed",
    "academic_hours",
    "clinical_hours",
    "total_hours",
    "award",
]
LABORATORY_PROGRAM = ["kind", "accredited_by", "setting", "completed", "clinical_hours", "award"]
MA_JOB = ["role", "setting", "from", "to", "hours_per_week", "duties", "supervised"]
LABORATORY_JOB = ["role", "from", "to", "hours_per_week", "departments"]

QUESTIONS: list[tuple[str, Entry, list[str]]] = [
    ("school", {}, ["kind", "completed"]),
    ("school", {"kind": "ged"}, ["kind", "completed"]),
    ("school", {"kind": "none"}, ["kind"]),
    ("programs", {}, ["kind"]),
    ("programs", {"kind": "medical-assistant"}, MA_PROGRAM),
    ("programs", {"kind": "medical-assistant", "setting": "military"}, MA_PROGRAM),
    ("programs", {"kind": "mlt"}, LABORATORY_PROGRAM),
    ("programs", {"kind": "mlt", "setting": "civilian"}, LABORATORY_PROGRAM),
    ("programs", {"kind": "mlt", "setting": "military"}, [*LABORATORY_PROGRAM[:-1], "weeks", "award"]),
    ("programs", {"kind": "mls"}, LABORATORY_PROGRAM),
    ("programs", {"kind": "phlebotomy"}, ["kind", "accredited_by", "completed", "academic_hours", "clinical_hours"]),
    ("programs", {"kind": "laboratory-assistant"}, ["kind", "setting", "completed"]),
    ("programs", {"kind": "laboratory-assistant", "setting": "military"}, ["kind", "setting", "completed", "weeks"]),
    ("programs", {"kind": "patient-care"}, ["kind", "setting", "completed"]),
    ("programs", {"kind": "nursing"}, ["kind", "setting", "completed"]),
    ("programs", {"kind": "other"}, ["kind", "setting", "completed"]),
    ("programs", {"kind": "other", "setting": "military"}, ["kind", "setting", "completed", "weeks"]),
    ("work", {}, ["role"]),
    ("work", {"role": "medical-assistant"}, MA_JOB),
    ("work", {"role": "laboratory-technician"}, LABORATORY_JOB),
    ("work", {"role": "laboratory-scientist"}, LABORATORY_JOB),
    ("work", {"role": "medical-assisting-instructor"}, ["role", "from", "to"]),
    ("work", {"role": "phlebotomist"}, ["role", "from", "to", "hours_per_week", "supervised"]),
    ("work", {"role": "patient-care-technician"}, ["role", "from", "to", "supervised"]),
    ("work", {"role": "other"}, ["role", "setting", "from", "to", "hours_per_week"]),
    ("work", {"role": "other", "setting": "school"}, ["role", "setting", "from", "to", "hours_per_week"]),
    (
        "work",
        {"role": "other", "setting": "blood-bank"},
        ["role", "setting", "from", "to", "hours_per_week", "departments"],
    ),
    ("education", {}, ["level", "accredited", "completed", "semester_hours", "science_hours"]),
    ("education", {"accredited": True}, ["level", "accredited", "completed", "semester_hours", "science_hours"]),
    ("education", {"level": "associate", "accredited": False}, ["level", "accredited"]),
    ("credentials", {}, ["id"]),
    ("credentials", {"id": "cma-aama"}, ["id", "issued"]),
    ("credentials", {"id": "mlt-ascp"}, ["id", "issued", "expires"]),
    ("credentials", {"id": "rma-amt"}, ["id"]),
    ("attempts", {}, ["exam", "passed", "on"]),
    ("attempts", {"exam": "rma-amt", "passed": False}, ["exam", "passed", "on"]),
    ("attempts", {"exam": "rma-amt", "passed": True}, ["exam", "passed"]),
    ("attempts", {"exam": "cma-aama", "passed": True}, ["exam", "passed", "on"]),
    ("statements", {}, ["felony", "moral_character"]),
    ("cards", {}, ["kind"]),
    ("cards", {"kind": "cpr"}, ["kind", "issued", "expires"]),
    ("cards", {"kind": "first-aid"}, ["kind"]),
    ("procedures", {}, ["venipuncture", "capillary", "injection"]),
    ("about", {}, ["name"]),
]


@pytest.mark.parametrize(("name", "entry", "expected"), QUESTIONS)
def test_topic_asks_what_matters_after_what_was_told(name: str, entry: Entry, expected: list[str]) -> None:
    assert asked(name, entry) == expected


def test_wishes_are_all_asked() -> None:
    asked = {field.name for topic in (WISHES, CHOOSING) for field in topic.fields_for({})}
    assert asked == {field.name for field in WISHES.table.fields}


def conditions() -> list[tuple[str, Condition]]:
    """Every condition, with the section whose entries it looks at."""
    found = [
        (one.table.name, condition)
        for one in EVERY
        for question in one.asked
        for together in question.when
        for condition in together
    ]
    return found + [
        (after.section, condition)
        for one in EVERY
        for after in one.after
        for together in after.when
        for condition in together
    ]


def words_of(section: str, name: str) -> tuple[str | bool, ...]:
    """The words that an answer may be; for identifiers those that the shipped rules know."""
    table = section_table(section)
    field = table.field(name) if table else None
    assert field is not None
    if field.kind is Kind.FLAG:
        return (True, False)
    named = {("credentials", "id"): CREDENTIALS, ("attempts", "exam"): CREDENTIALS, ("cards", "kind"): ("cpr",)}
    return field.words or named[section, name]


def label(told: object) -> str:
    return f"{told.field}{'!' if told.unless else ''}" if isinstance(told, Condition) else str(told)


@pytest.mark.parametrize(("section", "condition"), conditions(), ids=label)
def test_condition_holds_for_its_words_alone(section: str, condition: Condition) -> None:
    words = words_of(section, condition.field)
    assert set(condition.words) <= set(words)
    holding = [word for word in words if condition.holds({condition.field: word})]
    assert holding == [word for word in words if (word in condition.words) != condition.unless]
    assert condition.holds({}) == condition.unless


def test_condition_is_fulfilled_by_one_of_several_words() -> None:
    duties = Condition("duties", ("clinical",))
    assert duties.holds({"duties": ("administrative", "clinical")})
    assert not duties.holds({"duties": ("administrative",)})
    assert not duties.holds({"duties": ()})


def test_condition_compares_words_and_no_numbers_or_days() -> None:
    passed = Condition("passed", (True,))
    assert not passed.holds({"passed": 1})
    assert not passed.holds({"passed": OPEN})
    assert not Condition("accreditation", ("ABHES",)).holds({"accreditation": (Accreditation("ABHES", None, OPEN),)})


def sets() -> list[tuple[Topic, Asked, tuple[Condition, ...]]]:
    """Every set of conditions that makes a question worth asking."""
    return [(one, question, together) for one in EVERY for question in one.asked for together in question.when]


@pytest.mark.parametrize(("one", "question", "together"), sets(), ids=lambda told: getattr(told, "id", ""))
def test_set_of_conditions_asks_as_a_whole(one: Topic, question: Asked, together: tuple[Condition, ...]) -> None:
    fulfilled: dict[str, str | bool] = {
        condition.field: condition.words[0] for condition in together if not condition.unless
    }
    assert question.field in one.fields_for(fulfilled)
    if len(question.when) == 1:
        for condition in together:
            broken = {**fulfilled, condition.field: next(spoiling(one.table.name, condition))}
            assert question.field not in one.fields_for(broken)


def spoiling(section: str, condition: Condition) -> Iterator[str | bool]:
    """Words that do not fulfil a condition."""
    for word in (*words_of(section, condition.field), "another"):
        if not condition.holds({condition.field: word}):
            yield word


# Answers are never hidden.


@given(st.data(), st.sampled_from([table for table in (*LISTS, *SINGLES) if topic_about(table.name)]))
def test_field_with_an_answer_is_always_shown_and_one_is_shown_when_named(data: st.DataObject, table) -> None:
    one = topic_about(table.name)
    assert one is not None
    entry = data.draw(entries(table, complete=False))
    also = data.draw(st.sets(st.sampled_from([field.name for field in table.fields])))
    by_itself = {field.name for field in one.fields_for(entry)}
    own = [question.field.name for question in one.asked]
    assert {name for name in own if name in entry} <= by_itself
    shown = [field.name for field in one.fields_for(entry, also=also)]
    assert shown == [name for name in own if name in by_itself or name in also]


def test_field_that_is_never_asked_by_itself_is_asked_when_named_or_told() -> None:
    assert asked("credentials", {"id": "rma-amt"}, "number") == ["id", "number"]
    assert asked("credentials", {"id": "rma-amt", "number": "77"}) == ["id", "number"]
    assert asked("about", {}, "born", "lives_in") == ["name", "lives_in", "born"]


def test_field_that_no_topic_asks_is_not_shown_even_when_named_or_told() -> None:
    assert asked("programs", {"id": "p1"}, "accreditation") == ["kind"]


# Topics.


def test_topics_are_asked_in_this_order() -> None:
    assert [one.id for one in TOPICS] == [
        "school", "programs", "work", "education", "credentials", "attempts", "statements", "cards", "procedures",
        "about",
    ]  # fmt: skip


def test_topic_is_found_by_its_id_and_by_its_section() -> None:
    assert [topic_of(one.id) for one in TOPICS] == list(TOPICS)
    assert [topic_about(one.table.name) for one in TOPICS] == list(TOPICS)
    assert [topic_of(name) for name in ("wishes", "high_school", "")] == [None] * 3
    assert [topic_about(name) for name in ("preferences", "education_credits", "school", "")] == [None] * 4


def test_every_field_asked_stands_in_the_field_table_and_is_asked_once() -> None:
    for one in EVERY:
        assert section_table(one.table.name) is one.table
        assert [one.table.field(question.field.name) for question in one.asked] == [
            question.field for question in one.asked
        ]
        assert Counter(question.field.name for question in one.asked).most_common(1)[0][1] == 1
        assert [one.asks(field.name) for field in one.table.fields] == [
            field in [question.field for question in one.asked] for field in one.table.fields
        ]


def test_entry_begins_with_a_choice_of_words_that_is_always_asked() -> None:
    """What else is asked depends on it, and a new entry must say it."""
    for one in TOPICS:
        if one.lists:
            assert (one.first.kind, one.asked[0].when) == (Kind.WORD, ALWAYS), one.id
    assert [one.id for one in TOPICS if one.lists] == [
        "programs", "work", "education", "credentials", "attempts", "cards",
    ]  # fmt: skip


def test_questions_depend_on_earlier_questions_of_their_topic() -> None:
    for one in EVERY:
        names = [question.field.name for question in one.asked]
        for place, question in enumerate(one.asked):
            on = {condition.field for together in question.when for condition in together}
            assert on <= set(names[:place]), (one.id, question.field.name)


def test_topics_that_come_after_another_depend_on_what_it_asks() -> None:
    sections = {one.id: [after.section for after in one.after] for one in TOPICS if one.after}
    assert sections == {"cards": ["work"], "procedures": ["programs", "work"]}
    order = [one.table.name for one in TOPICS]
    for one in TOPICS:
        for after in one.after:
            earlier = topic_about(after.section)
            assert earlier is not None
            assert order.index(after.section) < order.index(one.table.name)
            assert all(earlier.asks(condition.field) for together in after.when for condition in together)


USUAL = ["school", "programs", "work", "education", "credentials", "attempts", "statements", "about"]


@pytest.mark.parametrize(
    ("told", "more"),
    [
        ({}, []),
        ({"work": [], "programs": []}, []),
        ({"work": [{}, {"role": "medical-assisting-instructor"}]}, []),
        ({"work": [{"role": "other"}, {"role": "medical-assistant"}]}, ["cards"]),
        ({"programs": [{"kind": "mlt"}]}, []),
        ({"programs": [{"kind": "medical-assistant"}]}, ["procedures"]),
        ({"programs": [{"kind": "phlebotomy"}]}, ["procedures"]),
        ({"programs": [{"kind": "other"}, {"kind": "nursing"}]}, ["procedures"]),
        ({"work": [{"role": "other"}, {"role": "phlebotomist"}]}, ["procedures"]),
        (
            {"work": [{"role": "medical-assistant"}], "programs": [{"kind": "medical-assistant"}]},
            ["cards", "procedures"],
        ),
        ({"cards": []}, ["cards"]),
        ({"cards": [{"kind": "cpr"}]}, ["cards"]),
        ({"procedures": {"ekg": 0}}, ["procedures"]),
        ({"procedures": {}}, []),
    ],
)
def test_cards_and_procedures_matter_after_some_work_and_programs_or_once_told(
    told: Mapping[str, object], more: list[str]
) -> None:
    assert [one.id for one in topics_for(record(**told))] == [*USUAL[:-1], *more, "about"]


def test_topics_are_open_until_something_is_told_about_them() -> None:
    assert [one.id for one in open_topics(record())] == USUAL
    some = record(person={"name": "Maria", "high_school": {"kind": "ged"}}, work=[], statements={})
    assert [one.id for one in open_topics(some)] == ["programs", "education", "credentials", "attempts", "statements"]


@given(records())
def test_every_topic_told_matters_and_is_not_open(person) -> None:
    told = [one for one in TOPICS if one.is_told(person)]
    assert [one for one in topics_for(person) if one.is_told(person)] == told
    assert open_topics(person) == tuple(one for one in topics_for(person) if one not in told)


# Nothing that a rule reads is left out.

_OWN_FIELDS: Mapping[type[Node], tuple[str, ...]] = {
    Hours: ("from", "to", "hours_per_week"),
    Covers: ("from", "to"),
    Wait: ("on",),
    Accredited: ("accredited_by", "started", "completed"),
}


def read_by(node: Node, section: str) -> Iterator[tuple[str, str]]:
    """Every field that a rule reads, with its section; `section` is that of the entry it stands on."""
    own = node.section if isinstance(node, OfSection) else section
    names = [*_OWN_FIELDS.get(type(node), ()), *([node.field] if hasattr(node, "field") else [])]
    names += node.fields if isinstance(node, Together) else ()
    if isinstance(node, Some) and node.settles:
        names.append(node.settles)
    for name in names:
        path = f"{own}.{name}".strip(".").split(".")
        yield path[0], path[1]
    if isinstance(node, Hours) and node.since:
        yield section, node.since
    if isinstance(node, OfSection):
        yield own, ""
    for inner in node.inner():
        yield from read_by(inner, own)


def fields_read() -> list[tuple[str, str]]:
    nodes = [node for rules in RULES for node in (*rules.shared, *(route.rule for route in rules.routes))]
    return sorted({read for node in nodes for read in read_by(node, "")})


def test_rules_read_these_sections() -> None:
    assert sorted({section for section, _ in fields_read()}) == [
        "attempts", "cards", "credentials", "education", "high_school", "person", "procedures", "programs",
        "statements", "work",
    ]  # fmt: skip


@pytest.mark.parametrize(("section", "name"), fields_read())
def test_every_field_that_a_rule_reads_is_asked(section: str, name: str) -> None:
    one = topic_about(section)
    assert one is not None
    assert not name or one.asks(name)


def test_of_what_is_never_asked_by_itself_rules_read_three_fields() -> None:
    """A rule that turns out to want one of them leads to its question; the rest decides nothing."""
    never = {(one.table.name, asked.field.name) for one in TOPICS for asked in one.asked if asked.when == NEVER}
    assert never & set(fields_read()) == {
        ("programs", "started"), ("attempts", "route"), ("person", "born"),
    }  # fmt: skip
    assert never - set(fields_read()) == {
        ("education", "field"), ("credentials", "number"), ("attempts", "score"), ("procedures", "ekg"),
        ("person", "lives_in"),
    }  # fmt: skip


def unasked() -> list[Field]:
    """Fields of the sections asked about that no question asks."""
    return [field for one in TOPICS for field in one.table.fields if not one.asks(field.name)]


def test_fields_that_no_question_asks_are_lasting_names_and_the_long_form_of_accreditation() -> None:
    assert {field.name for field in unasked()} == {"id", "accreditation"}
