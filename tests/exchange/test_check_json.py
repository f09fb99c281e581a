"""The JSON of `check` is what other programs rely on."""

from __future__ import annotations

from datetime import date

from certway.answers.check import Check, check
from certway.core.person.reading import read_person
from certway.core.rulebook.findings import Amounts, Finding, Missing
from certway.core.rulebook.values import Source
from certway.core.units.days import DaySpan
from certway.exchange.check_json import check_json, finding_json, source_json
from certway.exchange.words.telling import Telling
from certway.exchange.yaml_files import parse_yaml
from told_cases import rules

TODAY = date(2026, 11, 23).toordinal()
PERSON = b"""
programs:
- {kind: medical-assistant, accredited_by: [CAAHEP], completed: 2026-05-14, academic_hours: 720, clinical_hours: 160.5}
attempts: []
"""


def answer() -> Check:
    return check(rules()[:1], read_person(parse_yaml(PERSON, "p.yaml")), as_of=TODAY)


def test_document_names_its_day_credentials_and_routes():
    document = check_json(answer())
    assert (document["as_of"], document["exam_on"]) == ("2026-11-23", None)
    (cma,) = document["credentials"]
    assert {key: cma[key] for key in ("id", "verdict", "eligible_from", "eligible_until", "nearest_route")} == {
        "id": "cma-aama",
        "verdict": "unknown",
        "eligible_from": None,
        "eligible_until": None,
        "nearest_route": "category-1",
    }
    first = cma["routes"][0]
    assert {key: first[key] for key in ("id", "verdict", "eligible_from", "eligible_until")} == {
        "id": "category-1",
        "verdict": "met",
        "eligible_from": "2026-04-14",
        "eligible_until": "2027-05-14",
    }
    assert [finding["id"] for finding in first["findings"]] == ["program"]
    assert [finding["id"] for finding in cma["findings"]][:3] == ["attempts-left", "wait-over", "felony"]


def test_finding_holds_its_sentence_values_and_source():
    finding = check_json(answer())["credentials"][0]["routes"][3]["findings"][0]["findings"][4]
    assert finding == {
        "id": "academic-hours",
        "verdict": "met",
        "op": None,
        "message": "number-met.programs.academic_hours",
        "because": "Your program has 720 hours of class and laboratory (contact hours); 560 are needed.",
        "evidence": [],
        "values": {"have": [720, 720], "need": 560, "unit": "hours"},
        "missing": None,
        "note": None,
        "findings": [],
        "source": {
            "url": "https://www.aama-ntl.org/cma-aama-exam/eligibility-pilot-program",
            "as_of": None,
            "read_on": "2026-11-23",
            "confidence": "primary",
        },
    }


def leaf(**parts) -> Finding:
    return Finding(id="x", verdict="not-met", message="number-not-met", arguments={}, **parts)


def test_need_that_is_not_certain_is_a_range_and_parts_stay_parts():
    finding = leaf(amounts=Amounts((160.5, 160.5), (5616, 9360), "hours"))
    assert finding_json(finding, Telling())["values"] == {"have": [160.5, 160.5], "need": [5616, 9360], "unit": "hours"}


def test_missing_names_its_kind():
    amounts = Amounts((0, 0), (10, 10), "hours")
    cases = [
        (
            Missing("amount", 10, 10, "hours"),
            {"kind": "amount", "amount": [10, 10], "unit": "hours", "tell": "That is 10 hours short."},
        ),
        (
            Missing("day", on=TODAY),
            {"kind": "day", "on": "2026-11-23", "tell": "From 23 November 2026 on this is met."},
        ),
        (
            Missing("answer", field="work"),
            {"kind": "answer", "field": "work", "tell": "Tell us about the jobs you have had to settle this."},
        ),
    ]
    for missing, expected in cases:
        assert finding_json(leaf(amounts=amounts, missing=missing), Telling())["missing"] == expected


def test_source_date_is_as_exact_as_the_page():
    month = DaySpan(date(2026, 8, 1).toordinal(), date(2026, 8, 31).toordinal())
    source = Source("s", "https://example.org", month, TODAY, "secondary")
    assert source_json(source) == {
        "url": "https://example.org",
        "as_of": "2026-08",
        "read_on": "2026-11-23",
        "confidence": "secondary",
    }
