"""The yearly fee of a cycle: one is due before each anniversary, and a payment since the last one counts for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.core.person.record import Record
from certway.core.renew.cycle import Cycle, anniversaries
from certway.core.units.days import DaySpan

FeeState: TypeAlias = Literal["paid", "open", "overdue", "untold"]


@dataclass(frozen=True, slots=True)
class YearlyFee:
    """The fee of one year of a cycle."""

    due: int  # ordinal of the last good day: the one before the anniversary
    state: FeeState  # open: unpaid, and its day is not over; untold: nobody told us of fees, and its day is over


def yearly_fees(record: Record, credential: str, cycle: Cycle, *, as_of: int) -> tuple[YearlyFee, ...]:
    """Return the yearly fees of a cycle in order. The first year is part of the application fee.

    A payment known to the month or year counts for a fee when every day of it does.
    """
    told = record.entries("fees_paid")
    paid = [
        on
        for entry in told or ()
        if entry.get("credential") == credential and entry.get("kind") == "annual"
        and isinstance(on := entry.get("on"), DaySpan) and on.last <= as_of
    ]  # fmt: skip
    fees, since = [], cycle.starts
    for anniversary in anniversaries(cycle):
        state: FeeState = "untold" if told is None else "overdue"
        if any(since <= on.first and on.last < anniversary for on in paid):
            state = "paid"
        elif as_of < anniversary:
            state = "open"
        fees.append(YearlyFee(anniversary - 1, state))
        since = anniversary
    return tuple(fees)
