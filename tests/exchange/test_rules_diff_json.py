"""What changed in the rules as JSON."""

from __future__ import annotations

from builders.records import ordinal, record
from builders.rules import value_of, version
from builders.sheets import route_of, sheet_of
from certway.answers.rule_changes import value_changes
from certway.answers.rules_diff import rules_diff
from certway.core.rulebook.nodes import Face
from certway.core.rulebook.section_leaves import Sum
from certway.exchange.rules_diff_json import rules_diff_json
from certway.exchange.words.telling import Telling

NEED = value_of(version(60), version(90, begins="2021-01-01"), unit="semester-hours", key="need")
FEE = value_of(version(100), version((110.0, 120.0), as_of="2020-12-31"), unit="usd", key="fee")
SHEET = sheet_of(
    route_of(Sum(Face("credit"), "education", (), "semester_hours", NEED)), values={"need": NEED}, fees={"fee": FEE}
)
PERSON = record(education=[{"level": "associate", "completed": "2015-05-20", "semester_hours": 60}])
SOURCE = {"url": "https://example.org", "as_of": None, "read_on": "2026-11-23", "confidence": "primary"}
DATED = {**SOURCE, "as_of": "2020-12-31"}
DAYS = {"first": ordinal("2020-06-30"), "last": ordinal("2021-06-30")}


def test_document_holds_changes_and_touched_answers():
    document = rules_diff_json(rules_diff([SHEET], record=PERSON, **DAYS), Telling())
    (touched,) = document.pop("touched")
    texts = touched.pop("text")

    assert document == {
        "from": "2020-06-30",
        "to": "2021-06-30",
        "changes": [
            {
                "credential": "demo",
                "part": "eligibility",
                "id": "need",
                "title": "need",
                "unit": "semester-hours",
                "state": "replaced",
                "on": "2021-01-01",
                "between": None,
                "before": {"state": "set", "is": 60},
                "after": {"state": "set", "is": 90},
                "text": "need: from 1 January 2021, 90 semester hours; before, 60 semester hours.",
                "sources": [SOURCE],
            },
            {
                "credential": "demo",
                "part": "fees",
                "id": "fee",
                "title": "fee",
                "unit": "usd",
                "state": "may-have-changed",
                "on": None,
                "between": [None, "2020-12-31"],
                "before": {"state": "set", "is": 100},
                "after": {"state": "set", "is": {"least": 110, "most": 120}},
                "text": "fee: $110 to $120; once, $100.",
                "sources": [SOURCE, DATED],
            },
        ],
    }
    met = {"verdict": "met", "eligible_from": None, "eligible_until": None, "fee_usd": [100, 120]}
    assert touched == {
        "credential": "demo",
        "by_rules": True,
        "by_time": False,
        "sure": True,
        "then": met,
        "kept": met,
        "now": met | {"verdict": "not-met", "fee_usd": [110, 120]},
        "changes": [
            {"part": "eligibility", "id": "need", "state": "replaced"},
            {"part": "fees", "id": "fee", "state": "may-have-changed"},
        ],
    }
    assert texts[0] == "The rules made a difference."


def test_without_a_person_touched_is_null_and_other_books_have_no_credential():
    diff = rules_diff([], others=value_changes({"need": NEED}, **DAYS, part="states/laboratory/TX"), **DAYS)
    document = rules_diff_json(diff, Telling())

    assert document["touched"] is None
    assert [(one["credential"], one["part"]) for one in document["changes"]] == [(None, "states/laboratory/TX")]
