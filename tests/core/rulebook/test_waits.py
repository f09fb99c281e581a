"""The wait after failed attempts: how long, from when, and what is not known about it."""

from __future__ import annotations

import pytest

from builders.records import judged, ordinal, record, rows_of
from builders.rules import FACE, fixed, not_found, value_of, version
from builders.timelines import assert_exact
from certway.core.person.record import Record
from certway.core.rulebook.field_leaves import DayTest, FlagIs
from certway.core.rulebook.findings import Missing
from certway.core.rulebook.values import Value
from certway.core.rulebook.waits import Step, Wait

FAILED = (FlagIs(FACE, "passed", False), DayTest(FACE, "on", "by", "exam"))


def wait(*steps: tuple[int, Value]) -> Wait:
    return Wait(FACE, "attempts", FAILED, tuple(Step(failures, length) for failures, length in steps))


def failed(*days: str) -> Record:
    return record(attempts=[{"exam": "rma-amt", "on": day, "passed": False} for day in days])


FORTY_FIVE = wait((1, fixed(45, "days")))
NHA = wait((1, fixed(30, "days")), (3, fixed(12, "months")))


def test_wait_is_over_so_many_days_after_the_failure() -> None:
    assert assert_exact(FORTY_FIVE, failed("2026-03-01"), "2026-01-01", "2026-12-31") == [
        ("2026-01-01", "met"),
        ("2026-03-01", "not-met"),
        ("2026-04-15", "met"),
    ]


def test_only_the_last_failure_counts() -> None:
    person = failed("2026-03-20", "2026-01-10", "2026-03-01")
    assert assert_exact(FORTY_FIVE, person, "2026-03-05", "2026-12-31") == [
        ("2026-03-05", "not-met"),
        ("2026-05-04", "met"),
    ]


def test_wait_looks_at_the_exam_day() -> None:
    person = failed("2026-03-01")
    assert judged(FORTY_FIVE, person, "2026-03-02", exam="2026-04-14") == ["not-met"]
    assert judged(FORTY_FIVE, person, "2026-03-02", exam="2026-04-15") == ["met"]
    assert assert_exact(FORTY_FIVE, person, "2026-03-02", "2026-12-31", exam="2026-04-15") == [("2026-03-02", "met")]


def test_more_failures_wait_longer() -> None:
    two, three = failed("2026-01-10", "2026-03-31"), failed("2026-01-10", "2026-03-31", "2025-11-30")
    assert assert_exact(NHA, two, "2026-04-01", "2027-12-31") == [("2026-04-01", "not-met"), ("2026-04-30", "met")]
    assert assert_exact(NHA, three, "2026-04-01", "2027-12-31") == [("2026-04-01", "not-met"), ("2027-03-31", "met")]


def test_passed_attempts_and_those_ahead_do_not_count() -> None:
    person = record(
        attempts=[
            {"exam": "rma-amt", "on": "2026-03-01", "passed": True},
            {"exam": "rma-amt", "on": "2026-09-01", "passed": False},
        ]
    )
    assert judged(FORTY_FIVE, person, "2026-03-02", "2026-08-31", "2026-09-01") == ["met", "met", "not-met"]


def test_nobody_who_never_failed_waits() -> None:
    assert judged(FORTY_FIVE, record(attempts=[]), "2026-03-02") == ["met"]
    assert FORTY_FIVE.explain(rows_of(record(attempts=[]), "2026-03-02")).message == "wait-no-failure"
    assert judged(FORTY_FIVE, Record(), "2026-03-02") == ["unknown"]
    assert FORTY_FIVE.explain(rows_of(Record(), "2026-03-02")).message == "section-untold"


def test_failure_known_to_the_month_leaves_the_wait_open() -> None:
    assert assert_exact(FORTY_FIVE, failed("2026-03"), "2026-02-01", "2026-12-31") == [
        ("2026-02-01", "met"),
        ("2026-03-01", "unknown"),
        ("2026-03-31", "not-met"),
        ("2026-04-15", "unknown"),
        ("2026-05-15", "met"),
    ]


def test_attempt_with_an_unknown_result_leaves_the_wait_open() -> None:
    person = record(attempts=[{"exam": "rma-amt", "on": "2026-03-01"}])
    assert assert_exact(FORTY_FIVE, person, "2026-02-01", "2026-12-31") == [
        ("2026-02-01", "met"),
        ("2026-03-01", "unknown"),
        ("2026-04-15", "met"),
    ]


def test_doubtful_third_failure_leaves_the_longer_wait_open() -> None:
    entries = [{"exam": "rma-amt", "on": day, "passed": False} for day in ("2026-01-10", "2026-03-31")]
    person = record(attempts=[*entries, {"exam": "rma-amt", "on": "2026-02-20"}])
    assert assert_exact(NHA, person, "2026-04-01", "2027-12-31") == [
        ("2026-04-01", "not-met"),
        ("2026-04-30", "unknown"),
        ("2027-03-31", "met"),
    ]


@pytest.mark.parametrize(
    ("length", "turns"),
    [
        (fixed((0.0, 3.0), "months"), [("2026-02-01", "met"), ("2026-03-01", "unknown"), ("2026-06-01", "met")]),
        (not_found("days"), [("2026-02-01", "met"), ("2026-03-01", "unknown")]),
        (not_found("months"), [("2026-02-01", "met"), ("2026-03-01", "unknown")]),
        (
            value_of(version(45), version(90, begins="2026-04-01")),
            [("2026-02-01", "met"), ("2026-03-01", "not-met"), ("2026-05-30", "met")],
        ),
        (
            value_of(version(45), version(state="abolished", begins="2026-04-01")),
            [("2026-02-01", "met"), ("2026-03-01", "not-met"), ("2026-04-01", "met")],
        ),
    ],
)
def test_unsure_and_changing_lengths(length: Value, turns: list[tuple[str, str]]) -> None:
    assert assert_exact(wait((1, length)), failed("2026-03-01"), "2026-02-01", "2027-12-31") == turns


def test_end_of_the_wait_is_shown() -> None:
    found = FORTY_FIVE.explain(rows_of(failed("2026-01-01", "2026-03-01"), "2026-03-02"))
    assert found.missing == Missing("day", on=ordinal("2026-04-15"))
    assert (found.arguments["failures"], found.arguments["opens"]) == (2, ordinal("2026-04-15"))
    assert found.evidence == ("attempts/0", "attempts/1")


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
def test_end_of_an_unknown_wait_is_not_shown(unit: str) -> None:
    found = wait((1, not_found(unit))).explain(rows_of(failed("2026-03-01"), "2026-03-02"))
    assert (found.verdict, found.missing) == ("unknown", None)
