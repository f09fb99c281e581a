"""Cycles against a calendar that is walked day by day, 2000 to 2040, leap days and all."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from builders.policies import policy
from builders.records import ordinal, record
from certway.core.renew.cycle import Cycle, Held, anniversaries, cycle_of, held_of, month_end, month_start, next_cycle
from certway.core.renew.policy import Ends

MONTH_END = policy("month-end", 60)
ANNIVERSARY = policy("anniversary", 36)


def walk() -> list[date]:
    """Return every day from 2000 to the end of 2060, one step after the other."""
    days = [date(2000, 1, 1)]
    while days[-1] < date(2060, 12, 31):
        days.append(days[-1] + timedelta(1))
    return days


DAYS = walk()
ASKED = [day for day in DAYS if day.year <= 2040]
EDGES = [day for day in ASKED if day.day in (1, 28, 29, 31) and day.month in (1, 2, 3, 12)]  # where calendars go wrong
MONTHS: dict[tuple[int, int], list[date]] = {}
for _day in DAYS:
    MONTHS.setdefault((_day.year, _day.month), []).append(_day)


def years_on(day: date, years: int) -> date:
    """Return the same calendar day years later, or the last of its month, by looking."""
    month = MONTHS[day.year + years, day.month]
    return next((one for one in month if one.day == day.day), month[-1])


def day_before(day: date) -> date:
    return DAYS[(day - DAYS[0]).days - 1]


def held(issued: date | None, expires: date | None = None) -> Held:
    return Held(
        place=0,
        issued=issued.toordinal() if issued else None,
        expires=expires.toordinal() if expires else None,
        expires_by=expires.toordinal() if expires else None,
        endless=False,
    )


def days_of(cycle: Cycle | None) -> tuple[date, date]:
    assert cycle is not None
    return date.fromordinal(cycle.starts), date.fromordinal(cycle.ends)


def test_cycle_to_a_month_end_from_every_day() -> None:
    for issued in ASKED:
        place = (issued - DAYS[0]).days + 1
        after = next(day for day in DAYS[place : place + 31] if day.day == 1)
        expected = after, MONTHS[issued.year + 5, issued.month][-1]
        assert days_of(cycle_of(MONTH_END, held(issued), as_of=issued.toordinal())) == expected


def test_cycle_to_an_anniversary_from_every_day() -> None:
    for issued in ASKED:
        cycle = cycle_of(ANNIVERSARY, held(issued), as_of=issued.toordinal())
        assert days_of(cycle) == (issued, day_before(years_on(issued, 3)))


def test_cycles_that_run_on_and_their_anniversaries() -> None:
    for issued in EDGES:
        cycle = cycle_of(ANNIVERSARY, held(issued), as_of=issued.toordinal())
        for years in (0, 3, 6, 9):
            assert cycle is not None
            assert days_of(cycle) == (years_on(issued, years), day_before(years_on(issued, years + 3)))
            found = [date.fromordinal(day) for day in anniversaries(cycle)]
            assert found == [years_on(issued, years + one) for one in (1, 2, 3)]
            cycle = next_cycle(ANNIVERSARY, cycle)


def test_given_end_of_a_later_cycle_keeps_the_anniversaries() -> None:
    for issued in EDGES:
        cycle = cycle_of(ANNIVERSARY, held(issued, day_before(years_on(issued, 6))), as_of=issued.toordinal())
        assert cycle is not None
        found = [date.fromordinal(day) for day in anniversaries(cycle)]
        assert found == [years_on(issued, one) for one in (4, 5, 6)]


def test_months_that_run_on_follow_each_other() -> None:
    for issued in EDGES:
        cycle = cycle_of(MONTH_END, held(issued), as_of=issued.toordinal())
        assert cycle is not None
        after = next_cycle(MONTH_END, cycle)
        assert days_of(after)[0] == DAYS[(days_of(cycle)[1] - DAYS[0]).days + 1]
        assert days_of(after)[1] == MONTHS[issued.year + 10, issued.month][-1]


@pytest.mark.parametrize("years", [1, 2, 3])
def test_cycle_to_a_given_day_starts_on_the_same_day_or_with_its_month(years: int) -> None:
    asked = policy("as-given", 12 * years)
    for expires in ASKED if years == 3 else EDGES:
        if expires.year < 2000 + years:
            continue
        month = MONTHS[expires.year - years, expires.month]
        same = next((one for one in month if one.day == expires.day), month[-1])
        starts = month[0] if expires == MONTHS[expires.year, expires.month][-1] else same
        assert days_of(cycle_of(asked, held(None, expires), as_of=expires.toordinal())) == (starts, expires)


def test_cycle_to_a_given_day_never_starts_before_the_certification() -> None:
    asked = policy("as-given", 36)
    cycle = cycle_of(asked, held(date(2024, 6, 12), date(2027, 6, 30)), as_of=ordinal("2026-11-23"))
    assert days_of(cycle) == (date(2024, 6, 12), date(2027, 6, 30))


def test_month_of_every_day_has_its_first_and_last() -> None:
    for days in MONTHS.values():
        for day in days:
            assert (month_start(day.toordinal()), month_end(day.toordinal())) == (
                days[0].toordinal(),
                days[-1].toordinal(),
            )


def test_without_a_card_or_a_rule_there_is_no_cycle() -> None:
    assert cycle_of(policy("as-given", 24), held(date(2025, 4, 14)), as_of=ordinal("2026-11-23")) is None
    assert cycle_of(MONTH_END, held(None), as_of=ordinal("2026-11-23")) is None
    endless = Held(place=0, issued=ordinal("1999-05-01"), expires=None, expires_by=None, endless=True)
    assert cycle_of(MONTH_END, endless, as_of=ordinal("2026-11-23")) is None


HELD = record(
    credentials=[
        {"id": "demo", "issued": "2024-02-29", "expires": "2027-02"},
        {"id": "other", "issued": "2026-01-01"},
        {"id": "demo", "issued": "2020-01-15", "expires": None},
        {"id": "demo", "issued": "2027-03", "expires": "2030-02-28"},
    ]
)


@pytest.mark.parametrize(
    ("as_of", "ends", "place", "issued", "expires", "by"),
    [
        ("2026-11-23", "as-given", 0, "2024-02-29", "2027-02-01", "2027-02-28"),
        ("2026-11-23", "month-end", 0, "2024-02-29", "2027-02-28", "2027-02-28"),
        ("2024-02-28", "anniversary", 2, "2020-01-15", None, None),
        ("2027-03-31", "month-end", 3, "2027-03-31", "2030-02-28", "2030-02-28"),
        ("2027-03-31", "anniversary", 3, None, "2030-02-28", "2030-02-28"),
    ],
)
def test_entry_issued_last_is_held(
    as_of: str, ends: Ends, place: int, issued: str | None, expires: str | None, by: str | None
) -> None:
    assert held_of(HELD, "demo", as_of=ordinal(as_of), ends=ends) == Held(
        place=place,
        issued=ordinal(issued) if issued else None,
        expires=ordinal(expires) if expires else None,
        expires_by=ordinal(by) if by else None,
        endless=expires is None,
    )


def test_nothing_is_held_before_it_is_issued() -> None:
    assert held_of(HELD, "demo", as_of=ordinal("2020-01-14")) is None
    assert held_of(HELD, "another", as_of=ordinal("2026-11-23")) is None
    assert held_of(record(), "demo", as_of=ordinal("2026-11-23")) is None


def test_days_are_walked_without_a_gap() -> None:
    assert all((later - one).days == 1 for one, later in pairwise(DAYS))
    assert [day for day in ASKED if (day.month, day.day) == (2, 29)][0::5] == [
        date(2000, 2, 29),
        date(2020, 2, 29),
        date(2040, 2, 29),
    ]
