"""Nothing that a page or a command says is missing in the catalogue, so none can fail for the want of a word."""

from __future__ import annotations

import ast
import re
from typing import get_args

import pytest

from certway.core.person.fields import Kind
from certway.core.person.topics import TOPICS
from certway.core.rulebook.values import Confidence
from certway.exchange.rule_files import RuleFiles
from certway.exchange.typed_days import Reason
from certway.exchange.words.catalogue import catalogue
from certway.web.choose.table import COLUMNS
from certway.web.layout.road import STOPS, road
from said_words import (
    SOURCE,
    Saying,
    ids,
    messages,
    questions,
    sayings_of_code,
    sayings_of_templates,
    topic_parts_of_templates,
    words_that_questions_need,
)


def placeholders(message: str) -> set[str]:
    forms = messages()[message].string
    return {name for form in ([forms] if isinstance(forms, str) else forms) for name in re.findall(r"\{(\w+)\}", form)}


def sayings() -> list[Saying]:
    return sorted({*sayings_of_templates(), *sayings_of_code()}, key=lambda saying: (saying.where, saying.message))


def test_templates_and_code_say_something() -> None:
    assert {"page.skip", "start.title", "file.problems"} <= {saying.message for saying in sayings_of_templates()}
    assert {"day", "topic.wishes", "error.number"} & {saying.message for saying in sayings_of_code()} == {
        "day", "error.number",
    }  # fmt: skip


def test_every_message_that_is_named_is_in_the_catalogue() -> None:
    assert [saying for saying in sayings() if saying.message not in ids()] == []


def test_every_message_has_forms_by_number_where_it_is_said_by_number() -> None:
    by_number = {message for message, entry in messages().items() if not isinstance(entry.id, str)}
    assert [saying for saying in sayings() if saying.by_number != (saying.message in by_number)] == []


def test_every_message_is_given_all_its_values() -> None:
    lacking = [
        (saying, placeholders(saying.message) - saying.values)
        for saying in sayings()
        if saying.values is not None and not placeholders(saying.message) <= saying.values
    ]
    assert lacking == []


def test_every_word_of_the_questionnaire_is_in_the_catalogue() -> None:
    assert sorted(words_that_questions_need(RuleFiles().ids) - ids()) == []


def test_every_question_says_why_it_is_asked() -> None:
    names = [f"question.{topic.table.name}.{field.name}.why" for topic, field in questions()]
    plain = {"question.credentials.id.why"}  # the topic's own words say it
    assert sorted({*names} - ids() - plain) == []


def test_fields_that_are_asked_have_a_form() -> None:
    """The long form of accreditation has none."""
    assert {field.kind for _, field in questions()} == set(Kind) - {Kind.RANGES}


def test_parts_of_topics_that_templates_say_are_those_of_the_questionnaire() -> None:
    assert topic_parts_of_templates() == {"", "ask", "why", "yes", "no", "add", "one", "none"}


# What code puts together of a few words that it knows.

FAMILIES = {
    "error.day.{}": get_args(Reason),
    "compare.column.{}": COLUMNS,
    "road.{}": [name for name, _ in STOPS],
    "start.stop.{}": [name for name, _ in STOPS],
    "confidence.{}": get_args(Confidence),
    "plan.confidence.{}": get_args(Confidence),
    "plan.month.{}": range(1, 13),
    "month.{}": range(1, 13),
    "answer.next.{}": ("apply", "plan", "settle"),
    "answer.next.{}.text": ("apply", "plan", "settle"),
    "plan.body.{}": {RuleFiles().credential(name).issuer.id for name in RuleFiles().ids},
    "credential.{}": RuleFiles().ids,
    "topic.{}": [topic.id for topic in TOPICS],
}


@pytest.mark.parametrize("family", FAMILIES)
def test_every_member_of_a_family_is_in_the_catalogue(family: str) -> None:
    assert [name for name in FAMILIES[family] if family.format(name) not in ids()] == []


def kinds_of_errors() -> list[str]:
    """The pages of errors, read from the source: what their views give to `_page`, or to `_plain_page`."""
    tree = ast.parse((SOURCE / "web" / "site" / "errors.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    places = {"_page": 1, "_plain_page": 0}
    given = [call.args[places[name]] for call in calls if (name := getattr(call.func, "id", "")) in places]
    return [str(one.value) for one in given if isinstance(one, ast.Constant)]


def test_every_page_of_an_error_has_a_title_and_a_text() -> None:
    kinds = kinds_of_errors()
    of_pages = ["bad-request", "busy", "csrf", "forbidden", "not-found", "too-large", "too-many"]
    assert sorted(kinds) == sorted([*of_pages, "no-room", "server"])
    said = {f"error.page.{kind}{part}" for kind in kinds for part in ("", ".text")}
    assert sorted(said - ids()) == []


def test_road_names_its_stops() -> None:
    assert [(stop.name, stop.state) for stop in road("answer")] == [
        ("Compare", "behind"),
        ("Where you stand", "behind"),
        ("Your answer", "here"),
        ("Your plan", "ahead"),
        ("Study", "ahead"),
        ("Renew", "ahead"),
    ]
    assert {stop.state for stop in road("")} == {"ahead"}
    assert [stop.place for stop in road("")] == [1, 2, 3, 4, 5, 6]


def test_words_of_a_choice_tell_the_choices_apart() -> None:
    for topic, field in questions():
        if field.kind in (Kind.WORD, Kind.WORDS) and field.words:
            said = [catalogue().say(f"choice.{topic.table.name}.{field.name}.{word}") for word in field.words]
            assert len(set(said)) == len(said), (topic.id, field.name)
