"""The cycle that a credential is in: from when until when points are earned, and when it expires."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from certway.core.person.record import OPEN, Entry, Record
from certway.core.renew.policy import Ends, Policy, date_on, numbers_on
from certway.core.rulebook.state_clocks import next_expiry
from certway.core.units.days import FIRST_DAY, LAST_DAY, DaySpan, add_months_to_day

_EARLY_DAYS = 366  # before a cycle's end: a card issued later than that began the next one


@dataclass(frozen=True, slots=True)
class Held:
    """The current entry of a credential."""

    place: int  # of the entry in `credentials`, from 0
    issued: int | None  # ordinal; None = not told so well that the cycle is known
    expires: int | None  # ordinal of the last day that the file gives; of a month or year its first day, the safe one
    expires_by: int | None  # ordinal of the last day that this may mean; that of `expires` where the day is told
    endless: bool  # whether the file says that it does not expire

    def may_last(self, day: int) -> bool:
        """Tell whether the last day on the card, which we may know to the month alone, may be a day or a later one."""
        return self.expires_by is not None and day <= self.expires_by


@dataclass(frozen=True, slots=True)
class Cycle:
    """A stretch in which points are earned; both days are part of it."""

    starts: int  # ordinal
    ends: int  # ordinal; the credential's last good day
    counted_from: int | None = None  # ordinal of the day whose anniversaries matter; None = the first day's do


def held_of(record: Record, credential: str, *, as_of: int, ends: Ends = "as-given") -> Held | None:
    """Return the current entry of a credential: the one issued last, by a day; None where none is held.

    `ends` is how its cycle ends. Where cycles end with a month, a card that names a month of expiry means its end, and
    every day of a month of certification leads to the same cycle.
    """
    entries = _entries(record, credential, as_of)
    return _held(*entries[-1], ends) if entries else None


def _entries(record: Record, credential: str, as_of: int) -> list[tuple[int, Entry]]:
    """Return the entries of a credential issued by a day, with their places, the one issued last at last."""
    entries = [
        (place, entry)
        for place, entry in enumerate(record.entries("credentials") or ())
        if entry.get("id") == credential and _earliest(entry) <= as_of
    ]
    return sorted(entries, key=lambda one: (_earliest(one[1]), one[0]))


def _held(place: int, entry: Entry, ends: Ends) -> Held:
    issued, expires = entry.get("issued"), entry.get("expires")
    return Held(
        place=place,
        issued=_day_issued(issued, ends) if isinstance(issued, DaySpan) else None,
        expires=_last_day(expires, ends) if isinstance(expires, DaySpan) else None,
        expires_by=expires.last if isinstance(expires, DaySpan) else None,
        endless=expires is OPEN,
    )


def _day_issued(issued: DaySpan, ends: Ends) -> int | None:
    in_one_month = issued.last <= month_end(issued.first)
    return issued.last if issued.exact or (ends == "month-end" and in_one_month) else None


def _last_day(expires: DaySpan, ends: Ends) -> int:
    return expires.last if ends == "month-end" and expires.last == month_end(expires.first) else expires.first


def _earliest(entry: Entry) -> int:
    issued = entry.get("issued")
    return issued.first if isinstance(issued, DaySpan) else 0


def cycle_of(policy: Policy, held: Held, *, as_of: int) -> Cycle | None:
    """Return the cycle of a held credential as its card says, or as the rule computes it; None where neither can.

    The length is the one in force when the cycle began.
    """
    months = _months(policy, as_of if held.issued is None else held.issued)
    if held.endless or months is None:
        return None
    computed = None
    if held.issued is not None and policy.ends != "as-given":
        computed = _beginning(policy, months, held.issued)
    if held.expires is None or (computed is not None and computed.ends == held.expires):
        return computed
    return _ending(policy, months, held.expires, issued=held.issued)


def is_voluntary(policy: Policy, held: Held | None, *, as_of: int) -> bool:
    """Tell whether somebody was certified so early that her body may ask nothing of her: a card may say otherwise."""
    first = date_on(policy.voluntary_before, as_of)
    if first is None or held is None or held.issued is None or held.expires is not None:
        return False
    return held.issued < first


def next_cycle(policy: Policy, cycle: Cycle) -> Cycle | None:
    """Return the cycle after one that ran out with everything there."""
    months = _months(policy, cycle.ends + 1)
    if months is None or cycle.ends >= LAST_DAY - 366:
        return None
    starts = cycle.ends + 1
    first = starts if cycle.counted_from is None else cycle.counted_from
    ends = add_months_to_day(first, _months_between(first, starts) + months) - 1
    return Cycle(starts, month_end(ends) if policy.ends == "month-end" else ends, cycle.counted_from)


def cycle_before(policy: Policy, record: Record, cycle: Cycle, *, held: Held, as_of: int) -> tuple[Held, Cycle] | None:
    """Return the cycle before one, with the entry of its card; None where we know of none.

    An earlier card in the record says it itself. Without one it is computed, unless the card's day of issue lies in
    `cycle`, or at its beginning: whether that was the first certification or a renewal, the day does not tell.
    """
    for place, entry in reversed(_entries(record, policy.credential, as_of)):
        earlier = _held(place, entry, policy.ends)
        found = cycle_of(policy, earlier, as_of=cycle.starts) if place != held.place else None
        while found and policy.rolls and (later := next_cycle(policy, found)) and later.ends < cycle.starts:
            found = later
        if found is not None and found.ends < cycle.ends and found.starts < cycle.starts:
            return earlier, found
    found = _computed_before(policy, cycle, issued=held.issued)
    return None if found is None else (held, found)


def _computed_before(policy: Policy, cycle: Cycle, *, issued: int | None) -> Cycle | None:
    months = _months(policy, cycle.starts - 1)
    if months is None or cycle.starts < FIRST_DAY + 12 * 366:
        return None
    ends = cycle.starts - 1
    if policy.ends == "as-given":  # cycles that are kept by month share the one in which a card takes over
        ends = add_months_to_day(cycle.ends, -months)
        ends = month_end(ends) if month_end(cycle.ends) == cycle.ends else ends
    found = _ending(policy, months, ends, issued=None)
    if issued is not None and issued > ends - min(_EARLY_DAYS, (ends - found.starts) // 2):
        return None
    return Cycle(found.starts, found.ends, cycle.counted_from)


def anniversaries(cycle: Cycle, months: int = 12) -> tuple[int, ...]:
    """Return the anniversaries in a cycle of the day that it is counted from, the last one being the day after its end.

    They are counted from the certification itself, so that those of a leap day are leap days again in leap years.
    """
    first = cycle.starts if cycle.counted_from is None else cycle.counted_from
    found, step = [], _months_between(first, cycle.starts) + months
    while (day := add_months_to_day(first, step)) <= cycle.ends + 1:
        found.append(day)
        step += months
    return tuple(found)


def _months_between(first: int, later: int) -> int:
    """Return how many months a day lies after another, going by the month that each lies in."""
    one, other = date.fromordinal(first), date.fromordinal(later)
    return (other.year - one.year) * 12 + other.month - one.month


def _months(policy: Policy, day: int) -> int | None:
    numbers = numbers_on(policy.months, day)
    return None if numbers is None else int(numbers[0])


def _beginning(policy: Policy, months: int, issued: int) -> Cycle | None:
    if policy.ends == "fixed-day":
        common = next_expiry(policy.clock, issued) if policy.clock else None
        return _ending(policy, months, common.first, issued=issued) if common else None
    ends = add_months_to_day(issued, months)
    if policy.ends == "month-end":
        return Cycle(month_end(issued) + 1, month_end(ends))
    return Cycle(issued, ends - 1, issued)


def _ending(policy: Policy, months: int, ends: int, *, issued: int | None) -> Cycle:
    """Return the cycle that has a given last day; days before the credential was issued are none of it."""
    if policy.ends == "month-end":
        return Cycle(month_end(add_months_to_day(ends, -months)) + 1, ends)
    if policy.ends == "anniversary":
        starts = add_months_to_day(ends + 1, -months)
        again = issued is not None and add_months_to_day(issued, _months_between(issued, starts)) == starts
        return Cycle(starts, ends, issued if again else None)
    if policy.state:  # from the day after the one before ended, whenever this card was issued
        return Cycle(add_months_to_day(ends + 1, -months), ends)
    starts = add_months_to_day(ends, -months)
    if month_end(ends) == ends:  # kept by month: from the first of the month in which the one before ended
        starts = month_start(starts)
    return Cycle(max(starts, issued) if issued is not None and issued <= ends else starts, ends)


def month_end(day: int) -> int:
    """Return the last day of the month that a day lies in."""
    first = date.fromordinal(day).replace(day=1).toordinal()
    return add_months_to_day(first, 1) - 1


def month_start(day: int) -> int:
    """Return the first day of the month that a day lies in."""
    return date.fromordinal(day).replace(day=1).toordinal()
