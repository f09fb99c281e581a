"""What templates can say: sentences of the catalogue, days, dollars, and a drawing of an address."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.template import Context, Template

from builders.records import ordinal
from certway.exchange.words.catalogue import catalogue
from pages import read_markup


def shown(template: str, **values: object) -> str:
    return Template("{% load words questions paper %}" + template).render(Context(values))


@pytest.mark.parametrize(
    ("template", "values", "text"),
    [
        ('{% say "error.word" %}', {}, "Error:"),
        ('{% say "file.line" line=3 %}', {}, "Line 3:"),
        ('{% say_many "file.more" n %}', {"n": 1}, "And 1 more."),
        ('{% say_many "impossible.drop" n %}', {"n": 1}, "Give this limit up and plan again"),
        ('{% say_many "impossible.drop" n %}', {"n": 2}, "Give these limits up and plan again"),
        ('{% say_if_any "no.such.sentence" %}', {}, ""),
        ('{% say_if_any "error.word" %}', {}, "Error:"),
        ("{{ day|as_day }}", {"day": ordinal("2026-11-24")}, "24 November 2026"),
        (
            "{{ day|as_day:today }}",
            {"day": ordinal("2026-11-25"), "today": ordinal("2026-11-24")},
            "25 November 2026 (in 1 day)",
        ),
        ("{{ sum|as_dollars }}", {"sum": 2340}, "$2,340"),
        ("{{ text|sentence }}", {"text": "what is so"}, "What is so."),
    ],
)
def test_template_says(template: str, values: dict[str, object], text: str) -> None:
    assert shown(template, **values) == text


def test_sentence_that_the_catalogue_lacks_is_an_error() -> None:
    with pytest.raises(LookupError):
        shown('{% say "no.such.sentence" %}')


def test_value_in_a_sentence_is_no_markup() -> None:
    assert shown('{% say "error.number" text=text %}', text="<b>1</b>") == (
        "&quot;&lt;b&gt;1&lt;/b&gt;&quot; is not a number. Write digits, such as 1,920 or 12.5."
    )


def test_topic_is_named_and_asked_about() -> None:
    words = catalogue()

    assert shown('{% say_topic "work" %}') == words.say("topic.work")
    assert shown('{% say_topic "work" "ask" %}') == words.say("topic.work.ask")


@pytest.mark.parametrize(("place", "address"), [("work", "/w/"), ("cards", ""), ("", "")])
def test_address_of_a_question_is_the_pages_own(place: str, address: str) -> None:
    page = SimpleNamespace(addresses={"work": "/w/"})

    assert shown("{% question_address page place %}", page=page, place=place) == address


def test_drawing_of_an_address_is_plain_svg() -> None:
    one, other = (read_markup(shown("{% qr address %}", address=address)) for address in ("http://a/", "http://b/"))

    assert one.one("svg").get("viewbox") == other.one("svg").get("viewbox")
    assert one != other
    assert {part.tag for part in one.walk()} == {"svg", "path"}
