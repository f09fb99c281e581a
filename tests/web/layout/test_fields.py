"""Form fields: what people type as values of a record, values as what boxes are filled with, and what is refused."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict
from hypothesis import given, settings
from hypothesis import strategies as st

from certway.core.person.fields import Kind, section_table
from certway.core.person.record import OPEN, Entry, FreeDays
from certway.core.person.topics import TOPICS, WISHES, Topic
from certway.core.units.days import DaySpan, parse_day
from certway.exchange.words.catalogue import catalogue
from certway.web.layout.entry_form import EntryForm
from certway.web.layout.fields import LONGEST_TEXT, LONGEST_TYPED, MOST_BOXES, MOST_RADIOS
from pages import filled, read_markup
from strategies.people import entries

EVERY_TOPIC = (*TOPICS, WISHES)


def span(text: str) -> DaySpan:
    found = parse_day(text)
    assert found is not None
    return found


def free(first: str, last: str = "") -> FreeDays:
    return FreeDays(span(first).first, span(last or first).last)


def form_for(topic: Topic, kept: Entry, data: Mapping[str, list[str]] | None = None) -> EntryForm:
    """Return a form that asks everything a topic may ask."""
    sent = None if data is None else MultiValueDict({name: list(values) for name, values in data.items()})
    return EntryForm(topic.table, [asked.field for asked in topic.asked], kept, sent)


def one_field(section: str, name: str) -> Topic:
    table = section_table(section)
    assert table is not None
    topic = next(topic for topic in EVERY_TOPIC if topic.table is table)
    return Topic(topic.id, table, tuple(asked for asked in topic.asked if asked.field.name == name))


def answered(section: str, name: str, **sent: str | list[str]) -> EntryForm:
    """Return a form with a single field, as it was sent; `_` stands for the field's own name."""
    named = {key.replace("_", name, 1) if key.startswith("_") else key: value for key, value in sent.items()}
    return form_for(
        one_field(section, name),
        {"exam": "mlt-ascp"} if name == "route" else {},
        {key: [value] if isinstance(value, str) else value for key, value in named.items()},
    )


TYPED = [
    ("programs", "completed", {"_": "May 30, 2019"}, span("2019-05-30")),
    ("programs", "completed", {"_": " 5/30/2019 "}, span("2019-05-30")),
    ("programs", "completed", {"_": "may 2019"}, span("2019-05")),
    ("programs", "completed", {"_": "2019"}, span("2019")),
    ("programs", "completed", {"_": ""}, None),
    ("programs", "completed", {"_": "   "}, None),
    ("work", "to", {"_": "June 1, 2022"}, span("2022-06-01")),
    ("work", "to", {"_": " ", "__open": "on"}, OPEN),
    ("work", "to", {"_": "2022"}, span("2022")),
    ("work", "to", {"_": ""}, None),
    ("programs", "academic_hours", {"_": "1,920"}, 192_000),
    ("programs", "academic_hours", {"_": "0"}, 0),
    ("programs", "academic_hours", {"_": "12.5"}, 1_250),
    ("programs", "academic_hours", {"_": "12.05"}, 1_205),
    ("programs", "academic_hours", {"_": " 560 "}, 56_000),
    ("programs", "academic_hours", {"_": "20,000"}, 2_000_000),
    ("programs", "academic_hours", {"_": ""}, None),
    ("preferences", "budget", {"_": "$6,000"}, 600_000),
    ("preferences", "budget", {"_": "$ 6 000.50"}, 600_050),
    ("preferences", "budget", {"_": "1\u00a0000\u00a0000"}, 100_000_000),
    ("work", "role", {"_": "phlebotomist"}, "phlebotomist"),
    ("work", "role", {"_": ""}, None),
    ("work", "role", {}, None),
    ("work", "setting", {"_": "urgent-care"}, "urgent-care"),
    ("person", "lives_in", {"_": "TX"}, "TX"),
    ("credentials", "id", {"_": "mlt-ascp"}, "mlt-ascp"),
    ("cards", "kind", {"_": "cpr"}, "cpr"),
    ("attempts", "route", {"_": "route-2"}, "route-2"),
    ("statements", "felony", {"_": "yes"}, True),
    ("statements", "felony", {"_": "no"}, False),
    ("statements", "felony", {"_": ""}, None),
    ("statements", "felony", {}, None),
    ("programs", "accredited_by", {"_": ["ABHES", "CAAHEP"]}, ("ABHES", "CAAHEP")),
    ("programs", "accredited_by", {"_": ["-none"]}, ()),
    ("programs", "accredited_by", {}, None),
    ("person", "name", {"_": "  Åsa O'Neil  "}, "Åsa O'Neil"),
    ("person", "name", {"_": "x" * LONGEST_TEXT}, "x" * LONGEST_TEXT),
    ("person", "name", {"_": ""}, None),
    ("education", "science_hours", {"__biology": "16", "__chemistry": "4.5"}, {"biology": 1_600, "chemistry": 450}),
    ("education", "science_hours", {"__biology": "0"}, {"biology": 0}),
    ("education", "science_hours", {"__biology": ""}, None),
    ("preferences", "days_off", {"_": "Dec 20, 2026 to Jan 3, 2027"}, (free("2026-12-20", "2027-01-03"),)),
    (
        "preferences",
        "days_off",
        {"_": "July 4, 2027\r\n\r\n  August 2027  \r\n"},
        (free("2027-07-04"), free("2027-08")),
    ),
    ("preferences", "days_off", {"_": "\n \n"}, None),
    ("preferences", "intakes", {"_": "1/11/2027\n8/23/2027"}, (free("2027-01-11"), free("2027-08-23"))),
]


@pytest.mark.parametrize(("section", "name", "sent", "value"), TYPED)
def test_field_reads_what_was_typed(section: str, name: str, sent: dict[str, str], value: object) -> None:
    form = answered(section, name, **sent)

    assert (form.is_valid(), form.errors) == (True, {})
    assert form.entry == ({} if value is None else {name: value})


def test_every_kind_of_field_that_is_asked_is_among_those_typed() -> None:
    asked = {asked.field.kind for topic in EVERY_TOPIC for asked in topic.asked}
    typed = {one_field(section, name).first.kind for section, name, _sent, _value in TYPED}

    assert typed == asked == set(Kind) - {Kind.RANGES}


DAY_REFUSALS = [
    ("soon", "no-date"),
    ("5.6.2019", "ambiguous"),
    ("Feb 30, 2019", "no-such-day"),
    ("5/30/19", "short-year"),
    ("May 30", "year-missing"),
    ("May 30, 1066", "out-of-range"),
]
REFUSED = [
    *(("programs", "completed", {"_": text}, f"error.day.{reason}", {"text": text}) for text, reason in DAY_REFUSALS),
    *(("work", "to", {"_": text}, f"error.day.{reason}", {"text": text}) for text, reason in DAY_REFUSALS),
    ("work", "to", {"_": "2022", "__open": "on"}, "error.open-day", {}),
    *(
        ("programs", "academic_hours", {"_": text}, "error.number", {"text": text})
        for text in ("many", "-5", "1.234", "1e3", "½", "12h", "٣", ".5", "5.", "1.2.3")
    ),
    ("programs", "academic_hours", {"_": "20000.01"}, "error.range", {"least": "0", "most": "20,000"}),
    ("work", "hours_per_week", {"_": "168.01"}, "error.range", {"least": "0", "most": "168"}),
    ("preferences", "budget", {"_": "$1,000,001"}, "error.range", {"least": "0", "most": "1,000,000"}),
    ("preferences", "budget", {"_": "$"}, "error.number", {"text": "$"}),
    ("education", "science_hours", {"__biology": "lots"}, "error.number", {"text": "lots"}),
    ("education", "science_hours", {"__biochemistry": "1001"}, "error.range", {"least": "0", "most": "1,000"}),
    ("programs", "accredited_by", {"_": ["CAAHEP", "-none"]}, "error.none-and-some", {}),
    ("preferences", "days_off", {"_": "sometime"}, "error.day.no-date", {"text": "sometime"}),
    (
        "preferences",
        "days_off",
        {"_": "Jan 3, 2027 to Dec 20, 2026"},
        "error.day.wrong-order",
        {"text": "Jan 3, 2027 to Dec 20, 2026"},
    ),
    ("preferences", "intakes", {"_": "August 2027"}, "error.day.not-one-day", {"text": "August 2027"}),
]


@pytest.mark.parametrize(("section", "name", "sent", "message", "values"), REFUSED)
def test_field_refuses_with_the_remedy(
    section: str, name: str, sent: dict[str, str], message: str, values: dict[str, str]
) -> None:
    form = answered(section, name, **sent)

    assert form.errors == {name: [catalogue().say(message, **values)]}


@pytest.mark.parametrize(("section", "name", "sent", "message", "values"), REFUSED)
def test_field_shows_again_what_it_refused(
    section: str, name: str, sent: dict[str, str], message: str, values: dict[str, str]
) -> None:
    form = answered(section, name, **sent)
    shown = filled(read_markup(form.render()))

    assert {key: value for key, value in shown.items() if value != [""]} == dict(form.data.lists())


def test_every_reason_for_refusing_a_day_is_among_those_refused() -> None:
    reasons = {message.removeprefix("error.day.") for *_, message, _values in REFUSED if "error.day." in message}
    known = {"wrong-order", "no-such-day", "out-of-range", "ambiguous", "short-year", "year-missing", "no-date"}

    assert reasons == known | {"not-one-day"}


@pytest.mark.parametrize(
    ("section", "name", "sent"),
    [
        ("work", "role", {"_": "astronaut"}),
        ("programs", "accredited_by", {"_": ["CAAHEP", "nobody"]}),
        ("statements", "felony", {"_": "perhaps"}),
        ("person", "name", {"_": "x" * (LONGEST_TEXT + 1)}),
        ("person", "name", {"_": "a\x00b"}),
        ("programs", "completed", {"_": "1" * (LONGEST_TYPED + 1)}),
        ("programs", "academic_hours", {"_": "1" * (LONGEST_TYPED + 1)}),
        ("preferences", "days_off", {"_": "May 30, 2019\n" * 200}),
    ],
)
def test_field_refuses_what_its_page_would_never_send(section: str, name: str, sent: dict[str, str]) -> None:
    form = answered(section, name, **sent)

    assert (form.is_valid(), list(form.errors)) == (False, [name])


def test_several_wrong_lines_are_told_each() -> None:
    form = answered("preferences", "days_off", _="sometime\nMay 30, 2027\nFeb 30, 2027")
    words = catalogue()

    assert form.errors["days_off"] == [
        words.say("error.day.no-date", text="sometime"),
        words.say("error.day.no-such-day", text="Feb 30, 2027"),
    ]


@pytest.mark.parametrize("topic", EVERY_TOPIC, ids=lambda topic: topic.id)
def test_untouched_form_without_answers_tells_nothing(topic: Topic) -> None:
    form = form_for(topic, {}, filled(read_markup(form_for(topic, {}).render())))
    first = catalogue().find(f"error.first.{topic.table.name}")

    assert form.errors == ({topic.first.name: [first]} if topic.first.required else {})
    assert form.entry == {}


@pytest.mark.parametrize("topic", EVERY_TOPIC, ids=lambda topic: topic.id)
@settings(max_examples=settings().max_examples // 3)  # of each topic
@given(data=st.data())
def test_untouched_form_tells_what_it_was_filled_with(topic: Topic, data: st.DataObject) -> None:
    drawn = data.draw(entries(topic.table, complete=False))
    asked = {one.field.name for one in topic.asked}
    kept = {name: value for name, value in drawn.items() if name in asked} | data.draw(_TEXTS_AND_STRETCHES[topic.id])
    form = form_for(topic, kept, filled(read_markup(form_for(topic, kept).render())))

    assert form.errors == {}
    assert _unordered(form.entry) == _unordered(kept)


_DAY = st.integers(span("2026-01-01").first, span("2034-12-31").last)
_STRETCHES = st.lists(st.tuples(_DAY, _DAY).map(lambda ends: FreeDays(*sorted(ends))), min_size=1, max_size=3).map(
    tuple
)
_INTAKES = st.lists(_DAY.map(lambda day: FreeDays(day, day)), min_size=1, max_size=3).map(tuple)
# Any text that a box can hold and a person file as well; spaces at its ends are typed by mistake.
_TEXT = st.text(st.characters(exclude_categories=("C", "Z"), include_characters=" "), min_size=1, max_size=40)
# What the generated entries leave out, because no rule reads it.
_TEXTS_AND_STRETCHES: dict[str, st.SearchStrategy[Entry]] = {
    **{topic.id: st.just({}) for topic in EVERY_TOPIC},
    "about": st.fixed_dictionaries({}, optional={"name": _TEXT.map(str.strip).filter(bool)}),
    "education": st.fixed_dictionaries({}, optional={"field": _TEXT.map(str.strip).filter(bool)}),
    "wishes": st.fixed_dictionaries({}, optional={"days_off": _STRETCHES, "intakes": _INTAKES}),
}


def _unordered(entry: Entry) -> dict[str, object]:
    """Several ticked words have no order."""
    return {
        name: set(value) if isinstance(value, tuple) and name not in ("days_off", "intakes") else value
        for name, value in entry.items()
    }


@pytest.mark.parametrize("topic", EVERY_TOPIC, ids=lambda topic: topic.id)
def test_every_box_has_its_words(topic: Topic) -> None:
    form = form_for(topic, {})
    shown = read_markup(form.render())

    for field in form:
        assert field.label, field.name
        assert shown.one(id=f"question-{field.name}").all("label", "legend")[0].text == field.label
        assert [option for option in shown.texts("option", "span", cls="") if option.startswith("choice.")] == []


@pytest.mark.parametrize("topic", EVERY_TOPIC, ids=lambda topic: topic.id)
def test_few_choices_are_radios_and_many_a_list(topic: Topic) -> None:
    for name, field in form_for(topic, {}).fields.items():
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
            choices = len(list(field.choices)) - 1  # besides "I don't know"
            named_by_rules = (topic.id, name) in {("credentials", "id"), ("attempts", "exam")}
            most = MOST_BOXES if named_by_rules else MOST_RADIOS
            assert isinstance(field.widget, forms.RadioSelect) == (choices <= most), name


def test_unit_stands_beside_its_box() -> None:
    shown = read_markup(form_for(one_field("work", "hours_per_week"), {}).render())

    assert shown.one("span", cls="unit").text == "hours"
