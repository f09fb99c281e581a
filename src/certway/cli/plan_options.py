"""What `certway plan` is asked for on the command line, over what stands in the person file."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from certway.cli.options import day_asked
from certway.core.person.record import Record
from certway.core.plan.wishes import HORIZON_DAYS, Wishes
from certway.core.units.errors import CertwayError

MOST_WEEKLY = 112  # hours: every waking one
MOST_STUDY = 2000  # hours
MOST_BUDGET = 10_000_000  # dollars


class OptionError(CertwayError):
    """Raised for an option that can't be."""

    def __init__(self, option: str, text: str | None, reason: str) -> None:
        super().__init__(f"{option} is '{text}', {reason}")


@dataclass(frozen=True, slots=True)
class WishOptions:
    """The options as they were written; None or empty where one was left out."""

    start: str | None = None
    finish_by: str | None = None
    hours_per_week: str | None = None
    budget: str | None = None
    days_off: tuple[str, ...] = ()
    intakes: tuple[str, ...] = ()


def wishes_asked(options: WishOptions, told: Wishes, *, as_of: int) -> Wishes:
    """Return the wishes of the person file with the options in their place; no plan starts before `as_of`.

    Raises OptionError and DayError.
    """
    start = max(told.start, as_of) if options.start is None else day_asked(options.start, "--start")
    if start < as_of:
        raise OptionError("--start", options.start, "which is before --as-of; no plan starts in the past")
    weekly = in_range("--hours-per-week", options.hours_per_week, most=MOST_WEEKLY)
    budget = in_range("--budget", options.budget, least=0, most=MOST_BUDGET)
    return replace(
        told,
        start=start,
        finish_by=_finish(options.finish_by, start) if options.finish_by else told.finish_by,
        weekly_minutes=told.weekly_minutes if weekly is None else int(weekly * 60),
        budget=told.budget if budget is None else int(budget),
        days_off=tuple(_stretch(text) for text in options.days_off) or told.days_off,
        intakes=tuple(day_asked(text, "--intake") for text in options.intakes) or told.intakes,
    )


def with_study_hours(record: Record, hours: str | None) -> Record:
    """Return the record with so many hours of study wished for; unchanged when none were given. Raises OptionError."""
    wanted = in_range("--study-hours", hours, most=MOST_STUDY)
    if wanted is None:
        return record
    preferences = {**record.single("preferences"), "study_hours": int(wanted * 100)}
    return replace(record, singles={**record.singles, "preferences": preferences})


def in_range(option: str, text: str | None, *, least: float = 0.1, most: float) -> float | None:
    """Return the number that an option is, or None where it was left out; raises OptionError for anything else."""
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        raise OptionError(option, text, f"which is not a number from {least:g} to {most:,}")
    return value


def _finish(text: str, start: int) -> int:
    day = day_asked(text, "--finish-by")
    if day <= start:
        raise OptionError("--finish-by", text, "which is not after the first day of the plan")
    if day > start + HORIZON_DAYS:
        raise OptionError("--finish-by", text, "which is more than eight years ahead; plans reach no further")
    return day


def _stretch(text: str) -> tuple[int, int]:
    """A single day, or the first and the last of several."""
    first, separator, last = text.partition("..")
    begin = day_asked(first, "--days-off")
    end = day_asked(last, "--days-off") if separator else begin
    if end < begin:
        raise OptionError("--days-off", text, "which ends before it begins")
    return begin, end
