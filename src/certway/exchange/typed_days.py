"""Days and spans of days as people in the United States type them into a form.

This is our own because dateutil, dateparser and babel.dates fill what is missing from today, guess two-digit years or
swap day and month in silence, and only dateparser says how precise a date was.

Numbers stand month first, save where only day first gives a date (30/05/2019). With dots, which many write day first,
5.6.2019 is refused. Month names are English or Spanish.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.core.person.scalars import FIRST_YEAR, LAST_YEAR
from certway.core.units.days import DaySpan, parse_day, to_date
from certway.core.units.errors import CertwayError

Reason: TypeAlias = Literal[
    "wrong-order", "no-such-day", "out-of-range", "ambiguous", "short-year", "year-missing", "no-date"
]

# The most telling first: of the ways in which a span could be split, the one that got furthest gives the reason.
_REMEDIES: dict[Reason, str] = {
    "wrong-order": "ends before it begins; write the earlier day first",
    "no-such-day": "is not in the calendar; correct the day or the month",
    "out-of-range": f"is out of range; write a year from {FIRST_YEAR} to {LAST_YEAR}",
    "ambiguous": "can be read in two ways; write the month by its name, as in May 30, 2019",
    "short-year": "has a short year; write the year with four digits, as in 2019",
    "year-missing": "has no year; add it, as in May 30, 2019",
    "no-date": "is not a date; write it as May 30, 2019, as May 2019 or as 2019",
}
_TELLING = tuple(_REMEDIES)

_ENGLISH = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NAMES = (
    "january jan enero ene",
    "february feb febrero",
    "march mar marzo",
    "april apr abril abr",
    "may mayo",
    "june jun junio",
    "july jul julio",
    "august aug agosto ago",
    "september sept sep septiembre setiembre set",
    "october oct octubre",
    "november nov noviembre",
    "december dec diciembre dic",
)
_MONTHS = {name: month for month, names in enumerate(_NAMES, 1) for name in names.split()}
_LINKS = frozenset({"of", "the", "de", "del", "el"})

_LONGEST = 100  # characters of a typed text, more than any date needs
_FOLDED = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # full width; NFKC would turn 1² into 12
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212), "-"),
    **dict.fromkeys((0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF), None),  # unseen marks that come along when pasting
    ord("…"): "...",
    ord("’"): "'",
    ord("º"): "o",
}
_NUMBERS = re.compile(r"([0-9]{1,4})(?:( ?[/.-] ?| )([0-9]{1,4})(?:\2([0-9]{1,4}))?)?")
_NUMBER = re.compile(r"('?)([0-9]{1,4})(st|nd|rd|th|ro|er|o)?")
_JOINED = re.compile(r"[^ ,./-]+(?:([/.-])[^ ,./-]+)(?:\1[^ ,./-]+)?")
_SPLIT = re.compile(r" (?:to|through|thru|al?) | ?(?:\.{2,3}|-+) ?")
_BARE_DAY = re.compile(r"(?:(?:the|del|el) )?[0-9]{1,2}(?:st|nd|rd|th|ro|er|o)?")
_NAMED_AFTER_DAY = re.compile(rf"{_BARE_DAY.pattern}\.?((?: [a-z]+\.?)+,? [0-9]{{4}}|-[a-z]+-[0-9]{{4}})")
_DAY_AND_YEAR = re.compile(rf"{_BARE_DAY.pattern}(?:, ?| )[0-9]{{4}}")
_NAMED_BEFORE_DAY = re.compile(rf"([a-z]+)\.? {_BARE_DAY.pattern}")
_ENDING_YEAR = re.compile(r"(?<![0-9])[0-9]{4}$")


class TypedDayError(CertwayError):
    """Raised for a typed text that is no day or span of days, or not surely one."""

    def __init__(self, text: str, reason: Reason) -> None:
        shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        super().__init__(f"'{shown}' {_REMEDIES[reason]}")
        self.text = text
        self.reason: Reason = reason


class _RefusedError(Exception):
    """Raised for a folded text; the caller knows the text as it was typed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class _Read:
    """A date as it was read."""

    span: DaySpan
    precision: Literal["day", "month", "year"]
    order: Literal["clear", "day-first", "either"] = "clear"  # whether day and month could have been swapped


def read_typed_day(text: str) -> DaySpan:
    """Return the day, month or year that a typed text stands for; raises TypedDayError.

    >>> str(read_typed_day("30th of May 2019"))
    '2019-05-30'
    """
    try:
        return _read(_fold(text)).span
    except _RefusedError as refused:
        raise TypedDayError(text, refused.reason) from None


def read_typed_span(text: str) -> tuple[int, int]:
    """Return the first and last day (ordinals, both included) that a typed text stands for; raises TypedDayError.

    Both ends are told alike: two days, two months or two years. The year of the end counts for a beginning without one.
    """
    try:
        return _read_span(_fold(text))
    except _RefusedError as refused:
        raise TypedDayError(text, refused.reason) from None


def show_typed_day(span: DaySpan) -> str:
    """Return a text that `read_typed_day` reads as this span; raises ValueError for no whole day, month or year."""
    first = to_date(span.first)
    if span.exact:
        return f"{_ENGLISH[first.month - 1]} {first.day}, {first.year}"
    if span == parse_day(f"{first:%Y-%m}"):
        return f"{_ENGLISH[first.month - 1]} {first.year}"
    if span == parse_day(f"{first:%Y}"):
        return str(first.year)
    raise ValueError(f"{span!r} is no day, month or year")


def show_typed_span(first: int, last: int) -> str:
    """Return a text that `read_typed_span` reads as these days (ordinals); raises ValueError for a wrong order."""
    if last < first:
        raise ValueError(f"{last} is before {first}")
    try:
        return show_typed_day(DaySpan(first, last))
    except ValueError:
        return f"{show_typed_day(DaySpan(first, first))} to {show_typed_day(DaySpan(last, last))}"


def _fold(text: str) -> str:
    folded = " ".join(text.translate(_FOLDED).casefold().split())
    if len(folded) > _LONGEST:
        raise _RefusedError("no-date")
    return folded


def _read(text: str) -> _Read:
    text = re.sub(r"(?<![.,])[.,]$", "", text)
    numbers = _NUMBERS.fullmatch(text)
    if numbers is None:
        return _read_named(text)
    first, separator, *others = numbers.groups()
    return _read_numbers([first, *(part for part in others if part)], (separator or "").strip())


def _read_numbers(parts: list[str], separator: str) -> _Read:
    values = [int(part) for part in parts]
    match "".join(_kind_of_number(part) for part in parts):
        case "y":
            return _dated(values[0])
        case "yn":
            return _dated(values[0], values[1])
        case "ny":
            return _dated(values[1], values[0])
        case "ynn":
            return _dated(values[0], values[1], values[2])
        case "nny":
            return _read_unordered(values[0], values[1], values[2], separator)
        case "nn":
            raise _RefusedError("year-missing")
        case "n" | "s" | "nnn" | "nns" | "ns" | "snn" | "sn":
            raise _RefusedError("short-year")
        case _:
            raise _RefusedError("no-date")


def _read_unordered(one: int, other: int, year: int, separator: str) -> _Read:
    if one > 12 >= other:
        return _dated(year, other, one, "day-first")
    if one == other or other > 12:
        return _dated(year, one, other)
    read = _dated(year, one, other, "either")
    if separator == ".":
        raise _RefusedError("ambiguous")
    return read


def _kind_of_number(digits: str) -> str:
    return {1: "n", 2: "n", 3: "s", 4: "y"}[len(digits)]  # a day or month, a short year, a year


def _read_named(text: str) -> _Read:
    words = [word for word in _words(text) if word not in _LINKS]
    tokens = [_token(word) for word in words]
    kinds = "".join(kind for kind, _ in tokens)
    told = dict(tokens)
    if kinds in ("my", "ym"):
        return _dated(told["y"], told["m"])
    if kinds in ("mny", "nmy", "ymn"):
        return _dated(told["y"], told["m"], told["n"])
    if kinds in ("m", "mn", "nm"):
        raise _RefusedError("year-missing")
    if kinds in ("mnn", "nmn", "ms", "sm", "mns", "nms", "smn"):
        raise _RefusedError("short-year")
    raise _RefusedError("no-date")


def _words(text: str) -> list[str]:
    joined = _JOINED.fullmatch(text)
    spaced = text.replace(joined.group(1), " ") if joined else text.replace(",", " ")
    spaced = re.sub(r"(?<=[a-z])(\.?)(?=[0-9])", r"\1 ", spaced)
    return [word.removesuffix(".") for word in spaced.split()]


def _token(word: str) -> tuple[str, int]:
    if word in _MONTHS:
        return "m", _MONTHS[word]
    number = _NUMBER.fullmatch(word)
    if number is None:
        return "?", 0
    short, digits, ordinal = number.groups()
    kind = "s" if short else _kind_of_number(digits)
    return ("?" if ordinal and kind != "n" else kind), int(digits)


def _dated(
    year: int,
    month: int | None = None,
    day: int | None = None,
    order: Literal["clear", "day-first", "either"] = "clear",
) -> _Read:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _RefusedError("out-of-range")
    parts = [f"{part:02}" for part in (year, month, day) if part is not None]
    span = parse_day("-".join(parts))
    if span is None:
        raise _RefusedError("no-such-day")
    return _Read(span, "year" if month is None else "month" if day is None else "day", order)


def _read_span(text: str) -> tuple[int, int]:
    found: set[tuple[int, int]] = set()
    refusals: list[Reason] = []
    # A hyphen both joins numbers and parts two dates, so every split is tried, and two readings are one too many.
    splits = [(text[: at.start()].removeprefix("from "), text[at.end() :]) for at in _SPLIT.finditer(text)]
    for first, last in [(text, text), *splits]:
        try:
            found.add(_read_ends(*_completed(first, last)))
        except _RefusedError as refused:
            refusals.append(refused.reason)
    if len(found) > 1:
        raise _RefusedError("ambiguous")
    if not found:
        raise _RefusedError(min(refusals, key=_TELLING.index))
    return found.pop()


def _read_ends(first: str, last: str) -> tuple[int, int]:
    begins, ends = _read(first), _read(last)
    if begins.precision != ends.precision or {begins.order, ends.order} == {"day-first", "either"}:
        raise _RefusedError("ambiguous")
    if ends.span.last < begins.span.first:
        raise _RefusedError("wrong-order")
    return begins.span.first, ends.span.last


def _completed(first: str, last: str) -> tuple[str, str]:
    """Return both ends with what the other one says for them: `20` and `24 Dec 2026`, `Dec 20` and `24, 2026`."""
    named = _NAMED_BEFORE_DAY.fullmatch(first)
    if named and _DAY_AND_YEAR.fullmatch(last):
        last = f"{named.group(1)} {last}"
    named = _NAMED_AFTER_DAY.fullmatch(last)
    if named and _BARE_DAY.fullmatch(first):
        return first + named.group(1), last
    first, year = first.rstrip(".,"), _ENDING_YEAR.search(last)
    # `May - 5 2019` is no way to say from May to May: only ends written in the same manner complete each other.
    alike = _names_month(first) == _names_month(last)
    if year is None or not alike or re.search(r"[0-9]{3}|'[0-9]", first) or first.isdecimal():
        return first, last
    joint = next((sign for sign in "/-." if sign in first and " " not in first), " ")
    return f"{first}{joint}{year.group()}", last


def _names_month(text: str) -> bool:
    return any(word in _MONTHS for word in re.findall(r"[a-z]+", text))
