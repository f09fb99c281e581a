"""The form of an entry: what can't be true together, what stays, and which words there are to choose from."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.utils.datastructures import MultiValueDict

from builders.records import record
from certway.core.person.record import Entry
from certway.core.person.topics import WISHES, Topic, topic_about
from certway.exchange.shipped_rules import shipped_rules
from certway.exchange.words.catalogue import catalogue
from certway.web.layout.entry_form import EntryForm
from pages import read_markup


def topic(section: str) -> Topic:
    found = WISHES if section == "preferences" else topic_about(section)
    assert found is not None
    return found


def kept(section: str, **plain: object) -> Entry:
    """Return an entry as a person file brings it."""
    if not plain:
        return {}
    (entry,) = record(**{section: [plain]}).entries(section) or ()
    return entry


def sent(section: str, entry: Entry, data: Mapping[str, str | list[str]], *names: str) -> EntryForm:
    """Return a form that asks some fields (all that it may ask, if none is named), as it was sent."""
    asked = [one.field for one in topic(section).asked if not names or one.field.name in names]
    listed = {name: value if isinstance(value, list) else [value] for name, value in data.items()}
    return EntryForm(topic(section).table, asked, entry, MultiValueDict(listed))


CONTRADICTIONS: list[tuple[str, dict[str, object], dict[str, str | list[str]], dict[str, str]]] = [
    ("programs", {}, {"started": "2022", "completed": "2021"}, {"completed": "programs.completed"}),
    ("programs", {}, {"academic_hours": "600", "total_hours": "599"}, {"total_hours": "programs.total_hours"}),
    (
        "programs",
        {},
        {"academic_hours": "600", "clinical_hours": "100", "total_hours": "701"},
        {"total_hours": "programs.total_hours"},
    ),
    (
        "programs",
        {"accreditation": [{"by": "CAAHEP"}]},
        {"accredited_by": ["ABHES"]},
        {"__all__": "programs.accreditation"},
    ),
    (
        "programs",
        {"accreditation": [{"by": "CAAHEP"}]},
        {"accredited_by": ["-none"]},
        {"__all__": "programs.accreditation"},
    ),
    ("work", {}, {"from": "June 2022", "to": "May 2022"}, {"to": "work.to"}),
    (
        "education",
        {},
        {"science_hours_biology": "3", "science_hours_microbiology": "4"},
        {"science_hours": "education.science_hours"},
    ),
    (
        "education",
        {},
        {"semester_hours": "15", "science_hours_biology": "16"},
        {"science_hours": "education.science_hours"},
    ),
    (
        "credentials",
        {},
        {"id": "mlt-ascp", "issued": "2022", "expires": "2021"},
        {"expires": "credentials.expires"},
    ),
    ("cards", {}, {"issued": "March 1, 2024", "expires": "February 29, 2024"}, {"expires": "cards.expires"}),
]


@pytest.mark.parametrize(("section", "brought", "data", "told"), CONTRADICTIONS)
def test_contradiction_is_told_where_it_is(
    section: str, brought: dict[str, object], data: dict[str, str | list[str]], told: dict[str, str]
) -> None:
    form = sent(section, kept(section, **brought), data)

    assert form.errors == {
        place: [catalogue().say(f"error.contradiction.{message}")] for place, message in told.items()
    }


def test_contradiction_is_told_once_though_there_are_two_of_it() -> None:
    data = {f"science_hours_{name}": hours for name, hours in (("biology", "3"), ("microbiology", "4"))}
    form = sent("education", {}, {**data, "semester_hours": "2"})

    assert form.errors == {"science_hours": [catalogue().say("error.contradiction.education.science_hours")]}


def test_contradiction_with_what_was_not_asked_is_told_at_the_top() -> None:
    form = sent("work", kept("work", **{"from": "2022", "to": "2023"}), {"from": "2024"}, "role", "from")

    assert form.errors == {"__all__": [catalogue().say("error.contradiction.work.to")]}


def test_contradiction_with_an_answer_that_was_corrected_is_none() -> None:
    form = sent("work", kept("work", **{"from": "2022", "to": "2023"}), {"from": "2024", "to": ""})

    assert (form.errors, form.entry) == ({}, kept("work", **{"from": "2024"}))


def test_every_contradiction_with_words_of_its_own_is_among_those_told() -> None:
    known = {"programs": ("completed", "total_hours", "accreditation"), "work": ("to",)}
    known |= {"education": ("science_hours",), "credentials": ("expires",), "cards": ("expires",)}

    assert {message for *_, told in CONTRADICTIONS for message in told.values()} == {
        f"{section}.{field}" for section, fields in known.items() for field in fields
    }


@pytest.mark.parametrize("named", [["CAAHEP"], []], ids=["named again", "left empty"])
def test_dated_accreditation_of_a_file_is_no_hindrance(named: list[str]) -> None:
    entry = kept("programs", kind="mlt", accreditation=[{"by": "CAAHEP", "from": "2012-03"}])

    assert sent("programs", entry, {"kind": "mlt", "accredited_by": named}).errors == {}


@pytest.mark.parametrize("section", ["credentials", "attempts"])
def test_entry_says_what_it_is_about(section: str) -> None:
    first = topic(section).first.name
    form = sent(section, {first: "cma-aama"}, {first: ""})

    assert form.errors == {first: [catalogue().say(f"error.first.{section}")]}
    held_before = ["cla-ascp"] if section == "credentials" else []
    offered = [box.get("value") for box in read_markup(str(form[first])).all("input")]
    assert offered == [*shipped_rules().sheets, *held_before]


def test_word_that_only_a_file_can_bring_stays_among_the_choices() -> None:
    form = EntryForm(topic("credentials").table, [topic("credentials").first], {"id": "cla-ascp"})
    boxes = read_markup(str(form["id"])).all("input")

    assert [box.get("value") for box in boxes] == [*shipped_rules().sheets, "cla-ascp"]
    assert [box.get("value") for box in boxes if "checked" in box.attributes] == ["cla-ascp"]


@pytest.mark.parametrize(("exam", "ways"), [("mlt-ascp", 4), ("rma-amt", 5), ("cpa", 0)])
def test_routes_to_choose_from_are_those_of_the_exam(exam: str, ways: int) -> None:
    route = next(one.field for one in topic("attempts").asked if one.field.name == "route")
    form = EntryForm(topic("attempts").table, [route], {"exam": exam})

    assert [box.get("value") for box in read_markup(str(form["route"])).all("input")] == (
        [one.id for one in shipped_rules().sheets[exam].eligibility.routes] if ways else []
    ) + [""]
    assert len(form.fields["route"].choices) == ways + 1  # type: ignore[attr-defined]


def test_text_that_no_person_file_can_hold_is_told_at_its_field() -> None:
    form = sent("person", {}, {"name": "Zora\x07Quill"})

    assert (list(form.errors), form.is_valid()) == (["name"], False)
