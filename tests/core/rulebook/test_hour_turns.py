"""The days on which a total of hours crosses its need: solved for, and found by asking every day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.records import record
from builders.rules import FACE, fixed, value_of, version
from builders.timelines import assert_exact
from certway.core.person.record import Record
from certway.core.rulebook.hours import Hours
from certway.core.rulebook.section_leaves import Some
from certway.core.rulebook.values import Value
from certway.core.units.days import to_date
from strategies.effort import effort


def hours(need: int, last: Value | None = None, **how: object) -> Hours:
    unit = "days" if how.get("counts_days") else "hours"
    return Hours(FACE, "work", (), fixed(need, unit), last=last, **how)  # type: ignore[arg-type]


def test_leap_days_alone_turn_a_constant_job() -> None:
    """Seven years and a day have 2557 or 2558 days, by the leap days in them; 7 hours a week are one a day."""
    person = record(work=[{"from": "1990-01-01", "to": None, "hours_per_week": 7}])
    assert assert_exact(hours(2558, fixed(7, "years")), person, "2005-01-01", "2016-12-31") == [
        ("2005-01-01", "met"),
        ("2007-03-01", "not-met"),
        ("2008-02-29", "met"),
        ("2011-03-01", "not-met"),
        ("2012-02-29", "met"),
        ("2015-03-01", "not-met"),
        ("2016-02-29", "met"),
    ]


@pytest.mark.parametrize("need", range(2555, 2562))
def test_every_need_around_a_window_of_seven_years(need: int) -> None:
    person = record(work=[{"from": "1990-01-01", "to": None, "hours_per_week": 7}])
    assert_exact(hours(need, fixed(7, "years")), person, "1998-01-01", "2060-12-31")


@pytest.mark.parametrize("need", [364, 365, 366, 367, 730, 731, 732, 733])
@pytest.mark.parametrize("years", [1, 2, 4])
def test_days_worked_flicker_with_leap_years(need: int, years: int) -> None:
    person = record(work=[{"from": "1990-01-01", "to": None}])
    assert_exact(hours(need, fixed(years, "years"), counts_days=True), person, "1995-01-01", "2040-12-31")


@pytest.mark.parametrize("months", [1, 3, 6, 12, 18, 30])
@pytest.mark.parametrize("need", [29, 31, 90, 91, 92, 182, 183, 184, 365, 366, 548, 549, 915])
def test_window_of_months_is_exact_too(months: int, need: int) -> None:
    person = record(work=[{"from": "2010-01-01", "to": "2020-05-30", "hours_per_week": 7}])
    assert_exact(hours(need, fixed(months, "months")), person, "2009-01-01", "2024-12-31")


DAYS = st.integers(732_000, 737_500).map(lambda day: to_date(day).isoformat())


@st.composite
def jobs(draw: st.DrawFn) -> dict[str, object]:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    entry = {
        "from": draw(st.sampled_from((first, first, first, first[:7], first[:4]))),
        "to": draw(st.sampled_from((last, last, last, last[:7], None))),
        "hours_per_week": draw(st.sampled_from((7, 12.25, 20, 35, 36, 41.5))),
    }
    return {key: told for key, told in entry.items() if draw(st.integers(0, 19))}


working = st.lists(jobs(), min_size=1, max_size=4).map(lambda entries: record(work=entries))
lengths = st.none() | st.sampled_from((1, 2, 3, 5, 7)).map(lambda years: fixed(years, "years"))
caps = st.none() | st.sampled_from((20, 35, 36)).map(lambda number: fixed(number, "hours"))


@effort(100)
@given(working, st.integers(1, 12_000), lengths, caps)
def test_turns_are_what_each_day_says(person: Record, need: int, last: Value | None, cap: Value | None) -> None:
    assert_exact(hours(need, last, cap=cap), person, "2004-01-01", "2030-12-31")


@effort(50)
@given(working, st.integers(1, 3000), lengths)
def test_turns_of_days_worked_are_what_each_day_says(person: Record, need: int, last: Value | None) -> None:
    assert_exact(hours(need, last, counts_days=True), person, "2004-01-01", "2030-12-31")


@effort(100)
@given(working, st.integers(1, 3000), lengths, st.lists(DAYS | DAYS.map(lambda day: day[:7]), min_size=1, max_size=3))
def test_turns_since_a_day_are_what_each_day_says(
    person: Record, need: int, last: Value | None, days: list[str]
) -> None:
    node = Some(FACE, "programs", (hours(need, last, since="completed"),))
    programs = record(programs=[{"completed": day} for day in days])
    both = Record(lists={**person.lists, **programs.lists})
    assert_exact(node, both, "2004-01-01", "2030-12-31")


@effort(50)
@given(working, st.integers(1, 9000), st.integers(1, 9000), DAYS, st.booleans())
def test_turns_of_a_changing_rule_are_what_each_day_says(
    person: Record, one: int, other: int, day: str, dated: bool
) -> None:
    need = value_of(version(one), version(other, begins=day if dated else "", as_of=day), unit="hours")
    last = value_of(version(5), version(3, begins="2014-02-28"), unit="years")
    assert_exact(Hours(FACE, "work", (), need, last=last), person, "2004-01-01", "2030-12-31")
