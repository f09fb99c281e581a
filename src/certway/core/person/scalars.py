"""The single values of a person file: days, numbers, words, flags and texts, from what a file says."""

from __future__ import annotations

import re

from certway.core.person.fields import Field
from certway.core.units.days import DaySpan, parse_day
from certway.core.units.errors import MOST_PROBLEMS, InputError, Problem
from certway.core.units.located import Located, kind_of

FIRST_YEAR = 1900  # earlier years are slips of the pen; they would also meet the bounds of `units.days`
LAST_YEAR = 2199
LONGEST_TEXT = 500
LONGEST_WORD = 100
IDENTIFIER = "[a-z0-9]+([-_][a-z0-9]+)*"
CONTROLS = r"[\u0000-\u001f\u007f-\u009f\u2028\u2029]"

_DATE_SHAPE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_IDENTIFIER = re.compile(IDENTIFIER)
_CONTROL = re.compile(CONTROLS)


class Report:
    """Collects what is wrong with a file."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, at: Located, where: str, text: str) -> None:
        """Add a problem at a place; `where` is the value's path, such as `work/0/from`; "" = the file."""
        self.problems.append(Problem(at.file, at.line, f"{where}: {text}" if where else text))
        if len(self.problems) == MOST_PROBLEMS:
            text = f"only the first {MOST_PROBLEMS} problems are shown; correct them and try again"
            raise InputError([*self.problems, Problem(at.file, 0, text)])


def read_day(value: Located, _field: Field, where: str, report: Report) -> DaySpan | None:
    text = value.text
    if text is None and type(value.value) is int:  # a year
        text = value.written or str(value.value)
    if text is None or not _DATE_SHAPE.fullmatch(text):
        report.add(value, where, f"{kind_of(value)} is not a date; write it as 2019-05-30, 2019-05 or 2019")
        return None
    day = parse_day(text)
    if day is None:
        unit = "day" if text.count("-") == 2 else "month"
        report.add(value, where, f"{text} is not a {unit} of the calendar; correct it")
    elif not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        report.add(value, where, f"{text} is out of range; write a year from {FIRST_YEAR} to {LAST_YEAR}")
        day = None
    return day


def read_number(value: Located, field: Field, where: str, report: Report) -> int | None:
    number = value.value
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        report.add(value, where, f"{kind_of(value)} is not a number; write one{_quotes_hint(value)}")
        return None
    if not field.least <= number <= field.most:
        bounds = f"from {plain_number(field.least)} to {plain_number(field.most)}"
        report.add(value, where, f"{number} is out of range; write a number {bounds}{_unit(field)}")
        return None
    hundredths = round(number * 100)
    if hundredths / 100 != number:
        report.add(value, where, f"{number} has more than two decimals; round it")
        return None
    return hundredths


def plain_number(number: float) -> str:
    """Return a number without a needless `.0`."""
    return str(int(number)) if number == int(number) else str(number)


def _unit(field: Field) -> str:
    return f" ({field.unit})" if field.unit else ""


def _quotes_hint(value: Located) -> str:
    return " without quotes" if value.quoted else ""


def read_word(value: Located, field: Field, where: str, report: Report) -> str | None:
    word = value.text
    if word is not None and is_word(word, field):
        return word
    report.add(value, where, f"{kind_of(value)} {not_a_word(field)}")
    return None


def is_word(word: str, field: Field) -> bool:
    if field.words:
        return word in field.words
    return len(word) <= LONGEST_WORD and _IDENTIFIER.fullmatch(word) is not None


def not_a_word(field: Field) -> str:
    if field.words:
        return f"is not allowed here; write one of {', '.join(field.words)}"
    return "is not a word of lower-case letters, digits and hyphens; write one such as cma-aama"


def read_flag(value: Located, _field: Field, where: str, report: Report) -> bool | None:
    if isinstance(value.value, bool):
        return value.value
    report.add(value, where, f"{kind_of(value)} is neither true nor false; write true or false{_quotes_hint(value)}")
    return None


def read_text(value: Located, _field: Field, where: str, report: Report) -> str | None:
    """Return a text; a whole number without quotes is kept as its digits, when they are what was written."""
    text, number = value.text, value.value
    if text is None and type(number) is int and number >= 0 and value.written in ("", str(number)):
        text = str(number)
    if text is None:
        report.add(value, where, f"{kind_of(value)} is not a text; put it in quotes")
    elif len(text) > LONGEST_TEXT:
        report.add(value, where, f"the text has {len(text)} characters; {LONGEST_TEXT} are the most, shorten it")
    elif _CONTROL.search(text):
        report.add(value, where, "the text holds a line break or a control character; write it on one line without")
    else:
        return text
    return None
