"""State law as JSON: ids, dates and numbers that other programs can rely on."""

from __future__ import annotations

import json
from typing import Any

from builders.records import ordinal
from certway.answers.state import state_answer
from certway.core.rulebook.states import Occupation
from certway.exchange.rule_files import RuleFiles
from certway.exchange.state_json import state_json
from certway.exchange.words.telling import Telling

FILES = RuleFiles()
BOOK = FILES.states()


def told(state: str, occupation: Occupation, day: str = "2026-11-23") -> dict[str, Any]:
    answer = state_answer(BOOK, state=state, occupation=occupation, as_of=ordinal(day))
    document: dict[str, Any] = json.loads(json.dumps(state_json(answer, Telling())))
    return document


def test_state_that_nobody_looked_at_says_so_and_nothing_else() -> None:
    assert told("OK", "medical-assistants") == {
        "as_of": "2026-11-23",
        "state": "OK",
        "occupation": "medical-assistants",
        "need": "not-researched",
        "confidence": None,
        "title": "Medical assistants in Oklahoma",
        "answer": "We have not researched this. It does not mean that there is no rule: ask the state.",
        "rules": [],
        "other_rule": None,
        "credential": None,
        "no_credential": None,
        "board": None,
        "values": {},
        "renewal": None,
        "unknown": [],
        "conflicts": [],
        "sources": [],
    }


def test_license_has_its_clock_values_and_gaps() -> None:
    found = told("FL", "laboratory")

    assert (found["need"], found["confidence"], found["rules"][0]["kind"]) == ("needed", "primary", "license")
    assert found["board"]["url"] == "https://floridasclinicallabs.gov/"
    assert found["values"]["application-fee"]["versions"][0]["is"] == 100
    assert found["values"]["application-fee"]["trust"] == "somebody else's statement, dated 2026"
    assert found["values"]["renewal-cycle"]["trust"] is None
    fees = [f"renewal-fee-{level}" for level in ("director", "supervisor", "public-health")]
    assert found["unknown"] == [*fees, "continuing-education"]
    assert [(one["value"], one["says"]) for one in found["conflicts"]] == [
        ("continuing-education", "30 hours, by one guide of 2026; not confirmed")
    ]
    assert {**found["renewal"], "source": None} == {
        "expires": {"years": "even", "month": 8, "day": 31},
        "first_cycle": [],
        "credits_before": None,
        "late_after": None,
        "note": "All licenses end together.",
        "source": None,
    }


def test_first_cycle_late_day_and_unknown_expiry_are_there() -> None:
    assert told("ND", "laboratory")["renewal"]["first_cycle"] == [
        {"licensed_in_months": [1, 12], "hours": 24},
        {"licensed_in_months": [13, 18], "hours": 12},
        {"licensed_in_months": [19, 24], "hours": 0},
    ]
    assert told("HI", "laboratory")["renewal"]["expires"] == {"years": "odd", "month": None, "day": None}
    louisiana = told("LA", "laboratory")["renewal"]
    assert (louisiana["expires"], louisiana["late_after"]) == (None, {"month": 2, "day": 1})


def test_state_that_grants_nothing_tells_how_it_is_known() -> None:
    found = told("VA", "medical-assistants")["no_credential"]

    assert {**found, "source": found["source"]["url"]} == {
        "known_by": "conclusion",
        "says": "The law does not name medical assistants.",
        "confidence": "secondary",
        "note": None,
        "source": "https://www.vasma.org/scope-of-practice/",
        "also": [],
    }


def test_days_of_a_rule_are_first_and_last_on_which_it_may_have_begun() -> None:
    arizona = told("AZ", "medical-assistants", "2019-03-07")

    assert [rule["from"] for rule in arizona["rules"]] == [None, ["2019-03-06", "2019-03-09"]]
    assert told("IL", "medical-assistants", "2027-01-01")["other_rule"]["until"] == "2026-12-31"


def test_what_a_level_accepts_has_a_source_of_its_own() -> None:
    (certified, registered, *_) = told("WA", "medical-assistants")["rules"][0]["levels"]

    assert {**certified["accepts"], "note": None} == {
        "credentials": ["ncma-ncct"],
        "refuses": [],
        "bodies": ["NCCT"],
        "note": None,
        "source": {
            "url": "https://brooklinecollege.edu/?p=155493",
            "as_of": None,
            "read_on": "2026-11-23",
            "confidence": "secondary",
        },
    }
    assert registered["accepts"]["source"] is None


def test_sources_have_their_age() -> None:
    assert [(one["confidence"], one["months_old"]) for one in told("TX", "phlebotomists")["sources"]] == [
        ("secondary", 4),
        ("secondary", 0),
    ]


def test_source_has_its_note() -> None:
    assert {one["url"]: one["note"] for one in told("GA", "medical-assistants")["sources"]} == {
        "http://statutes.laws-info.com/georgia/title-43/chapter-34/article-2/43-34-44": "the code's text of 2010",
    }
    assert {one["note"] for one in told("TX", "phlebotomists")["sources"]} == {None}


def test_credential_is_told_with_its_levels() -> None:
    answer = state_answer(BOOK, state="CA", credential=FILES.credential("mls-ascp"), as_of=ordinal("2026-11-23"))

    assert state_json(answer, Telling())["credential"] == {"id": "mls-ascp", "taken": "accepted", "levels": ["cls"]}
