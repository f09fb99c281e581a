"""Days as people type them: what is read, what is refused and why, and that what is shown is read again."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.records import ordinal
from certway.core.person.scalars import FIRST_YEAR, LAST_YEAR
from certway.core.units.days import DaySpan, parse_day
from certway.exchange.typed_days import (
    TypedDayError,
    read_typed_day,
    read_typed_span,
    show_typed_day,
    show_typed_span,
)
from strategies.effort import effort

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)
DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
NUMBERS = st.sampled_from(
    ["2019", "2027", "19", "'19", "5", "05", "12", "13", "24", "30", "31", "0", "219", "1850", "30th"]
)
WORDS = st.sampled_from(["May", "mayo", "Sept.", "dec", "Dic.", "summer", "of", "de", "del", "the", "to", "al", "from"])
SIGNS = st.sampled_from([" ", " ", " ", "/", "-", "–", "—", ".", "..", "…", ",", "\u00a0", "\u200e", "\n"])
STRAYS = st.sampled_from(["２０１９", "４", "½", "²", "٢", "º", "\x00", "\ud800"])
PIECES = NUMBERS | WORDS | SIGNS | SIGNS | STRAYS
NEARLY_DATES = st.lists(PIECES, max_size=12).map("".join)


def iso(text: str) -> str:
    return str(read_typed_day(text))


def iso_span(text: str) -> tuple[str, str]:
    first, last = read_typed_span(text)
    return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-05-30", "2019-05-30"),
        ("2019-5-3", "2019-05-03"),
        ("2019/05/30", "2019-05-30"),
        ("2019-05", "2019-05"),
        ("2019", "2019"),
        ("05/30/2019", "2019-05-30"),
        ("5 / 30 / 2019", "2019-05-30"),
        ("5-30-2019", "2019-05-30"),
        ("5.30.2019", "2019-05-30"),
        ("5.5.2019", "2019-05-05"),
        ("05 30 2019", "2019-05-30"),
        ("30/05/2019", "2019-05-30"),
        ("30.5.2019", "2019-05-30"),
        ("5/2019", "2019-05"),
        ("05-2019", "2019-05"),
        ("2/29/2020", "2020-02-29"),
        ("May 2019", "2019-05"),
        ("may 2019", "2019-05"),
        ("MAY, 2019", "2019-05"),
        ("June of 2019", "2019-06"),
        ("2019 May", "2019-05"),
        ("Sept 2019", "2019-09"),
        ("sep. 2019", "2019-09"),
        ("Sep.2019", "2019-09"),
        ("May-2019", "2019-05"),
        ("May 30, 2019", "2019-05-30"),
        ("May 30,2019", "2019-05-30"),
        ("May30, 2019", "2019-05-30"),
        ("May 30, 2019.", "2019-05-30"),
        ("May 30th 2019", "2019-05-30"),
        ("30 May 2019", "2019-05-30"),
        ("30-May-2019", "2019-05-30"),
        ("30. May 2019", "2019-05-30"),
        ("30th of May 2019", "2019-05-30"),
        ("the 1st of May, 2019", "2019-05-01"),
        ("2019 May 30", "2019-05-30"),
        ("mayo 2019", "2019-05"),
        ("mayo de 2019", "2019-05"),
        ("Enero del 2019", "2019-01"),
        ("30 de mayo de 2019", "2019-05-30"),
        ("1º de ago. de 2019", "2019-08-01"),
        ("setiembre 2019", "2019-09"),
        ("  May   30 ,  2019 ", "2019-05-30"),
        ("May\u00a030,\u202f2019", "2019-05-30"),
        ("\u200e5/\u200e30/\u200e2019", "2019-05-30"),
        ("２０１９－０５－３０", "2019-05-30"),
        ("５／３０／２０１９", "2019-05-30"),
        ("Ｍａｙ　２０１９", "2019-05"),
        ("2019\u201105\u201130", "2019-05-30"),
        ("1900", "1900"),
        ("12/31/2199", "2199-12-31"),
    ],
)
def test_date_is_read_as_typed(text: str, expected: str) -> None:
    assert iso(text) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no-date"),
        (" ", "no-date"),
        ("of", "no-date"),
        ("soon", "no-date"),
        ("today", "no-date"),
        ("summer 2019", "no-date"),
        ("Spring 2019", "no-date"),
        ("about May 2019", "no-date"),
        ("May June 2019", "no-date"),
        ("May 2019 30", "no-date"),
        ("2019 30 May", "no-date"),
        ("May - 2019", "no-date"),
        ("5/30-2019", "no-date"),
        ("20190530", "no-date"),
        ("05302019", "no-date"),
        ("2019..", "no-date"),
        ("2019-", "no-date"),
        ("-2019", "no-date"),
        ("2019th", "no-date"),
        ("1²/2019", "no-date"),
        ("½/2019", "no-date"),
        ("٢٠١٩", "no-date"),
        ("May 30, 2019 " + "of " * 50, "no-date"),
        ("5.6.2019", "ambiguous"),
        ("13/13/2019", "no-such-day"),
        ("13/2019", "no-such-day"),
        ("2019-13", "no-such-day"),
        ("2019-30-05", "no-such-day"),
        ("0/5/2019", "no-such-day"),
        ("2/29/2019", "no-such-day"),
        ("30/02/2019", "no-such-day"),
        ("Feb 30, 2019", "no-such-day"),
        ("31 de abril de 2019", "no-such-day"),
        ("May 0, 2019", "no-such-day"),
        ("May", "year-missing"),
        ("May 30", "year-missing"),
        ("May 19", "year-missing"),
        ("30 de mayo", "year-missing"),
        ("5/30", "year-missing"),
        ("5/30/19", "short-year"),
        ("19-05-30", "short-year"),
        ("5/30/219", "short-year"),
        ("May 30, 19", "short-year"),
        ("30 May '19", "short-year"),
        ("May ’19", "short-year"),
        ("19", "short-year"),
        ("1899", "out-of-range"),
        ("5/30/2200", "out-of-range"),
        ("May 0000", "out-of-range"),
        ("0000-00-00", "out-of-range"),
    ],
)
def test_unsure_text_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(TypedDayError) as raised:
        read_typed_day(text)

    assert (raised.value.reason, raised.value.text) == (reason, text)


def test_error_says_what_to_do() -> None:
    with pytest.raises(TypedDayError) as raised:
        read_typed_day("5/30/19")

    assert str(raised.value) == "'5/30/19' has a short year; write the year with four digits, as in 2019"


def test_error_shows_the_beginning_of_a_long_text() -> None:
    with pytest.raises(TypedDayError) as raised:
        read_typed_day("x" * 10_000)

    assert len(str(raised.value)) < 200


@pytest.mark.parametrize("separator", ["/", "-", " ", " / "])
@given(month=st.integers(1, 12), day=st.integers(1, 12), year=YEARS)
def test_month_stands_first(separator: str, month: int, day: int, year: int) -> None:
    text = separator.join((str(month), str(day), str(year)))

    assert iso(text) == date(year, month, day).isoformat()


def test_fifth_month_of_5_6_2019() -> None:
    assert iso("5/6/2019") == "2019-05-06"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("20 Dec 2026 - 3 Jan 2027", "2026-12-20", "2027-01-03"),
        ("20 Dec 2026-3 Jan 2027", "2026-12-20", "2027-01-03"),
        ("Dec 20, 2026 to Jan 3, 2027", "2026-12-20", "2027-01-03"),
        ("from Dec. 20, 2026 through Jan. 3, 2027", "2026-12-20", "2027-01-03"),
        ("2026-12-20..2027-01-03", "2026-12-20", "2027-01-03"),
        ("2026-12-20 … 2027-01-03", "2026-12-20", "2027-01-03"),
        ("2026-12-20-2027-01-03", "2026-12-20", "2027-01-03"),
        ("12/20/2026 – 1/3/2027", "2026-12-20", "2027-01-03"),
        ("12/20/2026—1/3/2027", "2026-12-20", "2027-01-03"),
        ("12-20-2026 - 1-3-2027", "2026-12-20", "2027-01-03"),
        ("20-Dec-2026 - 3-Jan-2027", "2026-12-20", "2027-01-03"),
        ("del 20 de diciembre de 2026 al 3 de enero de 2027", "2026-12-20", "2027-01-03"),
        ("Dec 20 - Dec 24, 2026", "2026-12-20", "2026-12-24"),
        ("Dec. 20th – 24th, 2026", "2026-12-20", "2026-12-24"),
        ("Dec 20 – 24, 2026", "2026-12-20", "2026-12-24"),
        ("Dec 20-24 2026", "2026-12-20", "2026-12-24"),
        ("20 Dec - 24 Dec 2026", "2026-12-20", "2026-12-24"),
        ("20–24 Dec 2026", "2026-12-20", "2026-12-24"),
        ("20-24-Dec-2026", "2026-12-20", "2026-12-24"),
        ("del 20 al 24 de diciembre de 2026", "2026-12-20", "2026-12-24"),
        ("12/20 - 12/24/2026", "2026-12-20", "2026-12-24"),
        ("July 4, 2027", "2027-07-04", "2027-07-04"),
        ("7-4-2027", "2027-07-04", "2027-07-04"),
        ("4-Jul-2027", "2027-07-04", "2027-07-04"),
        ("July 2027", "2027-07-01", "2027-07-31"),
        ("2027-07", "2027-07-01", "2027-07-31"),
        ("June - August 2027", "2027-06-01", "2027-08-31"),
        ("Jun. - Aug. 2027", "2027-06-01", "2027-08-31"),
        ("2027", "2027-01-01", "2027-12-31"),
    ],
)
def test_span_is_read_with_both_ends(text: str, first: str, last: str) -> None:
    assert iso_span(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no-date"),
        ("two weeks in July", "no-date"),
        ("2027-07-04..", "no-date"),
        ("from July 4, 2027", "no-date"),
        ("from July 2027", "no-date"),
        ("Dec 20 until Jan 3, 2027", "no-date"),
        ("Jan 3, 2027 - Dec 20, 2026", "wrong-order"),
        ("Dec 20 - Jan 3, 2027", "wrong-order"),
        ("Dec 24 – 20, 2026", "wrong-order"),
        ("August - June 2027", "wrong-order"),
        ("2026-12-2027", "ambiguous"),
        ("July 2027 - Aug 3, 2027", "ambiguous"),
        ("25/12/2026 - 5/1/2027", "ambiguous"),
        ("5/1/2027 - 25/1/2027", "ambiguous"),
        ("5.1.2027 - 7.1.2027", "ambiguous"),
        ("Feb 27 - Feb 30, 2027", "no-such-day"),
        ("2-30-2027", "no-such-day"),
        ("Dec 20 - Dec 24", "year-missing"),
        ("May-5 2027", "year-missing"),
        ("Dec 5 - 12/31/2026", "year-missing"),
        ("Dec 20, 2026 - Jan 3", "year-missing"),
        ("12/20/26 - 1/3/27", "short-year"),
        ("Dec 20, 2199 to Jan 3, 2200", "out-of-range"),
    ],
)
def test_unsure_span_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(TypedDayError) as raised:
        read_typed_span(text)

    assert (raised.value.reason, raised.value.text) == (reason, text)


@pytest.mark.parametrize(
    ("told", "shown"),
    [("2019-05-30", "May 30, 2019"), ("2019-05", "May 2019"), ("2019", "2019"), ("1900-02", "February 1900")],
)
def test_day_is_shown_as_precisely_as_it_is_known(told: str, shown: str) -> None:
    span = parse_day(told)
    assert span is not None
    assert show_typed_day(span) == shown


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2026-12-20", "2027-01-03", "December 20, 2026 to January 3, 2027"),
        ("2027-07-04", "2027-07-04", "July 4, 2027"),
        ("2027-07-01", "2027-07-31", "July 2027"),
        ("2027-01-01", "2027-12-31", "2027"),
    ],
)
def test_span_is_shown_shortly(first: str, last: str, shown: str) -> None:
    assert show_typed_span(ordinal(first), ordinal(last)) == shown


def test_what_could_not_be_read_again_is_not_shown() -> None:
    with pytest.raises(ValueError, match="no day, month or year"):
        show_typed_day(DaySpan(ordinal("2019-05-02"), ordinal("2019-05-31")))
    with pytest.raises(ValueError, match="before"):
        show_typed_span(ordinal("2019-05-02"), ordinal("2019-05-01"))


@effort(500)
@given(DAYS)
def test_every_day_month_and_year_is_shown_and_read_again(day: date) -> None:
    for told in (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}"):
        span = parse_day(told)
        assert span is not None
        assert read_typed_day(show_typed_day(span)) == span
        assert read_typed_day(told) == span
        assert read_typed_span(show_typed_day(span)) == (span.first, span.last)


@effort(500)
@given(DAYS, DAYS | st.integers(0, 400))
def test_every_span_is_shown_and_read_again(one: date, other: date | int) -> None:
    limit = date(LAST_YEAR, 12, 31).toordinal()
    end = other.toordinal() if isinstance(other, date) else min(one.toordinal() + other, limit)
    first, last = sorted((one.toordinal(), end))

    assert read_typed_span(show_typed_span(first, last)) == (first, last)


@effort(1000)
@given(st.text() | NEARLY_DATES)
def test_any_text_is_read_as_what_can_be_shown_or_refused(text: str) -> None:
    with suppress(TypedDayError):
        span = read_typed_day(text)
        assert read_typed_day(show_typed_day(span)) == span
    with suppress(TypedDayError):
        days = read_typed_span(text)
        assert read_typed_span(show_typed_span(*days)) == days


@effort(500)
@given(NEARLY_DATES)
def test_text_that_is_a_date_and_a_span_is_the_same_in_both(text: str) -> None:
    with suppress(TypedDayError):
        span, days = read_typed_day(text), read_typed_span(text)
        assert days == (span.first, span.last)
