"""A value of the rules with its versions, sources and what is not known about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from certway.core.units.days import FIRST_DAY, LAST_DAY, Days, DaySpan, add_months

Confidence: TypeAlias = Literal["primary", "secondary", "uncertain"]
State: TypeAlias = Literal["set", "abolished", "announced", "not-found"]
Range: TypeAlias = tuple[float, float]
Content: TypeAlias = "float | bool | str | tuple[str, ...] | Range | None"

UNITS = (
    "items", "minutes", "hours", "days", "business-days", "weeks", "months", "years", "attempts", "points",
    "units", "contact-hours", "percent", "usd", "scale-points", "semester-hours", "quarter-hours", "people", "pages",
    "modules", "text", "texts", "yes-no", "date", "procedures",
)  # fmt: skip

WORDS = ("text", "texts", "yes-no", "date")  # the units of what is no number

BOUNDLESS = 10_000_000  # more than any number of the rules, in the value's own unit


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement was read."""

    key: str
    url: str
    as_of: DaySpan | None  # the page's own date; None when it shows none
    read_on: int  # ordinal
    confidence: Confidence
    via_copy: bool = False
    note: str = ""

    @property
    def known_since(self) -> int:
        """The day from which this source is evidence: the last day of its own date, at most the day it was read."""
        return min(self.as_of.last, self.read_on) if self.as_of else self.read_on


@dataclass(frozen=True, slots=True)
class Conflict:
    """What another source says instead."""

    says: str
    source: Source


@dataclass(frozen=True, slots=True)
class Version:
    """What a value was from one day on."""

    from_: int | None  # first day; None = not known
    until: int | None  # last day, only where a source gives it
    content: Content  # None exactly when the state has none
    state: State
    source: Source
    also: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Value:
    """A dated value. `bounds` turns it into numbers for the evaluator; unknown there means the widest range."""

    id: str
    title: str
    unit: str
    versions: tuple[Version, ...]  # oldest first, the current one last

    @property
    def current(self) -> Version:
        """The newest version that is not merely announced."""
        held = [version for version in self.versions if version.state != "announced"]
        return (held or list(self.versions))[-1]

    @property
    def counts(self) -> bool:
        """Whether this is a number in every version that has any content, and a whole one, so that rules can use it."""
        if self.unit in WORDS:
            return False
        ends = [end for version in self.versions for end in _ends(version.content)]
        return all(end == int(end) for end in ends)

    def in_force(self, day: int) -> tuple[Version, ...]:
        """Return every version that may hold on a day: one, or several where the day of a change is not known."""
        return tuple(version for version, first, last in self.stretches if first <= day <= last)

    @cached_property
    def stretches(self) -> tuple[tuple[Version, int, int], ...]:
        """Each version with the first and last day on which it may hold."""
        held = [v for v in self.versions if v.state != "announced" or v.from_ is not None]
        if not held:
            return ()
        # A version follows the one before it and comes before the one after it, also where its own day is not known.
        firsts, takeovers = [held[0].from_ or FIRST_DAY], [LAST_DAY + 1]
        changes = [_change(before, after) for before, after in pairwise(held)]
        for before, (earliest, _) in zip(held, changes, strict=False):
            firsts.append(max(earliest, firsts[-1] if before.from_ is None else before.from_ + 1))
        for first, (_, latest) in zip(firsts[:0:-1], reversed(changes), strict=True):
            takeovers.append(min(takeovers[-1], max(latest, first)))
        ends = [day - 1 for day in reversed(takeovers)]
        lasts = [end if v.until is None else min(end, v.until) for v, end in zip(held, ends, strict=True)]
        return tuple(zip(held, firsts, lasts, strict=True))

    @cached_property
    def _eras(self) -> tuple[Days, NDArray[np.int64], NDArray[np.int64]]:
        """First days, and the lowest and highest number that may hold from each on."""
        firsts = sorted({FIRST_DAY} | {day for _, a, b in self.stretches for day in (a, b + 1) if day <= LAST_DAY})
        bounds = [_bounds(self.in_force(day)) for day in firsts]
        return (
            np.array(firsts, dtype=np.int32),
            np.array([lo for lo, _ in bounds], dtype=np.int64),
            np.array([hi for _, hi in bounds], dtype=np.int64),
        )

    def bounds(self, days: Days) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return the least and the greatest number that may hold on each day, in the value's unit.

        Numbers of the rules are whole; shape (1,) when the same holds on every day, else the shape of `days`.
        """
        firsts, lo, hi = self._eras
        if len(firsts) == 1:
            return lo, hi
        era = np.searchsorted(firsts, days, side="right") - 1
        return lo[era], hi[era]

    def change_days(self) -> Days:
        """Return the days on which what may hold changes."""
        return self._eras[0][1:]

    def step(self, days: Days, *, at: Days, sign: int = 1) -> tuple[Days, Days]:
        """Return `days` moved by this length of time, as the least and the greatest day, for what holds `at`.

        Months and years keep the calendar day; days and weeks are counted.
        """
        lo, hi = self.bounds(at)
        least = self._move(days, sign * lo)
        most = least if np.array_equal(lo, hi) else self._move(days, sign * hi)
        return (least, most) if sign > 0 else (most, least)

    def every_step(self, days: Days, *, sign: int = 1) -> list[Days]:
        """Return `days` moved by this length of time as it may be in any era, one array a distinct length."""
        return [self._move(days, sign * length) for length in self._lengths]

    def every_return(self, days: Days) -> list[Days]:
        """Return the first day from which this length of time, counted back, leads to `days` or later.

        One array a distinct length. It is the day that lies so much later, or the one after it where the calendar day
        does not exist there: from 28 February a year leads back to 28 February, from 1 March past the 29th.
        """
        later = zip(self.every_step(days), self._lengths, strict=True)
        return [step + (self._move(step, -length) < days) for step, length in later]

    @property
    def _lengths(self) -> list[NDArray[np.int64]]:
        _, lo, hi = self._eras
        return [np.array([length], dtype=np.int64) for length in sorted({*lo.tolist(), *hi.tolist()})]

    def _move(self, days: Days, count: NDArray[np.int64]) -> Days:
        months = {"months": 1, "years": 12}.get(self.unit)
        if months is not None:
            amount = count * months
            return add_months(days, int(amount[0]) if len(amount) == 1 else amount)
        moved = days.astype(np.int64) + count * {"days": 1, "weeks": 7}[self.unit]
        fixed = (days <= FIRST_DAY) | (days >= LAST_DAY)
        return np.where(fixed, days, np.minimum(np.maximum(moved, FIRST_DAY), LAST_DAY)).astype(np.int32)


def _change(before: Version, after: Version) -> tuple[int, int]:
    """The earliest and the latest day on which `after` may have taken over."""
    if after.from_ is not None:
        return after.from_, after.from_
    if before.until is not None:
        return before.until + 1, before.until + 1
    return FIRST_DAY, after.source.known_since


def _ends(content: Content) -> tuple[float, ...]:
    """The least and the greatest number of a content, none when it is no number."""
    if isinstance(content, tuple):
        return tuple(end for end in content if not isinstance(end, str))
    return () if isinstance(content, str | bool | None) else (content, content)


def _bounds(versions: tuple[Version, ...]) -> tuple[int, int]:
    if not versions:
        return 0, BOUNDLESS
    every = [_numbers(version) for version in versions]
    return min(lo for lo, _ in every), max(hi for _, hi in every)


def _numbers(version: Version) -> tuple[int, int]:
    if version.state == "abolished":
        return 0, 0
    ends = _ends(version.content)
    return (int(ends[0]), int(ends[1])) if ends else (0, BOUNDLESS)


Values: TypeAlias = Mapping[str, Value]
