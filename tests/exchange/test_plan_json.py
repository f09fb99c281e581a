"""The JSON of a plan has the shape that other programs rely on, and agrees with the plan."""

from __future__ import annotations

import json
from dataclasses import replace

from certway.core.plan.wishes import Wishes
from certway.exchange.check_json import iso
from certway.exchange.plan_json import plan_json
from planning import TODAY, maria, marias_plan, marias_wishes, planned
from telling_plans import marias_telling, no_way, refusal, telling_for

PROMISED = {"goal", "status", "start", "certified_on", "cost_usd", "route", "tasks", "alternatives"}
PROMISED_OF_TASKS = {
    "id", "kind", "title", "starts", "ends", "cost_usd", "hours_per_week", "after", "why", "source",
}  # fmt: skip
KINDS = {
    "program", "study", "hands-on", "review", "work", "document", "fee", "application", "exam", "result", "renewal",
}  # fmt: skip


def marias_json():
    return json.loads(json.dumps(plan_json(marias_plan(), marias_telling())))


def test_plan_has_what_the_contract_promises() -> None:
    document = marias_json()

    assert {key: document[key] for key in PROMISED - {"tasks", "alternatives"}} == {
        "goal": "cma-aama",
        "status": "optimal",
        "start": "2026-11-23",
        "certified_on": "2028-02-08",
        "cost_usd": 5723,
        "route": "category-1",
    }
    assert all(set(task) >= PROMISED_OF_TASKS and task["kind"] in KINDS for task in document["tasks"])
    assert (document["cost_range_usd"], document["apply_on"], document["exam_on"]) == (
        [1993, 9453],
        "2027-11-22",
        "2028-02-07",
    )


def test_tasks_are_those_of_the_plan_in_its_order() -> None:
    told = [(task["id"], task["starts"], task["ends"], task["cost_usd"]) for task in marias_json()["tasks"]]

    tasks = marias_plan().tasks
    assert told == [(task.id, iso(task.starts), iso(task.ends), task.price.likely) for task in tasks]
    assert sum(cost for *_, cost in told) == 5723


def test_program_is_told_with_hours_reason_and_sources() -> None:
    program = next(task for task in marias_json()["tasks"] if task["kind"] == "program")

    assert (program["hours"], program["hours_per_week"], program["cost_range_usd"]) == (560, 14, [1440, 8900])
    assert program["message"] == "why-program"
    assert program["source"] == {
        "url": "https://www.northwestcareercollege.edu/?p=65764",
        "as_of": "2026-02-27",
        "read_on": "2026-11-23",
        "confidence": "secondary",
    }
    assert [source["confidence"] for source in program["cost_sources"]] == ["secondary"]


def test_alternatives_run_from_the_plan_itself() -> None:
    found = planned("ccma-nha", maria(), Wishes(start=TODAY))
    document = plan_json(found, telling_for("ccma-nha", Wishes(start=TODAY)))

    first, *_, last = document["alternatives"]  # type: ignore[misc]
    assert (first["kind"], first["certified_on"], first["cost_usd"]) == (
        "quickest",
        document["certified_on"],
        document["cost_usd"],
    )
    assert (last["kind"], last["cost_usd"]) == ("cheapest", 165)


def test_what_if_and_retake_are_told() -> None:
    document = marias_json()

    assert document["what_if"] == [
        {"drop": "hours-per-week", "certified_on": "2027-10-29", "cost_usd": 5723, "hours_per_week": 40}
    ]
    assert document["retake"] == {"earliest_on": None, "cost_usd": None}


def test_refusal_names_the_wishes_and_what_dropping_them_allows() -> None:
    document = plan_json(*refusal("cma-aama", replace(marias_wishes(), budget=5000)))

    assert (document["status"], document["tasks"], document["certified_on"]) == ("impossible", [], None)
    (reason,) = document["reasons"]  # type: ignore[misc]
    assert {key: reason[key] for key in ("message", "drop", "certified_on", "cost_usd", "hours_per_week")} == {
        "message": "wishes-conflict",
        "drop": ["budget"],
        "certified_on": "2028-02-08",
        "cost_usd": 5723,
        "hours_per_week": 14,
    }


def test_refusal_for_want_of_an_answer_names_the_field() -> None:
    untold = replace(maria(), singles={name: entry for name, entry in maria().singles.items() if name != "statements"})
    document = plan_json(*refusal("cma-aama", Wishes(start=TODAY), untold))

    (reason,) = document["reasons"]  # type: ignore[misc]
    assert reason["missing"] == [{"field": "statements/felony", "tell": "whether there is a felony on your record"}]


def test_refusal_without_a_way_says_what_stands_against_each() -> None:
    document = plan_json(*no_way())

    (reason,) = document["reasons"]  # type: ignore[misc]
    assert [finding["id"] for finding in reason["findings"]][:2] == ["attempts-left", "category-1/program"]
    assert all(finding["because"] for finding in reason["findings"])
