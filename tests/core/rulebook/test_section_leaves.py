"""Leaves about a section's entries together: one that fits, too many, sums, and what several cover."""

from __future__ import annotations

import pytest

from builders.records import judged, record, rows_of
from builders.rules import FACE, fixed, not_found, value_of, version
from builders.timelines import assert_exact
from certway.core.person.record import Record
from certway.core.rulebook.field_leaves import DayTest, FlagIs, WordIs
from certway.core.rulebook.findings import Missing
from certway.core.rulebook.nodes import Attested, Node
from certway.core.rulebook.section_leaves import Covers, Fewer, Some, Sum

DAY = "2026-11-23"
MLT = WordIs(FACE, "kind", frozenset({"mlt"}))
WEEKS = DayTest(FACE, "completed", "by")


def test_some_is_met_by_one_entry_that_fulfils_everything() -> None:
    node = Some(FACE, "programs", (MLT, WEEKS))
    done, ahead = {"kind": "mlt", "completed": "2020-01-01"}, {"kind": "mlt", "completed": "2030-01-01"}
    other = {"kind": "mls", "completed": "2020-01-01"}
    assert judged(node, record(programs=[other, done]), DAY) == ["met"]
    assert judged(node, record(programs=[other, ahead]), DAY) == ["not-met"]
    assert judged(node, record(programs=[other, {"kind": "mlt"}]), DAY) == ["unknown"]
    assert judged(node, record(programs=[{"kind": "mlt"}, done]), DAY) == ["met"]


EMPTY_AND_UNTOLD: list[tuple[Node, str]] = [
    (Some(FACE, "attempts", ()), "not-met"),
    (Fewer(FACE, "attempts", (), fixed(3, "attempts")), "met"),
    (Fewer(FACE, "attempts", (), fixed(0, "attempts")), "not-met"),
    (Sum(FACE, "attempts", (), "score", fixed(1, "points")), "not-met"),
    (Sum(FACE, "attempts", (), "score", fixed(0, "points")), "met"),
    (Covers(FACE, "work", (), "duties", frozenset({"clinical"})), "not-met"),
]


@pytest.mark.parametrize(("node", "expected"), EMPTY_AND_UNTOLD)
def test_empty_section_decides_and_an_untold_one_does_not(node: Node, expected: str) -> None:
    assert judged(node, record(attempts=[], work=[]), DAY) == [expected]
    assert judged(node, Record(), DAY) == ["unknown"]
    found = node.explain(rows_of(Record(), DAY))
    assert (found.message, found.missing) == ("section-untold", Missing("answer", field=node.section))  # type: ignore[attr-defined]


def test_some_without_conditions_is_met_by_any_entry() -> None:
    node = Some(FACE, "cards", ())
    person = record(cards=[{"kind": "cpr"}])
    assert judged(node, person, DAY) == ["met"]
    found = node.explain(rows_of(person, DAY))
    assert (found.verdict, found.findings, found.evidence) == ("met", (), ("cards/0",))


def test_some_shows_the_best_entry() -> None:
    """Among equals the one that fails least, then the latest in the file."""
    node = Some(FACE, "programs", (MLT, WEEKS))
    ahead, wrong = {"kind": "mlt", "completed": "2030-01-01"}, {"kind": "mls", "completed": "2030-01-01"}
    for programs, best in (([wrong, ahead, wrong], 1), ([ahead, ahead], 1), ([{"kind": "mlt"}, ahead], 0)):
        found = node.explain(rows_of(record(programs=programs), DAY))
        assert (found.op, found.evidence) == ("all", (f"programs/{best}",))


def test_some_without_entries_says_so() -> None:
    found = Some(FACE, "programs", (MLT,)).explain(rows_of(record(programs=[]), DAY))
    assert (found.message, found.verdict, found.findings) == ("some-no-entry", "not-met", ())


def test_what_is_scheduled_with_an_entry_settles_inside_it() -> None:
    degree = Some(FACE, "education", (DayTest(FACE, "completed", "by", "settled"),))
    node = Some(FACE, "programs", (MLT, degree), settles="completed")
    for day, expected in (("2027-05-10", "met"), ("2027-05-11", "not-met"), ("2026-01-01", "met")):
        person = record(programs=[{"kind": "mlt", "completed": "2027-05-10"}], education=[{"completed": day}])
        assert judged(node, person, DAY) == [expected]
        assert_exact(node, person, "2025-01-01", "2028-12-31")
    unsure = record(programs=[{"kind": "mlt"}], education=[{"completed": "2027-05-10"}])
    assert judged(node, unsure, DAY, "2027-05-09", "2027-05-10") == ["unknown", "unknown", "met"]


FAILED = (FlagIs(FACE, "passed", False), DayTest(FACE, "on", "by", "exam"))


def attempts(*entries: dict[str, object]) -> Record:
    return record(attempts=[{"exam": "cma-aama", **entry} for entry in entries])


def test_fewer_counts_what_fits() -> None:
    node = Fewer(FACE, "attempts", FAILED, fixed(2, "attempts"))
    one, passed = {"on": "2020-01-01", "passed": False}, {"on": "2020-01-01", "passed": True}
    assert judged(node, attempts(one, passed, passed), DAY) == ["met"]
    assert judged(node, attempts(one, one), DAY) == ["not-met"]
    assert judged(node, attempts(one, {"on": "2020-01-01"}), DAY) == ["unknown"]
    assert judged(node, attempts(passed, {"on": "2020-01-01"}), DAY) == ["met"]
    assert judged(node, attempts(one, one, {"passed": False}), DAY) == ["not-met"]


def test_fewer_counts_from_the_day_of_the_attempt() -> None:
    node = Fewer(FACE, "attempts", FAILED, fixed(1, "attempts"))
    person = attempts({"on": "2026-05-10", "passed": False})
    assert assert_exact(node, person, "2026-01-01", "2026-12-31") == [("2026-01-01", "met"), ("2026-05-10", "not-met")]
    assert judged(node, person, "2026-01-01", exam="2026-05-10") == ["not-met"]


def test_fewer_than_an_unknown_limit_is_unknown() -> None:
    node = Fewer(FACE, "attempts", FAILED, not_found("attempts"))
    assert judged(node, attempts(*[{"on": "2020-01-01", "passed": False}] * 9), DAY) == ["unknown"]


def test_fewer_shows_its_entries_and_numbers() -> None:
    node = Fewer(FACE, "attempts", FAILED, fixed(2, "attempts"))
    found = node.explain(
        rows_of(attempts({"on": "2020-01-01", "passed": True}, {"on": "2020-02-01", "passed": False}), DAY)
    )
    assert found.amounts is not None
    assert (found.evidence, found.amounts.have, found.amounts.need) == (("attempts/1",), (1, 1), (2, 2))


ACCREDITED = (FlagIs(FACE, "accredited", True), DayTest(FACE, "completed", "by"))


def credit(*hours: float | None, accredited: bool | None = True) -> Record:
    entries: list[dict[str, object]] = [{"completed": "2020-01-01"} for _ in hours]
    for entry, number in zip(entries, hours, strict=True):
        entry |= {} if number is None else {"semester_hours": number}
        entry |= {} if accredited is None else {"accredited": accredited}
    return record(education=entries)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (credit(30, 30), "met"),
        (credit(30, 29.99), "not-met"),
        (credit(60, None), "met"),
        (credit(30, None), "unknown"),
        (credit(60, accredited=False), "not-met"),
        (credit(60, accredited=None), "unknown"),
        (credit(59, accredited=None), "not-met"),
        (credit(), "not-met"),
    ],
)
def test_sum_adds_up_what_fits(person: Record, expected: str) -> None:
    node = Sum(FACE, "education", ACCREDITED, "semester_hours", fixed(60, "semester-hours"))
    assert judged(node, person, DAY) == [expected]


def test_sum_asks_for_what_leaves_it_open() -> None:
    node = Sum(FACE, "education", ACCREDITED, "semester_hours", fixed(60, "semester-hours"))
    assert node.explain(rows_of(credit(30, None), DAY)).missing == Missing("answer", field="education/1/semester_hours")
    assert node.explain(rows_of(credit(60, accredited=None), DAY)).missing == Missing("answer", field="education/0")
    short = node.explain(rows_of(credit(30, 15.5), DAY)).missing
    assert short == Missing("amount", least=14.5, most=14.5, unit="semester-hours")


def test_sum_turns_with_each_completion() -> None:
    entries = [{"completed": f"202{at}-06-01", "accredited": True, "semester_hours": 30} for at in (1, 2)]
    node = Sum(FACE, "education", ACCREDITED, "semester_hours", fixed(60, "semester-hours"))
    assert assert_exact(node, record(education=entries), "2020-01-01", "2023-12-31") == [
        ("2020-01-01", "not-met"),
        ("2022-06-01", "met"),
    ]


BOTH = frozenset({"clinical", "administrative"})


def jobs(*entries: dict[str, object]) -> Record:
    return record(work=list(entries))


def job(first: str, last: str | None, *duties: str) -> dict[str, object]:
    return {"from": first, "to": last, "duties": list(duties)}


def covers(last: object = None, *where: Node) -> Covers:
    return Covers(FACE, "work", where, "duties", BOTH, last)  # type: ignore[arg-type]


def test_covers_joins_the_words_of_all_entries() -> None:
    clinical, office = job("2020-01-01", None, "clinical"), job("2019-01-01", "2019-12-31", "administrative")
    assert judged(covers(), jobs(clinical, office), DAY) == ["met"]
    assert judged(covers(), jobs(clinical), DAY) == ["not-met"]
    assert judged(covers(), jobs(job("2020-01-01", None, "clinical", "administrative")), DAY) == ["met"]
    assert judged(covers(), jobs(clinical, {"from": "2020-01-01", "to": None}), DAY) == ["unknown"]


def test_covers_counts_work_from_its_first_day() -> None:
    person = jobs(job("2020-05-10", None, *BOTH))
    assert assert_exact(covers(), person, "2019-01-01", "2021-12-31") == [
        ("2019-01-01", "not-met"),
        ("2020-05-10", "met"),
    ]


@pytest.mark.parametrize(
    ("ended", "out"),
    [
        ("2019-05-10", "2026-05-11"),
        ("2016-02-29", "2023-03-01"),
        ("2017-02-28", "2024-03-01"),
        ("2016-02-28", "2023-03-01"),
        ("2018-12-31", "2026-01-01"),
    ],
)
def test_covers_forgets_work_that_left_the_window(ended: str, out: str) -> None:
    """Seven years back from the row's day: work counts while its last day is not before that day."""
    turns = assert_exact(covers(fixed(7, "years")), jobs(job("2010-01-01", ended, *BOTH)), "2012-01-01", "2030-12-31")
    assert turns == [("2012-01-01", "met"), (out, "not-met")]


@pytest.mark.parametrize("unit", ["days", "weeks", "months", "years"])
@pytest.mark.parametrize("ended", ["2019-02-28", "2019-04-30", "2019-05-10", "2020-02-28", "2020-02-29", "2019-08-31"])
@pytest.mark.parametrize("count", [1, 6, 7, 18])
def test_covers_has_an_exact_timeline_for_any_window(unit: str, ended: str, count: int) -> None:
    person = jobs(job("2010-01-01", ended, *BOTH))
    assert_exact(covers(fixed(count, unit)), person, "2012-01-01", "2040-12-31")


def test_covers_is_unknown_while_the_days_leave_it_open() -> None:
    window = fixed(1, "years")
    person = jobs({"from": "2018", "to": "2019", "duties": list(BOTH)})
    assert assert_exact(covers(window), person, "2017-01-01", "2022-12-31") == [
        ("2017-01-01", "not-met"),
        ("2018-01-01", "unknown"),
        ("2018-12-31", "met"),
        ("2020-01-02", "unknown"),
        ("2021-01-01", "not-met"),
    ]


def test_covers_takes_the_window_that_holds_on_the_day() -> None:
    window = value_of(version(7), version(3, begins="2021-03-01"), unit="years")
    person = jobs(job("2010-01-01", "2016-06-30", *BOTH))
    assert assert_exact(covers(window), person, "2016-01-01", "2025-12-31") == [
        ("2016-01-01", "met"),
        ("2021-03-01", "not-met"),
    ]


def test_covers_leaves_doubtful_entries_open() -> None:
    person = jobs(job("2020-01-01", None, *BOTH))
    assert judged(covers(None, Attested(FACE)), person, DAY) == ["unknown"]
    found = covers().explain(rows_of(jobs(job("2020-01-01", None, "clinical")), DAY))
    assert found.arguments["lacking"] == ("administrative",)
