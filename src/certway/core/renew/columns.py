"""The renewals of many holders of one credential at once, on columns.

For rosters whose days are exact and whose fields are told. Each row of `credits` is one activity's points in one area;
an activity of two areas is two rows. With at most one cap the best assignment has a closed form: uncapped points fill
the areas first, then the cap's room goes to what areas still lack.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from certway.core.renew.policy import Late, Policy, least_allowed, most_asked, numbers_on
from certway.core.units.days import Days, add_months
from certway.core.units.errors import CertwayError

ACTIVE, COMPLETE, GRACE, LAPSED, UNKNOWN = range(5)  # codes of a status
STATUSES = ("active", "complete", "grace", "lapsed", "unknown")
NO_DAY = 0  # of an issue or expiry that is not known
CHUNK = 50_000  # holders looked at together

_EPOCH = 719163  # ordinal of 1970-01-01
_NO_CAP = np.iinfo(np.int64).max

Points = NDArray[np.int64]


class ColumnsError(CertwayError):
    """Raised for a policy that columns do not answer: yearly fees, several caps, or a cycle that the rule computes."""

    def __init__(self, credential: str, what: str) -> None:
        super().__init__(f"{credential} has {what}; ask for its holders one by one")


@dataclass(frozen=True, slots=True)
class Holders:
    """Who holds the credential; shape (holders,)."""

    issued: Days  # NO_DAY = not known
    expires: Days  # NO_DAY = not known


@dataclass(frozen=True, slots=True)
class Credits:
    """Their credits, those of one holder together; shape (credits,), and (holders + 1,) for the first row of each.

    What is too small to count (`Policy.smallest`) is no row.
    """

    first: NDArray[np.int64]
    on: Days
    points: NDArray[np.int32]  # hundredths
    area: NDArray[np.int8]  # place among the policy's areas; OTHER or UNTOLD
    capped: NDArray[np.bool_]  # whether it falls under the policy's cap


OTHER, UNTOLD = -1, -2  # an area that the policy does not ask for; no area told


@dataclass(frozen=True, slots=True)
class Standings:
    """Where each holder stands; shape (holders,), points in hundredths."""

    status: NDArray[np.int8]
    counted: Points
    lacking: Points  # of the total
    areas_lacking: Points  # of all areas together


def standings_of(policy: Policy, holders: Holders, credits: Credits, *, as_of: int) -> Standings:
    """Return where each holder stands on a day (an ordinal). Raises ColumnsError."""
    for what, there in (("a yearly fee", policy.annual_fee), ("several caps", len(policy.caps) > 1),
                        ("kinds that earn nothing", policy.refusals), ("a rolling cycle", policy.rolls)):  # fmt: skip
        if there:
            raise ColumnsError(policy.credential, what)
    parts = [
        _part(policy, holders, credits, slice(begin, begin + CHUNK), as_of)
        for begin in range(0, len(holders.expires), CHUNK)
    ]
    return Standings(*(np.concatenate(column) for column in zip(*map(_columns, parts), strict=True)))


def _columns(part: Standings) -> tuple[NDArray[np.int8], Points, Points, Points]:
    return part.status, part.counted, part.lacking, part.areas_lacking


def _part(policy: Policy, holders: Holders, credits: Credits, rows: slice, as_of: int) -> Standings:
    issued, expires = holders.issued[rows], holders.expires[rows]
    late = _late_until(policy.late, expires, as_of)
    first, last = _windows(policy, issued, expires, late, as_of)
    sums = _sums(policy, credits, rows, first, np.minimum(last, as_of))
    least = [most_asked(area.least, as_of) or 0 for area in policy.areas]
    room = least_allowed(policy.caps[0].most, as_of) if policy.caps else None
    counted, areas_lacking = _best(sums, least, _NO_CAP if room is None else room, assigns=policy.holder_assigns)
    required = most_asked(policy.points, as_of)
    lacking = np.maximum(0, (required or 0) - counted)
    full = (lacking == 0) & (areas_lacking == 0) & (required is not None)
    status = np.where(as_of <= expires, np.where(full, COMPLETE, ACTIVE), np.where(as_of <= late, GRACE, LAPSED))
    status = np.where(expires == NO_DAY, UNKNOWN, status).astype(np.int8)
    return Standings(status, counted, lacking, areas_lacking)


def _late_until(lates: Sequence[Late], expires: Days, as_of: int) -> Days:
    """Return the last day on which education still renews."""
    found = expires
    for late in lates:
        numbers = numbers_on(late.within, as_of)
        if numbers is not None:
            found = np.maximum(found, _moved(expires, int(numbers[0]), late.within.unit))
    return found


def _moved(days: Days, by: int, unit: str) -> Days:
    if unit in ("months", "years"):
        return add_months(days, by * (12 if unit == "years" else 1))
    return (days + by * (7 if unit == "weeks" else 1)).astype(np.int32)


def _windows(policy: Policy, issued: Days, expires: Days, late: Days, as_of: int) -> tuple[Days, Days]:
    """Return the days on which education counts, as `core.renew.cycle` and `standing` have them for one person."""
    numbers = numbers_on(policy.months, as_of)
    months = 0 if numbers is None else int(numbers[0])
    starts = add_months(expires, -months)
    if policy.ends == "month-end":
        starts = (_month_end(starts) + 1).astype(np.int32)
    elif policy.ends == "as-given":
        starts = np.where(_month_end(expires) == expires, _month_start(starts), starts)
        starts = np.where((issued != NO_DAY) & (issued <= expires), np.maximum(starts, issued), starts)
    else:
        raise ColumnsError(policy.credential, "a cycle of anniversaries")
    lapsed = numbers_on(policy.lapsed_months, as_of)
    if lapsed is None:
        return starts.astype(np.int32), expires
    since = add_months(np.array([as_of], dtype=np.int32), -int(lapsed[0]))[0]
    over = late < as_of
    return np.where(over, since, starts).astype(np.int32), np.where(over, as_of, expires).astype(np.int32)


def _month_start(days: Days) -> Days:
    months = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    return (months.astype("datetime64[D]").astype(np.int64) + _EPOCH).astype(np.int32)


def _month_end(days: Days) -> Days:
    months = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]").astype("datetime64[M]") + 1
    return (months.astype("datetime64[D]").astype(np.int64) + _EPOCH - 1).astype(np.int32)


def _sums(policy: Policy, credits: Credits, rows: slice, first: Days, last: Days) -> Points:
    """Return the points in the window, shape (holders, areas + 2, 2): by area, OTHER, UNTOLD; uncapped and capped."""
    places, holders = len(policy.areas) + 2, len(first)
    bounds = credits.first[rows.start : rows.start + holders + 1]
    own = slice(bounds[0], bounds[-1])
    holder = np.repeat(np.arange(holders), np.diff(bounds))
    on = credits.on[own]
    inside = (on >= first[holder]) & (on <= last[holder])
    place = credits.area[own].astype(np.int64)
    place = np.where(place < 0, len(policy.areas) - 1 - place, place)
    cell = (holder * places + place) * 2 + credits.capped[own]
    points = np.where(inside, credits.points[own], 0)
    sums = np.bincount(cell, weights=points, minlength=holders * places * 2)  # whole numbers below 2 ** 53 stay exact
    return sums.astype(np.int64).reshape(holders, places, 2)


def _best(sums: Points, least: Sequence[int], room: int, *, assigns: bool) -> tuple[Points, Points]:
    """Return what counts in all, and what the areas lack at least."""
    areas = len(least)
    uncapped, capped = sums[:, :, 0], sums[:, :, 1]
    counted = uncapped.sum(axis=1) + np.minimum(capped.sum(axis=1), room)
    needs = np.maximum(0, np.array(least, dtype=np.int64) - uncapped[:, :areas])
    free, free_capped = (uncapped[:, -1], capped[:, -1]) if assigns else (0, 0)
    by_cap = np.minimum(room, free_capped + np.minimum(capped[:, :areas], needs).sum(axis=1))
    wanted = needs.sum(axis=1)
    return counted, wanted - np.minimum(wanted, free + by_cap)
