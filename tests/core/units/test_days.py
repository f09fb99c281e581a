"""Days as integers: partial dates, and stepping by months."""

from __future__ import annotations

import calendar
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.records import day_column, ordinal
from certway.core.units.days import (
    FIRST_DAY,
    LAST_DAY,
    DaySpan,
    add_months,
    add_months_to_day,
    parse_day,
    to_date,
)
from strategies.effort import effort

MONTHS_IN_ALL = 9999 * 12


def stepped(text: str, months: int) -> str:
    return to_date(add_months_to_day(ordinal(text), months)).isoformat()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019-05-30", "2019-05-30", "2019-05-30"),
        ("2019-05", "2019-05-01", "2019-05-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019-12", "2019-12-01", "2019-12-31"),
        ("2019", "2019-01-01", "2019-12-31"),
        ("9999-12", "9999-12-01", "9999-12-31"),
    ],
)
def test_date_stands_for_its_days(text: str, first: str, last: str) -> None:
    span = parse_day(text)
    assert span == DaySpan(ordinal(first), ordinal(last))
    assert str(span) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "19",
        "2019-5",
        "2019-05-3",
        "2019-13",
        "2019-00",
        "2019-00-10",
        "2019-05-00",
        "2019-02-29",
        "0000",
        "0000-01",
        "2019-05-30 ",
        "２０１９",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_day(text) is None


@given(st.dates())
def test_every_day_is_read_back(day: date) -> None:
    span = parse_day(day.isoformat())
    assert span == DaySpan(day.toordinal(), day.toordinal())
    assert span.exact
    assert to_date(day.toordinal()) == day


@pytest.mark.parametrize(
    ("text", "months", "expected"),
    [
        ("2020-01-31", 1, "2020-02-29"),
        ("2021-01-31", 1, "2021-02-28"),
        ("2021-01-31", 3, "2021-04-30"),
        ("2021-01-31", 2, "2021-03-31"),
        ("2021-12-15", 1, "2022-01-15"),
        ("2021-12-31", 2, "2022-02-28"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2020-02-29", 48, "2024-02-29"),
        ("2020-02-29", -12, "2019-02-28"),
        ("2021-02-28", -12, "2020-02-28"),
        ("2021-03-31", -1, "2021-02-28"),
        ("2020-03-30", -1, "2020-02-29"),
        ("2021-01-15", -1, "2020-12-15"),
        ("1900-01-31", 1, "1900-02-28"),
        ("2000-01-31", 1, "2000-02-29"),
        ("2021-06-15", 0, "2021-06-15"),
    ],
)
def test_months_keep_the_calendar_day_or_end_with_the_month(text: str, months: int, expected: str) -> None:
    assert stepped(text, months) == expected


@effort(300)
@given(st.dates(), st.integers(-MONTHS_IN_ALL, MONTHS_IN_ALL) | st.integers(-200, 200))
def test_months_are_stepped_as_the_calendar_does(day: date, months: int) -> None:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.toordinal() in (FIRST_DAY, LAST_DAY):
        expected = day.toordinal()
    elif year < 1:
        expected = FIRST_DAY
    elif year > 9999:
        expected = LAST_DAY
    else:
        length = calendar.monthrange(year, month + 1)[1]
        expected = date(year, month + 1, min(day.day, length)).toordinal()
    assert add_months_to_day(day.toordinal(), months) == expected


@given(st.lists(st.dates(), min_size=1), st.integers(-2000, 2000))
def test_a_column_is_stepped_day_by_day(several: list[date], months: int) -> None:
    column = np.array([day.toordinal() for day in several], dtype=np.int32)
    expected = [add_months_to_day(day.toordinal(), months) for day in several]
    assert add_months(column, months).tolist() == expected
    assert add_months(column, np.full(len(several), months)).tolist() == expected
    assert add_months(column, months).dtype == np.int32


def test_one_day_takes_several_steps() -> None:
    days = add_months(day_column(["2020-02-29"]), np.array([12, 24, 48]))
    assert [to_date(int(day)).isoformat() for day in days] == ["2021-02-28", "2022-02-28", "2024-02-29"]


def test_the_limits_stay_what_they_are() -> None:
    assert [add_months_to_day(FIRST_DAY, 12), add_months_to_day(FIRST_DAY, -12)] == [FIRST_DAY, FIRST_DAY]
    assert [add_months_to_day(LAST_DAY, 12), add_months_to_day(LAST_DAY, -12)] == [LAST_DAY, LAST_DAY]


def test_steps_beyond_the_calendar_end_at_its_limits() -> None:
    assert stepped("2020-05-15", 120_000_000) == "9999-12-31"
    assert stepped("2020-05-15", -120_000_000) == "0001-01-01"
    assert stepped("9999-11-15", 1) == "9999-12-15"
    assert stepped("9999-11-15", 2) == "9999-12-31"
    assert stepped("0001-02-15", -1) == "0001-01-15"
    assert stepped("0001-02-15", -2) == "0001-01-01"


@given(st.dates(), st.dates(), st.integers(-400, 400))
def test_a_later_day_is_never_stepped_to_an_earlier_one(one: date, other: date, months: int) -> None:
    first, last = sorted((one.toordinal(), other.toordinal()))
    assert add_months_to_day(first, months) <= add_months_to_day(last, months)


@pytest.mark.parametrize("months", [1, 84, -60, 12 * 400, -12 * 3000])
def test_many_days_move_as_few_do(months: int) -> None:
    days = np.arange(1, 3_652_059, 37, dtype=np.int32)
    days = np.concatenate((days, np.array([FIRST_DAY, LAST_DAY], dtype=np.int32)))

    moved = add_months(days, months)

    pieces = [add_months(piece, months) for piece in np.array_split(days, 50)]
    assert np.array_equal(moved, np.concatenate(pieces))
    assert moved.dtype == np.int32
