"""Leaves about one field: what they say at, before and after their limits, and when something is unknown."""

from __future__ import annotations

import numpy as np
import pytest

from builders.records import judged, ordinal, record, rows_of
from builders.rules import FACE, fixed, not_found, value_of, version
from builders.timelines import assert_exact
from certway.core.person.batch import batch_of
from certway.core.person.record import Record
from certway.core.rulebook.field_leaves import DayTest, FlagIs, LevelAtLeast, NumberAtLeast, Together, WordIs
from certway.core.rulebook.findings import Amounts, Missing
from certway.core.rulebook.rows import rows_at
from certway.core.rulebook.section_leaves import Some

DAY = "2026-11-23"


def some(section: str, *where: object) -> Some:
    return Some(FACE, section, where)  # type: ignore[arg-type]


def program(**fields: object) -> Record:
    return record(programs=[fields])


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": "mlt"}, "met"),
        ({"kind": "nursing"}, "unknown"),
        ({"kind": "mls"}, "not-met"),
        ({}, "unknown"),
    ],
)
def test_word_is_wanted_or_perhaps(fields: dict[str, object], expected: str) -> None:
    node = some("programs", WordIs(FACE, "kind", frozenset({"mlt"}), frozenset({"nursing"})))
    assert judged(node, program(**fields), DAY) == [expected]


def test_word_of_an_open_list_may_be_one_that_nobody_has() -> None:
    node = some("cards", WordIs(FACE, "kind", frozenset({"cpr"})))
    assert judged(node, record(cards=[{"kind": "first-aid"}]), DAY) == ["not-met"]
    assert judged(node, record(cards=[{}]), DAY) == ["unknown"]
    assert judged(node, record(cards=[{"kind": "first-aid"}, {"kind": "cpr"}]), DAY) == ["met"]


@pytest.mark.parametrize(
    ("told", "expected", "opposite", "reviewed"),
    [(True, "met", "not-met", "met"), (False, "not-met", "met", "unknown"), (None, "unknown", "unknown", "unknown")],
)
def test_flag_is_as_wanted(told: bool | None, expected: str, opposite: str, reviewed: str) -> None:
    person = record(statements={} if told is None else {"felony": told})
    name = "statements.felony"
    assert judged(FlagIs(FACE, name, True), person, DAY) == [expected]
    assert judged(FlagIs(FACE, name, False), person, DAY) == [opposite]
    assert judged(FlagIs(FACE, name, True, otherwise_unknown=True), person, DAY) == [reviewed]


@pytest.mark.parametrize(
    ("told", "expected"), [(10, "met"), (9.99, "not-met"), (10.01, "met"), (0, "not-met"), (None, "unknown")]
)
def test_number_is_enough_from_the_need_on(told: float | None, expected: str) -> None:
    person = record(procedures={} if told is None else {"injection": told})
    node = NumberAtLeast(FACE, "procedures.injection", fixed(10, "procedures"))
    assert judged(node, person, DAY) == [expected]


def test_number_is_unknown_when_the_need_was_not_found() -> None:
    node = NumberAtLeast(FACE, "procedures.injection", not_found("procedures"))
    assert judged(node, record(procedures={"injection": 1_000_000}), DAY) == ["unknown"]


def test_number_between_two_needs_is_unknown_while_either_may_hold() -> None:
    node = NumberAtLeast(FACE, "procedures.injection", value_of(version(20), version(10, as_of="2024-06-30")))
    for count, expected in ((9, "not-met"), (10, "unknown"), (19, "unknown"), (20, "met")):
        person = record(procedures={"injection": count})
        assert judged(node, person, "2024-06-29") == [expected]
        assert judged(node, person, "2024-06-30") == ["not-met" if count == 9 else "met"]
        assert_exact(node, person, "2024-01-01", "2024-12-31")


def test_number_shows_what_is_wanting() -> None:
    node = NumberAtLeast(FACE, "procedures.injection", fixed(10, "procedures"))
    found = node.explain(rows_of(record(procedures={"injection": 7.5}), DAY))
    assert found.amounts == Amounts((7.5, 7.5), (10, 10), "procedures")
    assert found.missing == Missing("amount", least=2.5, most=2.5, unit="procedures")
    untold = node.explain(rows_of(record(procedures={}), DAY))
    assert untold.missing == Missing("answer", field="procedures/injection")


DRAWS = Together(FACE, ("procedures.venipuncture", "procedures.capillary"), fixed(100, "procedures"))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"venipuncture": 60, "capillary": 40}, "met"),
        ({"venipuncture": 60, "capillary": 39}, "not-met"),
        ({"venipuncture": 60, "capillary": 39.99}, "not-met"),
        ({"venipuncture": 100}, "met"),
        ({"venipuncture": 99}, "unknown"),
        ({"capillary": 99}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_numbers_together_are_enough_from_the_need_on(told: dict[str, float], expected: str) -> None:
    assert judged(DRAWS, record(procedures=told), DAY) == [expected]


def test_numbers_together_are_added_up_person_by_person() -> None:
    people = [record(procedures={"venipuncture": 50, "capillary": one}) for one in (49, 50, 51)]
    assert [judged(DRAWS, person, DAY)[0] for person in people] == ["not-met", "met", "met"]
    rows = rows_at(batch_of(people), day=np.array([ordinal(DAY)], dtype=np.int32))
    assert DRAWS.judge(rows).tolist() == [-1, 1, 1]


def test_numbers_together_are_unknown_between_two_needs() -> None:
    names = ("procedures.venipuncture", "procedures.capillary")
    node = Together(FACE, names, value_of(version(20), version(10, as_of="2024-06-30")))
    person = record(procedures={"venipuncture": 7, "capillary": 8})
    assert judged(node, person, "2024-06-29", "2024-06-30") == ["unknown", "met"]
    assert_exact(node, person, "2024-01-01", "2024-12-31")


def test_numbers_together_show_what_is_wanting() -> None:
    found = DRAWS.explain(rows_of(record(procedures={"venipuncture": 40, "capillary": 10}), DAY))
    assert found.message == "together-not-met"
    assert found.amounts == Amounts((50, 50), (100, 100), "procedures")
    assert found.missing == Missing("amount", least=50, most=50, unit="procedures")
    assert found.arguments["fields"] == ("procedures.venipuncture", "procedures.capillary")


@pytest.mark.parametrize(
    ("told", "asked"),
    [({}, "venipuncture"), ({"venipuncture": 40}, "capillary"), ({"capillary": 12}, "venipuncture")],
)
def test_numbers_together_ask_for_the_first_that_is_open(told: dict[str, float], asked: str) -> None:
    found = DRAWS.explain(rows_of(record(procedures=told), DAY))
    assert found.missing == Missing("answer", field=f"procedures/{asked}")


def test_numbers_together_ask_for_the_first_where_only_the_need_is_open() -> None:
    node = Together(FACE, ("procedures.ekg", "procedures.injection"), not_found("procedures"))
    found = node.explain(rows_of(record(procedures={"ekg": 1, "injection": 2}), DAY))
    assert found.missing == Missing("answer", field="procedures/ekg")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("associate", "met"),
        ("bachelor", "met"),
        ("doctorate", "met"),
        ("diploma", "not-met"),
        ("none", "not-met"),
        (None, "unknown"),
    ],
)
def test_higher_degree_satisfies_a_lower(told: str | None, expected: str) -> None:
    person = record(education=[{} if told is None else {"level": told}])
    assert judged(some("education", LevelAtLeast(FACE, "level", "associate")), person, DAY) == [expected]


def completed(how: str, length: object = None, moment: str = "application") -> Some:
    return some("programs", DayTest(FACE, "completed", how, moment, length))  # type: ignore[arg-type]


def before_on_after(node: Some, day: str, *days: str, exam: str = "") -> list[str]:
    return judged(node, program(kind="mlt", completed=day), *days, exam=exam)


AROUND = ("2026-05-09", "2026-05-10", "2026-05-11")


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("by", ["not-met", "met", "met"]),
        ("ahead", ["met", "not-met", "not-met"]),
        ("lasts", ["met", "met", "not-met"]),
    ],
)
def test_day_is_past_ahead_or_good_on_its_last_day(how: str, expected: list[str]) -> None:
    assert before_on_after(completed(how), "2026-05-10", *AROUND) == expected
    assert_exact(completed(how), program(completed="2026-05-10"), "2025-01-01", "2027-12-31")


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("by", ["not-met", "unknown", "unknown", "met"]),
        ("ahead", ["met", "unknown", "unknown", "not-met"]),
        ("lasts", ["met", "met", "unknown", "not-met"]),
    ],
)
def test_day_known_to_the_month_is_open_inside_it(how: str, expected: list[str]) -> None:
    if how == "lasts":
        days = ("2026-04-30", "2026-05-01", "2026-05-31", "2026-06-01")
    else:
        days = ("2026-04-30", "2026-05-01", "2026-05-30", "2026-05-31")
    assert before_on_after(completed(how), "2026-05", *days) == expected
    assert_exact(completed(how), program(completed="2026-05"), "2025-01-01", "2027-12-31")


@pytest.mark.parametrize(
    ("day", "last", "first_beyond"),
    [
        ("2021-05-10", "2026-05-10", "2026-05-11"),
        ("2020-02-29", "2025-02-28", "2025-03-01"),
        ("2019-02-28", "2024-02-28", "2024-02-29"),
        ("2024-12-31", "2029-12-31", "2030-01-01"),
    ],
)
def test_within_years_ends_with_the_same_calendar_day(day: str, last: str, first_beyond: str) -> None:
    within, beyond = completed("within", fixed(5, "years")), completed("beyond", fixed(5, "years"))
    assert before_on_after(within, day, last, first_beyond) == ["met", "not-met"]
    assert before_on_after(beyond, day, last, first_beyond) == ["not-met", "met"]
    for node in (within, beyond):
        assert_exact(node, program(completed=day), "2018-01-01", "2031-12-31")


@pytest.mark.parametrize(
    ("born", "day_before", "birthday"),
    [
        ("2008-11-23", "2026-11-22", "2026-11-23"),
        ("2008-02-29", "2026-02-27", "2026-02-28"),
        ("2008-12-31", "2026-12-30", "2026-12-31"),
    ],
)
def test_age_is_reached_on_the_birthday(born: str, day_before: str, birthday: str) -> None:
    node, person = (
        DayTest(FACE, "person.born", "reaches", "application", fixed(18, "years")),
        record(person={"born": born}),
    )
    assert judged(node, person, day_before, birthday) == ["not-met", "met"]
    assert assert_exact(node, person, "2025-01-01", "2027-12-31") == [("2025-01-01", "not-met"), (birthday, "met")]


def test_age_of_who_tells_only_the_year_is_open_for_a_year() -> None:
    node, person = (
        DayTest(FACE, "person.born", "reaches", "application", fixed(18, "years")),
        record(person={"born": "2008"}),
    )
    days = ("2025-12-31", "2026-01-01", "2026-12-30", "2026-12-31")
    assert judged(node, person, *days) == ["not-met", "unknown", "unknown", "met"]
    assert_exact(node, person, "2025-01-01", "2027-12-31")


def test_age_that_is_not_told_is_asked_for() -> None:
    node = DayTest(FACE, "person.born", "reaches", "application", fixed(18, "years"))
    found = node.explain(rows_of(record(person={"lives_in": "TX"}), DAY))
    assert (found.verdict, found.missing) == ("unknown", Missing("answer", field="person/born"))


def test_within_is_met_while_the_day_lies_ahead() -> None:
    assert before_on_after(completed("within", fixed(5, "years")), "2027-05-10", DAY) == ["met"]
    assert before_on_after(completed("beyond", fixed(5, "years")), "2027-05-10", DAY) == ["not-met"]


def test_within_of_a_day_known_to_the_year_is_open_for_a_year() -> None:
    node = completed("within", fixed(1, "years"))
    days = ("2021-01-01", "2021-01-02", "2021-12-31", "2022-01-01")
    assert before_on_after(node, "2020", *days) == ["met", "unknown", "unknown", "not-met"]
    assert_exact(node, program(completed="2020"), "2019-01-01", "2023-12-31")


@pytest.mark.parametrize(
    ("unit", "count", "first"), [("days", 30, "2026-04-10"), ("weeks", 6, "2026-03-29"), ("months", 3, "2026-02-10")]
)
def test_opens_so_long_before_the_day_that_day_included(unit: str, count: int, first: str) -> None:
    node = completed("opens", fixed(count, unit))
    turns = assert_exact(node, program(completed="2026-05-10"), "2025-01-01", "2027-12-31")
    assert turns == [("2025-01-01", "not-met"), (first, "met")]


def test_opens_looks_at_the_exam_day_when_told_to() -> None:
    node = completed("opens", fixed(30, "days"), "exam")
    assert before_on_after(node, "2026-05-10", "2026-01-01", exam="2026-04-09") == ["not-met"]
    assert before_on_after(node, "2026-05-10", "2026-01-01", exam="2026-04-10") == ["met"]
    person = program(completed="2026-05-10")
    assert assert_exact(node, person, "2025-01-01", "2027-12-31", exam="2026-04-09") == [
        ("2025-01-01", "not-met"),
        ("2026-04-10", "met"),
    ]
    assert assert_exact(node, person, "2025-01-01", "2027-12-31", exam="2026-04-10") == [("2025-01-01", "met")]


@pytest.mark.parametrize("how", ["within", "beyond", "reaches", "opens"])
def test_unknown_length_leaves_the_day_open(how: str) -> None:
    found = before_on_after(completed(how, not_found("months")), "2026-05-10", "2026-05-09", "2026-05-10", "2026-05-11")
    assert (
        found
        == {
            "within": ["met", "met", "unknown"],
            "beyond": ["not-met", "not-met", "unknown"],
            "reaches": ["not-met", "unknown", "unknown"],
            "opens": ["unknown", "met", "met"],
        }[how]
    )


def test_change_of_the_length_is_a_change_of_the_verdict() -> None:
    length = value_of(version(5), version(4, begins="2024-09-01"))
    node = completed("within", value_of(*length.versions, unit="years"))
    assert assert_exact(node, program(completed="2020-05-10"), "2019-01-01", "2027-12-31") == [
        ("2019-01-01", "met"),
        ("2024-09-01", "not-met"),
    ]


@pytest.mark.parametrize("how", ["by", "ahead", "lasts"])
def test_day_that_is_not_told_is_unknown(how: str) -> None:
    assert judged(completed(how), program(kind="mlt"), "1990-01-01", DAY) == ["unknown", "unknown"]


def test_open_day_never_comes() -> None:
    person = record(work=[{"from": "2020-01-01", "to": None}])
    for how, expected in (("by", "not-met"), ("ahead", "met"), ("lasts", "met")):
        node = some("work", DayTest(FACE, "to", how))  # type: ignore[arg-type]
        assert assert_exact(node, person, "2019-01-01", "2030-12-31") == [("2019-01-01", expected)]


def missing(node: Some, person: Record, day: str = DAY) -> Missing | None:
    return node.explain(rows_of(person, day)).findings[0].missing


def test_day_to_wait_for_is_shown() -> None:
    person = program(completed="2027-05-10")
    assert missing(completed("by"), person) == Missing("day", on=ordinal("2027-05-10"))
    assert missing(completed("opens", fixed(30, "days")), person) == Missing("day", on=ordinal("2027-04-10"))
    assert missing(completed("beyond", fixed(1, "years")), person) == Missing("day", on=ordinal("2028-05-11"))
    assert missing(completed("reaches", fixed(1, "years")), person) == Missing("day", on=ordinal("2028-05-10"))
    assert missing(completed("within", fixed(1, "years")), program(completed="2020-05-10")) is None


def test_day_that_is_not_told_is_asked_for() -> None:
    for node in (completed("by"), completed("within", fixed(5, "years")), completed("beyond", fixed(5, "years"))):
        assert missing(node, program(kind="mlt")) == Missing("answer", field="programs/0/completed")


@pytest.mark.parametrize("how", ["by", "opens", "beyond", "reaches"])
def test_nobody_is_told_to_wait_for_the_end_of_the_calendar(how: str) -> None:
    length = None if how == "by" else fixed(1, "years")
    open_job = record(work=[{"from": "2020-01-01", "to": None}])
    node = some("work", DayTest(FACE, "to", how, "application", length))  # type: ignore[arg-type]
    assert missing(node, open_job) is None
    if length is not None:
        assert missing(completed(how, not_found("years")), program(completed="2020-05-10")) is None
