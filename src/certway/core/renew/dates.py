"""The days that matter to a credential: its last one, those before which something is done, and those after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from certway.core.renew.fees import YearlyFee
from certway.core.renew.policy import DATES, Late, Policy, days_from
from certway.core.renew.renewal import ANNUAL_FEE, EDUCATION_UNTIL, EXPIRES, LATE, LATE_AFTER, RenewalDate
from certway.core.renew.state_cycle import education_days, late_day


def late_until(policy: Policy, expires: int, as_of: int) -> int:
    """Return the last day on which education still renews: that of expiry where no late window is known."""
    lasts = [days[0] for late in policy.late if (days := days_from(expires, late.within, at=as_of, sign=1))]
    return max(lasts, default=expires)


def dates_of(
    policy: Policy, expires: int, fees: Sequence[YearlyFee], *, as_of: int, done: bool
) -> tuple[RenewalDate, ...]:
    """Return every day that matters to a credential whose last good day is `expires` (an ordinal), by day.

    `done` tells whether the cycle asks for nothing any more.
    """
    found = _dates(policy, expires, fees, as_of=as_of, done=done)
    return tuple(sorted(found, key=lambda one: (one.on, one.what)))


def _dates(policy: Policy, expires: int, fees: Sequence[YearlyFee], *, as_of: int, done: bool) -> Iterator[RenewalDate]:
    yield RenewalDate(expires, EXPIRES, "ends", value=policy.expiry_rule)
    yield from _state_dates(policy, expires, done=done)
    for before in policy.dates:
        days = days_from(expires, before.distance, at=as_of, sign=-1)
        if days:
            yield RenewalDate(days[0], before.id, DATES[before.id], done, before.distance)
    for late in policy.late:
        yield from _late_dates(late, expires, as_of)
    for fee in fees:
        yield RenewalDate(fee.due, ANNUAL_FEE, "act", fee.state == "paid", policy.annual_fee)


def _state_dates(policy: Policy, expires: int, *, done: bool) -> Iterator[RenewalDate]:
    """Yield what only licenses of states have: the last day of education, and the day after which a renewal is late."""
    if (days := education_days(policy, expires)) is not None:
        yield RenewalDate(days[1], EDUCATION_UNTIL, "act", done, policy.expiry_rule)
    if (late := late_day(policy, expires)) is not None:
        yield RenewalDate(late, LATE_AFTER, "act", value=policy.expiry_rule)


def _late_dates(late: Late, expires: int, as_of: int) -> Iterator[RenewalDate]:
    found = [
        (days[0], value)
        for value in (late.within, *late.also)
        if (days := days_from(expires, value, at=as_of, sign=1))
    ]  # fmt: skip
    if found and days_from(expires, late.within, at=as_of, sign=1):
        on, value = min(found, key=lambda one: one[0])
        yield RenewalDate(on, LATE, "ends", value=value, others=tuple(one for one in found if one[1] is not value))
