"""Addresses of questions, and of the pages to come back to."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from certway.core.person.draft import Draft
from certway.core.units.days import DaySpan
from certway.web.layout.addresses import asked_of, question_address, then_of, with_then

KEY, FIRST, SECOND = (f"01920000-0000-7000-8000-00000000000{number}" for number in (1, 2, 3))
JOB = {"role": "other", "from": DaySpan(737209, 737209)}
DRAFT = (
    Draft()
    .with_entry("programs", KEY, {"kind": "mlt"})
    .with_entry("work", FIRST, {**JOB, "duties": ()})
    .with_entry("work", SECOND, JOB)
)


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("programs", "/where-you-stand/programs/?then=%2Fanswer%2F"),
        (
            "programs/0/completed",
            f"/where-you-stand/programs/{KEY}/?then=%2Fanswer%2F&ask=completed#question-completed",
        ),
        (
            "programs/0/accreditation",
            f"/where-you-stand/programs/{KEY}/?then=%2Fanswer%2F&ask=accredited_by&ask=started#question-accredited_by",
        ),
        (
            "programs/0/accreditation/0/from",
            f"/where-you-stand/programs/{KEY}/?then=%2Fanswer%2F&ask=accredited_by&ask=started#question-accredited_by",
        ),
        ("programs/0", f"/where-you-stand/programs/{KEY}/?then=%2Fanswer%2F"),
        ("programs/1/completed", ""),
        ("education/0/completed", ""),
        ("work/duties", f"/where-you-stand/work/{SECOND}/?then=%2Fanswer%2F&ask=duties#question-duties"),
        ("work/to", f"/where-you-stand/work/{FIRST}/?then=%2Fanswer%2F&ask=to#question-to"),
        ("work/from", "/where-you-stand/work/?then=%2Fanswer%2F"),
        ("education/level", "/where-you-stand/education/?then=%2Fanswer%2F"),
        ("person/high_school/kind", "/where-you-stand/school/?then=%2Fanswer%2F&ask=kind#question-kind"),
        ("person/high_school", "/where-you-stand/school/?then=%2Fanswer%2F"),
        ("person/name", "/where-you-stand/about/?then=%2Fanswer%2F&ask=name#question-name"),
        ("person/shoe_size", "/where-you-stand/about/?then=%2Fanswer%2F"),
        ("statements/felony", "/where-you-stand/statements/?then=%2Fanswer%2F&ask=felony#question-felony"),
        ("procedures", "/where-you-stand/procedures/?then=%2Fanswer%2F"),
        ("fees_paid", ""),
        ("preferences/budget", ""),
        ("", ""),
    ],
)
def test_question_about_a_place_has_its_address(place: str, address: str) -> None:
    assert question_address(place, DRAFT, then="/answer/") == address


@pytest.mark.parametrize(
    ("then", "field", "address"),
    [
        ("", "", "/a/"),
        ("/b/?c=d&e", "", "/a/?then=%2Fb%2F%3Fc%3Dd%26e"),
        ("", "kind", "/a/?ask=kind"),
        ("/b/", "kind", "/a/?then=%2Fb%2F&ask=kind"),
    ],
)
def test_address_leads_on_to_another(then: str, field: str, address: str) -> None:
    assert with_then("/a/", then, field) == address


OURS = ["/answer/", "/plan/cma-aama/?x=1#y", "/", "/where-you-stand/work/", "/a b"]
OTHERS = [
    "",
    "//evil.example",
    "///evil.example",
    "////evil.example/..",
    "https://evil.example/",
    "http:evil.example",
    "https:/evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    " //evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "answer/",
    "?then=//evil.example",
    "//[",
    "/" * 3 + "[",
]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("then", OURS)
def test_page_to_come_back_to_is_taken(then: str, method: str) -> None:
    assert then_of(getattr(RequestFactory(), method)("/", {"then": then})) == then


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("then", OTHERS)
def test_page_of_another_site_is_never_come_back_to(then: str, method: str) -> None:
    assert then_of(getattr(RequestFactory(), method)("/", {"then": then})) == ""


def test_form_names_the_page_to_come_back_to_before_the_address_does() -> None:
    assert then_of(RequestFactory().post("/?then=/plan/", {"then": "/answer/"})) == "/answer/"
    assert then_of(RequestFactory().post("/?then=/plan/", {})) == "/plan/"


def test_fields_asked_in_any_case_are_those_of_the_address() -> None:
    assert asked_of(RequestFactory().get("/?ask=kind&ask=completed&then=/")) == ("kind", "completed")
    assert asked_of(RequestFactory().get("/")) == ()
