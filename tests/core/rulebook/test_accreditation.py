"""Whether a program was accredited when it mattered, in the short and in the long form."""

from __future__ import annotations

import pytest

from builders.records import judged, record, rows_of
from builders.rules import FACE, fixed, value_of, version
from builders.timelines import assert_exact
from certway.core.person.record import Record
from certway.core.rulebook.accreditation import Accredited
from certway.core.rulebook.findings import Missing
from certway.core.rulebook.section_leaves import Some

DAY = "2026-11-23"
STUDIED = {"started": "2014-09-01", "completed": "2016-06-30"}
COMPLETION = Accredited(FACE, frozenset({"NAACLS"}), "at-completion", perhaps=frozenset({"CAAHEP"}))
ENROLMENT = Accredited(FACE, frozenset({"NAACLS"}), "during-enrolment")
WITH_GRACE = Accredited(FACE, frozenset({"NAACLS"}), "during-enrolment", grace_before=fixed(36, "months"))


def program(first: str = "", last: str | None = "", **fields: object) -> Record:
    """Return somebody with one program, accredited from one day to another; an empty day is not told."""
    stretch: dict[str, object] = {"by": "NAACLS"}
    stretch |= {"from": first} if first else {}
    stretch |= {} if last == "" else {"to": last}
    return record(programs=[{**STUDIED, **fields, "accreditation": [stretch]}])


def verdict(node: Accredited, person: Record, day: str = DAY) -> str:
    return judged(Some(FACE, "programs", (node,)), person, day)[0]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (["NAACLS"], "met"),
        (["CAAHEP"], "unknown"),
        (["ABHES"], "not-met"),
        (["ABHES", "NAACLS"], "met"),
        (["ABHES", "CAAHEP"], "unknown"),
        ([], "not-met"),
    ],
)
def test_short_form_holds_on_every_day(named: list[str], expected: str) -> None:
    person = record(programs=[{**STUDIED, "accredited_by": named}])
    assert [verdict(COMPLETION, person, day) for day in ("1990-01-01", DAY)] == [expected, expected]


def test_program_without_either_form_is_unknown() -> None:
    assert verdict(COMPLETION, record(programs=[STUDIED])) == "unknown"
    row = rows_of(record(programs=[STUDIED]), DAY).expand("programs").rows
    assert COMPLETION.explain(row).missing == Missing("answer", field="programs/0/accredited_by")


def test_long_form_wins_over_the_short_one() -> None:
    stretch = {"by": "NAACLS", "from": "2010-01-01", "to": "2012-12-31"}
    person = record(programs=[{**STUDIED, "accredited_by": ["NAACLS"], "accreditation": [stretch]}])
    assert verdict(COMPLETION, person) == "not-met"


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2012-03-01", None, "met"),
        ("2016-06-30", None, "met"),
        ("2016-07-01", None, "not-met"),
        ("2012-03-01", "2016-06-30", "met"),
        ("2012-03-01", "2016-06-29", "not-met"),
        ("2012-03-01", "", "unknown"),
        ("", None, "unknown"),
        ("2016-07-01", "", "not-met"),
        ("2012", "2016", "unknown"),
        ("2012", "2017", "met"),
        ("2016-06", "2017", "met"),
        ("2016", "2017", "unknown"),
    ],
)
def test_at_completion_covers_that_day(first: str, last: str | None, expected: str) -> None:
    assert verdict(COMPLETION, program(first, last)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2010-01-01", "2014-08-31", "not-met"),
        ("2010-01-01", "2014-09-01", "met"),
        ("2015-01-01", "2015-01-02", "met"),
        ("2016-06-30", None, "met"),
        ("2016-07-01", None, "not-met"),
    ],
)
def test_during_enrolment_covers_any_day_of_it(first: str, last: str | None, expected: str) -> None:
    assert verdict(ENROLMENT, program(first, last)) == expected


@pytest.mark.parametrize(
    ("first", "expected"), [("2016-07-01", "met"), ("2019-06-30", "met"), ("2019-07-01", "not-met")]
)
def test_accreditation_within_the_grace_counts(first: str, expected: str) -> None:
    assert verdict(WITH_GRACE, program(first, None)) == expected
    assert verdict(WITH_GRACE, program(first, first)) == expected


def test_accreditation_lost_before_the_enrolment_does_not_count_with_the_grace_either() -> None:
    assert verdict(WITH_GRACE, program("2010-01-01", "2014-08-31")) == "not-met"


def test_unknown_start_leaves_a_lost_accreditation_open() -> None:
    untold = {**STUDIED}
    del untold["started"]
    for first, last, expected in (
        ("2010-01-01", "2014-08-31", "unknown"),
        ("2010-01-01", "2016-06-29", "unknown"),
        ("2010-01-01", "2016-06-30", "met"),
        ("2010-01-01", None, "met"),
        ("2016-07-01", None, "not-met"),
    ):
        stretch = {"by": "NAACLS", "from": first, "to": last}
        assert verdict(ENROLMENT, record(programs=[{**untold, "accreditation": [stretch]}])) == expected


def test_accreditation_that_still_lies_ahead_does_not_count() -> None:
    person = program("2017-03-01", None)
    node = Some(FACE, "programs", (WITH_GRACE,))
    assert assert_exact(node, person, "2016-01-01", "2018-12-31") == [("2016-01-01", "not-met"), ("2017-03-01", "met")]


def test_any_of_several_stretches_is_enough() -> None:
    stretches = [
        {"by": "NAACLS", "from": "2010-01-01", "to": "2013-12-31"},
        {"by": "ABHES", "from": "2014-01-01", "to": None},
        {"by": "NAACLS", "from": "2016-01-01", "to": None},
    ]
    assert verdict(COMPLETION, record(programs=[{**STUDIED, "accreditation": stretches}])) == "met"
    assert verdict(COMPLETION, record(programs=[{**STUDIED, "accreditation": stretches[:2]}])) == "not-met"


def test_change_of_the_grace_is_a_change_of_the_verdict() -> None:
    grace = value_of(version(12), version(36, begins="2020-01-01"), unit="months")
    node = Accredited(FACE, frozenset({"NAACLS"}), "during-enrolment", grace_before=grace)
    person = program("2018-03-01", None)
    assert assert_exact(Some(FACE, "programs", (node,)), person, "2017-01-01", "2021-12-31") == [
        ("2017-01-01", "not-met"),
        ("2020-01-01", "met"),
    ]


def test_finding_names_who_accredited() -> None:
    found = Some(FACE, "programs", (COMPLETION,)).explain(rows_of(program("2012-03-01", None), DAY)).findings[0]
    assert (found.arguments["have"], found.arguments["wanted"]) == (("NAACLS",), ("NAACLS",))
