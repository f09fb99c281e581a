"""The `renewal` of a state's rule into a clock."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from certway.core.rulebook.forms import Form, Problems
from certway.core.rulebook.state_clocks import PARITIES, Expiry, FirstCycle, RenewalClock, YearDay
from certway.core.rulebook.value_reading import take_source
from certway.core.rulebook.values import Source
from certway.core.units.days import parse_day
from certway.core.units.located import Located, kind_of

_COMMON_YEAR = 2023  # a day that only leap years have is refused


def read_clock(found: Located | None, sources: Mapping[str, Source], problems: Problems) -> RenewalClock | None:
    """Return the clock of a rule, or None when it has none."""
    if found is None:
        return None
    form = Form(found, problems, "'renewal'")
    expires = _read_expiry(form.take("expires", required=True), problems)
    late = form.take("late_after")
    clock = RenewalClock(
        expires=expires,
        source=take_source(form, sources) or Source("", "", None, 1, "uncertain"),
        first_cycle=tuple(_read_first(entry, problems) for entry in form.items("first_cycle")),
        credits_before=form.whole("credits_before") or None,
        late_after=_read_year_day(Form(late, problems, "'late_after'")) if late else None,
        note=form.text("note"),
    )
    form.done()
    _check_first_cycle(clock, found, problems)
    return clock


def _read_expiry(found: Located | None, problems: Problems) -> Expiry | None:
    if found is None or found.value == "not-found":
        return None
    if found.mapping is None:
        text = "'expires' must be {years, month, day}, {years} or not-found"
        problems.add(found, f"{text}, not {kind_of(found)}")
        return None
    form = Form(found, problems, "'expires'")
    years = form.word("years", PARITIES)
    on = _read_year_day(form) if "month" in form or "day" in form else None
    form.done()
    return Expiry(years, on)  # type: ignore[arg-type]


def _read_year_day(form: Form) -> YearDay | None:
    month, day = form.whole("month", required=True), form.whole("day", required=True)
    if parse_day(f"{_COMMON_YEAR}-{month:02}-{day:02}") is None:
        form.problems.add(form.located, f"month {month} and day {day} are no day of every year")
        return None
    return YearDay(month, day)


def _read_first(located: Located, problems: Problems) -> FirstCycle:
    form = Form(located, problems, "an entry of 'first_cycle'")
    months = [item.value for item in form.items("licensed_in_months", required=True)]
    numbers = [month for month in months if isinstance(month, int)]
    if len(numbers) != 2 or not 1 <= numbers[0] <= numbers[1]:
        problems.add(located, "'licensed_in_months' must be [first, last], counted from 1 for the cycle's first month")
        numbers = [1, 1]
    first = FirstCycle(numbers[0], numbers[1], form.whole("hours", required=True))
    form.done()
    return first


def _check_first_cycle(clock: RenewalClock, located: Located, problems: Problems) -> None:
    """Every month of a cycle has its hours, once."""
    parts = clock.first_cycle
    if not parts:
        return
    gaps = any(before.last_month + 1 != after.first_month for before, after in pairwise(parts))
    short = clock.expires is not None and parts[-1].last_month != clock.expires.cycle_months
    if parts[0].first_month != 1 or gaps or short:
        problems.add(located, "'first_cycle' must name every month of the cycle once, from month 1 on")
