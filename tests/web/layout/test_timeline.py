"""Lines of time: where days stand, what is seen of a stretch, and which days the axis names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.records import ordinal
from certway.core.units.days import to_date
from certway.web.layout.timeline import Band, Line, Tick, line_of_months, line_of_years

NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HUNDRED = Line(1000, 1100, ())  # a day is a percent


@pytest.mark.parametrize(
    ("day", "left"), [(1000, 0), (1001, 1), (1050, 50), (1100, 100), (999, 0), (1101, 100), (1, 0), (3_000_000, 100)]
)
def test_day_stands_within_the_ends_of_the_line(day: int, left: float) -> None:
    assert HUNDRED.at(day) == left


def test_place_of_a_day_is_rounded_to_hundredths_of_a_percent() -> None:
    assert Line(0, 3, ()).at(1) == 33.33


@pytest.mark.parametrize(
    ("stretch", "band"),
    [
        ((1010, 1030), Band(10, 20, open_start=False, open_end=False)),
        ((1000, 1100), Band(0, 100, open_start=False, open_end=False)),
        ((999, 1030), Band(0, 30, open_start=True, open_end=False)),
        ((1010, 1101), Band(10, 90, open_start=False, open_end=True)),
        ((1, 3_000_000), Band(0, 100, open_start=True, open_end=True)),
        ((1010, 1010), Band(10, 0.6, open_start=False, open_end=False)),
        ((990, 1000), Band(0, 0.6, open_start=True, open_end=False)),
        ((1100, 1200), Band(99.4, 0.6, open_start=False, open_end=True)),
        ((1100, 1100), Band(99.4, 0.6, open_start=False, open_end=False)),
        ((980, 999), None),
        ((1101, 1200), None),
    ],
)
def test_band_is_what_the_line_shows_of_a_stretch(stretch: tuple[int, int], band: Band | None) -> None:
    assert HUNDRED.band(*stretch) == band


def test_bands_are_those_of_the_stretches_that_are_shown() -> None:
    assert HUNDRED.bands([(1, 2), (1010, 1030), (2000, 2001), (1050, 1100)]) == (
        Band(10, 20, open_start=False, open_end=False),
        Band(50, 50, open_start=False, open_end=False),
    )
    assert HUNDRED.bands([]) == ()


days = st.integers(ordinal("1990-01-01"), ordinal("2090-12-31"))


@st.composite
def stretches(draw: st.DrawFn, shortest: int = 0) -> tuple[int, int]:
    first = draw(days)
    return first, first + draw(st.integers(shortest, 40_000) | st.integers(shortest, 40 + shortest))


@given(st.data(), stretches(shortest=1))
def test_every_band_lies_within_the_line_and_can_be_seen(data: st.DataObject, ends: tuple[int, int]) -> None:
    near_an_end = st.builds(lambda end, days: end + days, st.sampled_from(ends), st.integers(-3, 3))
    first, last = sorted(data.draw(st.lists(days | near_an_end, min_size=2, max_size=2)))
    band = Line(*ends, ()).band(first, last)
    assert (band is not None) == (first <= ends[1] and last >= ends[0])
    if band is not None:
        assert 0 <= band.left <= 99.4
        assert band.width >= 0.6
        assert round(band.left + band.width, 2) <= 100
        assert (band.open_start, band.open_end) == (first < ends[0], last > ends[1])


@given(stretches(shortest=1), days, days)
def test_later_day_stands_no_further_left(ends: tuple[int, int], one: int, other: int) -> None:
    line = Line(*ends, ())
    assert line.at(min(one, other)) <= line.at(max(one, other))


def test_years_are_named_at_new_year() -> None:
    line = line_of_years(ordinal("2026-05-23"), ordinal("2029-01-01"))
    assert (line.first, line.last) == (ordinal("2026-05-23"), ordinal("2029-01-01"))
    assert line.ticks == (
        Tick(line.at(ordinal("2027-01-01")), "2027"),
        Tick(line.at(ordinal("2028-01-01")), "2028"),
        Tick(100, "2029"),
    )


def test_line_within_a_year_names_none() -> None:
    assert line_of_years(ordinal("2026-01-01"), ordinal("2026-12-31")).ticks == ()


def months(first: str, last: str, **options: int) -> list[str]:
    return [tick.label for tick in line_of_months(ordinal(first), ordinal(last), NAMES, **options).ticks]


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2026-11-23", "2026-12-21", ["Dec"]),
        ("2026-11-01", "2026-11-29", []),
        ("2026-11-23", "2027-03-01", ["Dec", "2027", "Feb", "Mar"]),
        ("2026-11-23", "2027-07-15", ["Dec", "2027", "Feb", "Mar", "Apr", "May", "Jun", "Jul"]),
        ("2026-11-23", "2027-08-15", ["2027", "Mar", "May", "Jul"]),
        ("2026-11-23", "2028-03-31", ["2027", "Mar", "May", "Jul", "Sep", "Nov", "2028", "Mar"]),
        ("2026-11-23", "2028-04-01", ["2027", "Apr", "Jul", "Oct", "2028", "Apr"]),
        ("2026-11-23", "2029-01-01", ["2027", "May", "Sep", "2028", "May", "Sep", "2029"]),
        ("2026-11-23", "2030-11-23", ["2027", "Jul", "2028", "Jul", "2029", "Jul", "2030", "Jul"]),
        ("2026-11-23", "2034-11-23", ["2027", "2028", "2029", "2030", "2031", "2032", "2033", "2034"]),
    ],
)
def test_months_are_named_in_steps_that_leave_room(first: str, last: str, labels: list[str]) -> None:
    assert months(first, last) == labels


def test_fewer_ticks_can_be_asked_for() -> None:
    assert months("2026-11-23", "2027-07-15", most_ticks=3) == ["2027", "Apr", "Jul"]


@given(days, st.integers(1, 8 * 365))
def test_ticks_of_months_are_few_and_stand_on_first_days_of_months(first: int, length: int) -> None:
    line = line_of_months(first, first + length, NAMES)
    begun = {line.at(day): to_date(day) for day in range(first, first + length + 1) if to_date(day).day == 1}
    assert len(line.ticks) <= 8
    assert [tick.left for tick in line.ticks] == sorted({tick.left for tick in line.ticks})
    for tick in line.ticks:
        day = begun[tick.left]
        assert tick.label == (str(day.year) if day.month == 1 else NAMES[day.month - 1])
