"""Hours of work: what counts, from when to when, and what is left open."""

from __future__ import annotations

import pytest

from builders.records import judged, record, rows_of
from builders.rules import FACE, fixed, not_found, value_of, version
from builders.timelines import assert_exact
from certway.core.person.record import Record
from certway.core.rulebook.field_leaves import WordIs
from certway.core.rulebook.findings import Missing
from certway.core.rulebook.hours import Hours
from certway.core.rulebook.section_leaves import Some
from certway.core.rulebook.values import Value

ASSISTANT = WordIs(FACE, "role", frozenset({"medical-assistant"}), frozenset({"other"}))


def hours(need: int, **how: object) -> Hours:
    return Hours(FACE, "work", (ASSISTANT,), fixed(need, "hours"), **how)  # type: ignore[arg-type]


def days_worked(need: int, **how: object) -> Hours:
    return Hours(FACE, "work", (ASSISTANT,), fixed(need, "days"), counts_days=True, **how)  # type: ignore[arg-type]


def job(first: str, last: str | None = None, weekly: float = 35, role: str = "medical-assistant") -> dict[str, object]:
    return {"role": role, "from": first, "to": last, "hours_per_week": weekly}


def worked(*jobs: dict[str, object]) -> Record:
    return record(work=list(jobs))


def test_hours_are_weekly_hours_times_days_by_seven_both_ends_included() -> None:
    """35 hours a week are 5 a day; the tenth day brings the fiftieth hour."""
    assert assert_exact(hours(50), worked(job("2020-01-01")), "2019-12-01", "2020-12-31") == [
        ("2019-12-01", "not-met"),
        ("2020-01-10", "met"),
    ]


@pytest.mark.parametrize(("weekly", "expected"), [(35, "met"), (34.99, "not-met"), (35.01, "met")])
def test_hundredths_of_an_hour_decide(weekly: float, expected: str) -> None:
    assert judged(hours(50), worked(job("2020-01-01", "2020-01-10", weekly)), "2020-12-31") == [expected]


def test_jobs_add_up() -> None:
    person = worked(job("2020-01-01", "2020-01-05"), job("2020-01-03", "2020-01-04"), job("2020-03-01", "2020-03-03"))
    assert assert_exact(hours(50), person, "2020-01-01", "2020-12-31") == [
        ("2020-01-01", "not-met"),
        ("2020-03-03", "met"),
    ]


def test_other_jobs_do_not_count_and_doubtful_ones_leave_it_open() -> None:
    first, other = job("2020-01-01", "2020-01-10"), job("2020-01-01", "2020-01-10", role="phlebotomist")
    doubtful = job("2020-01-01", "2020-01-10", role="other")
    assert judged(hours(100), worked(first, other), "2020-12-31") == ["not-met"]
    assert judged(hours(100), worked(first, doubtful), "2020-12-31") == ["unknown"]
    assert judged(hours(50), worked(first, doubtful), "2020-12-31") == ["met"]
    assert judged(hours(101), worked(first, doubtful), "2020-12-31") == ["not-met"]


def test_window_reaches_from_the_same_day_years_ago_to_the_day() -> None:
    node = hours(50, last=fixed(1, "years"))
    assert assert_exact(node, worked(job("2020-03-01", "2020-03-10")), "2020-01-01", "2022-12-31") == [
        ("2020-01-01", "not-met"),
        ("2020-03-10", "met"),
        ("2021-03-02", "not-met"),
    ]


def test_future_work_counts_when_its_days_have_come() -> None:
    assert judged(hours(50), worked(job("2020-01-01")), "2020-01-09", "2020-01-10") == ["not-met", "met"]


def test_cap_limits_the_hours_of_a_week_over_all_jobs() -> None:
    node = hours(50, cap=fixed(35, "hours"))
    long, two = worked(job("2020-01-01", None, 60)), worked(job("2020-01-01", None, 20), job("2020-01-04", None, 30))
    assert assert_exact(node, long, "2020-01-01", "2020-12-31") == [("2020-01-01", "not-met"), ("2020-01-10", "met")]
    # three days of 20 hours a week, then 35: 60/7 + 5 n >= 50 with n = 9
    assert assert_exact(node, two, "2020-01-01", "2020-12-31") == [("2020-01-01", "not-met"), ("2020-01-12", "met")]


def test_unknown_cap_leaves_what_lies_above_its_least_open() -> None:
    node = hours(50, cap=fixed((20.0, 40.0), "hours"))
    person = worked(job("2020-01-01", None, 35))
    assert assert_exact(node, person, "2020-01-01", "2020-12-31") == [
        ("2020-01-01", "not-met"),
        ("2020-01-10", "unknown"),
        ("2020-01-18", "met"),
    ]


@pytest.mark.parametrize(
    ("missing", "turns"),
    [
        ("hours_per_week", [("2020-01-01", "unknown")]),
        ("to", [("2020-01-01", "not-met"), ("2020-01-10", "unknown")]),
    ],
)
def test_field_of_a_job_that_is_not_told_leaves_it_open(missing: str, turns: list[tuple[str, str]]) -> None:
    entry = job("2020-01-01")
    del entry[missing]
    person = worked(entry)
    found = assert_exact(hours(50), person, "2020-01-01", "2020-12-31")
    assert found[-1][1] == "unknown"
    if missing == "to":
        assert found == turns
    asked = hours(50).explain(rows_of(person, "2020-12-31")).missing
    assert asked == Missing("answer", field=f"work/0/{missing}")


def test_role_that_is_not_told_is_asked_for() -> None:
    entry = job("2020-01-01")
    del entry["role"]
    found = hours(50).explain(rows_of(worked(entry), "2020-12-31"))
    assert (found.verdict, found.missing) == ("unknown", Missing("answer", field="work/0/role"))


def test_job_of_unknown_months_counts_what_is_sure_and_what_is_possible() -> None:
    person = worked({**job("2020-01-01"), "from": "2020-01", "to": "2020-02"})
    assert assert_exact(hours(50), person, "2019-12-01", "2020-12-31") == [
        ("2019-12-01", "not-met"),
        ("2020-01-10", "unknown"),
    ]
    assert assert_exact(hours(10), person, "2019-12-01", "2020-12-31") == [
        ("2019-12-01", "not-met"),
        ("2020-01-02", "unknown"),
        ("2020-02-01", "met"),
    ]


def test_work_that_was_not_told_is_unknown_and_none_is_not_enough() -> None:
    assert judged(hours(1), Record(), "2020-01-01") == ["unknown"]
    assert judged(hours(1), record(work=[]), "2020-01-01") == ["not-met"]
    assert hours(1).explain(rows_of(Record(), "2020-01-01")).message == "section-untold"


def test_need_that_was_not_found_is_unknown() -> None:
    node = Hours(FACE, "work", (ASSISTANT,), not_found("hours"))
    assert judged(node, worked(job("1990-01-01", None, 168)), "2020-01-01") == ["unknown"]


def test_need_that_changed_on_an_unknown_day_leaves_the_days_before_open() -> None:
    need = value_of(version(100), version(50, as_of="2020-06-30"), unit="hours")
    node = Hours(FACE, "work", (ASSISTANT,), need)
    assert assert_exact(node, worked(job("2020-01-01", "2020-01-15")), "2020-01-01", "2020-12-31") == [
        ("2020-01-01", "not-met"),
        ("2020-01-10", "unknown"),
        ("2020-06-30", "met"),
    ]


@pytest.mark.parametrize(("completed", "met_on"), [("2020-01-05", "2020-01-15"), ("2019-01-05", "2020-01-10")])
def test_since_counts_the_days_after_that_day_of_the_entry(completed: str, met_on: str) -> None:
    node = Some(FACE, "programs", (hours(50, since="completed"),))
    person = record(programs=[{"kind": "mlt", "completed": completed}], work=[job("2020-01-01")])
    assert assert_exact(node, person, "2020-01-01", "2020-12-31") == [("2020-01-01", "not-met"), (met_on, "met")]


def test_since_a_day_that_is_not_told_leaves_the_work_open() -> None:
    node = Some(FACE, "programs", (hours(50, since="completed"),))
    person = record(programs=[{"kind": "mlt"}], work=[job("2020-01-01")])
    assert assert_exact(node, person, "2020-01-01", "2020-12-31") == [
        ("2020-01-01", "not-met"),
        ("2020-01-10", "unknown"),
    ]


def test_since_is_each_entry_s_own_day() -> None:
    programs = [{"kind": "mlt", "completed": day} for day in ("2020-02-01", "2020-01-05", "2020-03-01")]
    node = Some(FACE, "programs", (hours(50, since="completed"),))
    person = record(programs=programs, work=[job("2020-01-01", "2020-01-31")])
    assert assert_exact(node, person, "2020-01-01", "2020-12-31") == [("2020-01-01", "not-met"), ("2020-01-15", "met")]


def test_since_and_a_window_hold_together() -> None:
    node = Some(FACE, "programs", (hours(1000, since="completed", last=fixed(1, "years")),))
    person = record(programs=[{"kind": "mlt", "completed": "2020-03-15"}], work=[job("2020-01-01", "2021-02-10", 20)])
    turns = assert_exact(node, person, "2019-01-01", "2024-12-31")
    assert [verdict for _, verdict in turns] == ["not-met"]
    node = Some(FACE, "programs", (hours(900, since="completed", last=fixed(1, "years")),))
    turns = assert_exact(node, person, "2019-01-01", "2024-12-31")
    assert [verdict for _, verdict in turns] == ["not-met", "met", "not-met"]


def test_days_worked_count_each_day_once() -> None:
    person = worked(job("2020-01-01", "2020-01-05", 2), job("2020-01-03", "2020-01-08", 40), job("2020-02-01", None, 0))
    assert assert_exact(days_worked(10), person, "2019-12-01", "2020-12-31") == [
        ("2019-12-01", "not-met"),
        ("2020-02-02", "met"),
    ]


def test_days_worked_do_not_ask_for_weekly_hours() -> None:
    entry = job("2020-01-01")
    del entry["hours_per_week"]
    assert judged(days_worked(10), worked(entry), "2020-01-09", "2020-01-10") == ["not-met", "met"]


def test_days_worked_of_a_year_need_every_day_of_it() -> None:
    """From 2020-06-01 to 2021-06-01 a window of one year has 366 days."""
    node = days_worked(366, last=fixed(1, "years"))
    assert_exact(node, worked(job("2019-01-01")), "2019-01-01", "2026-12-31")
    assert judged(node, worked(job("2019-01-01")), "2021-06-01", "2022-06-01") == ["met", "met"]
    assert judged(days_worked(367, last=fixed(1, "years")), worked(job("2019-01-01")), "2020-06-01", "2021-06-01") == [
        "met",
        "not-met",
    ]


def test_hours_show_what_there_is_and_what_is_wanting() -> None:
    found = hours(100).explain(rows_of(worked(job("2020-01-01", "2020-01-10")), "2020-12-31"))
    assert found.amounts is not None
    assert (found.amounts.have, found.amounts.need, found.evidence) == ((50, 50), (100, 100), ("work/0",))
    assert found.missing == Missing("amount", least=50, most=50, unit="hours")


@pytest.mark.parametrize("last", [None, fixed(7, "years")])
def test_amt_s_three_years_are_5616_hours(last: Value | None) -> None:
    """36 hours a week reach it on day 1092."""
    node = hours(5616, last=last)
    person = worked(job("2015-01-01", None, 36))
    assert assert_exact(node, person, "2015-01-01", "2030-12-31") == [("2015-01-01", "not-met"), ("2017-12-27", "met")]
