"""What the commands share: the day asked about, and how to answer."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated

import typer

from certway.core.person.scalars import FIRST_YEAR, LAST_YEAR
from certway.core.units.days import parse_day, to_date
from certway.core.units.errors import CertwayError

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="YYYY-MM-DD", help="The day to ask about; today when left out."),
]
ExamOn = Annotated[
    str | None,
    typer.Option("--exam-on", metavar="YYYY-MM-DD", help="The day of the exam; the day of application when left out."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer with one JSON document on standard output.")]


class DayError(CertwayError):
    """Raised for an option that is no day."""

    def __init__(self, option: str, text: str, reason: str) -> None:
        super().__init__(f"{option} is '{text}', which {reason}; write a day such as 2026-11-23")


class ExamDayError(CertwayError):
    """Raised for an exam that lies before its application."""

    def __init__(self, exam_on: int, as_of: int) -> None:
        super().__init__(
            f"--exam-on is {date.fromordinal(exam_on)}, before the day of application, {date.fromordinal(as_of)} "
            "(--as-of, or today); name that day or a later one"
        )


def day_asked(text: str | None, option: str = "--as-of") -> int:
    """Return the day of an option as an ordinal; the machine's date when it was left out."""
    if text is None:
        return date.today().toordinal()  # noqa: DTZ011 - the day where the person sits, read at this edge only
    span = parse_day(text)
    if span is None:
        raise DayError(option, text, "is no day of the calendar")
    if not span.exact:
        raise DayError(option, text, "is not one day")
    if not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        raise DayError(option, text, f"lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    return span.first


def exam_day_asked(text: str | None, *, as_of: int) -> int | None:
    """Return the day of `--exam-on` as an ordinal, None when it was left out; no exam precedes its application."""
    if text is None:
        return None
    exam_on = day_asked(text, "--exam-on")
    if exam_on < as_of:
        raise ExamDayError(exam_on, as_of)
    return exam_on


def stamp_asked(day: int, *, given: bool) -> datetime:
    """Return when a file is made, in UTC: now, or the day asked about, so that the same question gives the same."""
    return datetime.combine(to_date(day), time(), UTC) if given else datetime.now(UTC).replace(microsecond=0)
