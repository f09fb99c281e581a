"""Days, numbers, amounts, money and lists in words."""

from __future__ import annotations

from collections.abc import Sequence

from certway.core.units.days import FIRST_DAY, LAST_DAY, DaySpan, add_months_to_day, to_date
from certway.exchange.words.catalogue import Catalogue

NO_BREAK = "\u00a0"
_LONGEST_IN_DAYS = 31
_MANY = 2  # the plural of whatever is not one


def number(value: float) -> str:
    """Return a number with thousands separated, and two decimals at most: `5,616`, `29.7`."""
    rounded = round(value, 2)
    return f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,}"


def number_range(least: float, most: float, words: Catalogue) -> str:
    """Return a number, or the two between which it lies."""
    if least == most:
        return number(least)
    return words.say("range", least=number(least), most=number(most))


def in_unit(shown: str, value: float, unit: str, words: Catalogue) -> str:
    """Return a number as it is shown with its unit in the form that goes with `value`: `1 hour`, `5,616 hours`."""
    return words.say_many(f"unit.{unit}", 1 if value == 1 else _MANY, n=shown)


def amount(least: float, most: float, unit: str, words: Catalogue) -> str:
    """Return an amount with its unit, as a range where it is one."""
    if unit == "usd":
        return money(least, most, words)
    return in_unit(number_range(least, most, words), least if least == most else _MANY, unit, words)


def money(least: float, most: float, words: Catalogue) -> str:
    """Return US dollars: `$2,340`, `$77 to $107`, `$12.50`."""
    shown = [f"{value:,.0f}" if value == int(value) else f"{value:,.2f}" for value in (least, most)]
    if least == most:
        return words.say("money", amount=shown[0])
    return words.say("money.range", least=shown[0], most=shown[1])


def bytes_words(count: int, words: Catalogue, *, up: bool = True) -> str:
    """Return how large something is: `1 KiB`, `12.4 MiB`; rounded up where it is used, down where it is free."""
    unit, size = ("mib", 1024 * 1024) if count >= 1024 * 1024 else ("kib", 1024)
    tenths = -(-count * 10 // size) if up else count * 10 // size
    shown = number(tenths / 10) if unit == "mib" else number(-(-tenths // 10) if up else tenths // 10)
    return words.say(f"bytes.{unit}", n=shown)


def listed(parts: Sequence[str], joint: str, words: Catalogue) -> str:
    """Return a list in words; `joint` is `and` or `or`."""
    if len(parts) < 2:
        return "".join(parts)
    return words.say(f"list.{joint}", most=", ".join(parts[:-1]), last=parts[-1])


def opened(text: str) -> str:
    """Return a text that begins a sentence."""
    return text[:1].upper() + text[1:]


def as_sentence(text: str) -> str:
    """Return a text with a capital at its start and a full stop at its end; empty when it is."""
    return f"{opened(text).rstrip('.')}." if text else ""


def day(ordinal: int, words: Catalogue, *, as_of: int | None = None) -> str:
    """Return a day as `14 May 2027`, with how far ahead it lies where it lies ahead of `as_of`."""
    date = to_date(ordinal)
    shown = words.say("day", day=date.day, month=words.say(f"month.{date.month}"), year=date.year)
    if as_of is None or ordinal <= as_of:
        return shown
    return words.say("day.relative", day=shown, relative=relative(ordinal, as_of, words))


def unbroken(shown: str) -> str:
    """Return a day in words that a line breaks nowhere but before how far ahead it lies."""
    return shown.replace(" ", NO_BREAK).replace(f"{NO_BREAK}(", " (")


def relative(ordinal: int, as_of: int, words: Catalogue) -> str:
    """Return how far a day lies ahead: `in 25 days`, `in 5 months`, `in 3 years`, in whole ones."""
    ahead = ordinal - as_of
    if ahead <= 0:
        return words.say("relative.today")
    months = _whole_months(as_of, ordinal)
    if ahead <= _LONGEST_IN_DAYS or not months:
        return words.say_many("relative.days", ahead, n=ahead)
    if months < 24:
        return words.say_many("relative.months", months, n=months)
    return words.say_many("relative.years", months // 12, n=months // 12)


def _whole_months(first: int, last: int) -> int:
    begin, end = to_date(first), to_date(last)
    months = (end.year - begin.year) * 12 + end.month - begin.month
    return months if add_months_to_day(first, months) <= last else months - 1


def on_day(first: int, last: int, words: Catalogue, *, as_of: int | None = None) -> str:
    """Return when something was or is: `on 14 May 2027`, `in May 2027`, `in 2027`; empty when nothing is known."""
    if first == last:
        return words.say("on.day", day=day(first, words, as_of=as_of))
    if first <= FIRST_DAY or last >= LAST_DAY:
        return ""
    part = str(DaySpan(first, last))
    begin, end = to_date(first), to_date(last)
    whole = begin.day == 1 and to_date(last + 1).day == 1
    if whole and len(part) == len("2027-05"):
        shown = words.say("month-of-year", month=words.say(f"month.{begin.month}"), year=begin.year)
        return words.say("on.part", day=shown)
    if whole and begin.year == end.year and (begin.month, end.month) == (1, 12):
        return words.say("on.part", day=begin.year)
    return words.say("on.between", first=day(first, words), last=day(last, words))
