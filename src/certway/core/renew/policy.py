"""How a credential is kept: its cycle, points, caps and dates, each number a dated value of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from certway.core.rulebook.state_clocks import RenewalClock
from certway.core.rulebook.state_licenses import StateLicense
from certway.core.rulebook.values import Value
from certway.core.units.days import add_months_to_day, parse_day

Ends: TypeAlias = Literal["month-end", "anniversary", "as-given", "fixed-day"]
"""`fixed-day`: on one day for everybody; only licenses of states have it, so a file of a body cannot name it."""
Way: TypeAlias = Literal["education", "exam", "reinstatement"]
DateKind: TypeAlias = Literal["act", "opens", "ends"]

ENDS: tuple[Ends, ...] = ("month-end", "anniversary", "as-given")
WAYS: tuple[Way, ...] = ("education", "exam", "reinstatement")
COSTS = ("education", "late", "exam", "lapsed-exam", "reinstatement")
"""What a policy may name the fees of: education before expiry and after it, the exam before expiry and once lapsed."""

DATES: dict[str, DateKind] = {
    "declaration-opens": "opens",
    "renewal-opens": "opens",
    "declaration-advised": "act",
    "exam-passed": "act",
    "exam-applied": "act",
}
"""The days before expiry that a policy may name, and what each is."""


@dataclass(frozen=True, slots=True)
class Area:
    """An area in which a least number of points is asked for."""

    id: str  # as the person file calls it
    least: Value  # points in a cycle
    also: tuple[str, ...] = ()  # other words of person files for the same area


@dataclass(frozen=True, slots=True)
class Cap:
    """At most so many points of one sort in a cycle.

    It takes activities of its `kinds` (of any kind when there are none) that nobody in `unless` approved (approved or
    not when there are none). What is untold falls under the cap: it counts the safe way.
    """

    id: str
    most: Value  # points in a cycle
    kinds: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Kinds of activity that earn points only on the days on which a yes-no value is yes."""

    kinds: tuple[str, ...]
    allowed: Value


@dataclass(frozen=True, slots=True)
class Smallest:
    """The least size of an activity that nobody in `unless` approved; a smaller one earns nothing."""

    least: Value  # points or contact hours
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """How long after expiry one can still renew by education."""

    within: Value  # days, weeks, months or years
    also: tuple[Value, ...] = ()  # what the body says elsewhere; the earliest day is the one that counts


@dataclass(frozen=True, slots=True)
class Before:
    """A day at some distance before expiry."""

    id: str  # of DATES
    distance: Value  # days, weeks, months or years


@dataclass(frozen=True, slots=True)
class Policy:
    """How one credential is renewed."""

    credential: str
    months: Value  # length of a cycle
    ends: Ends
    points: Value  # points in a cycle
    ways: tuple[Way, ...]  # while it is current, or can still be renewed late
    lapsed_ways: tuple[Way, ...]  # once it can't
    expiry_rule: Value | None = None  # the body's own words
    areas: tuple[Area, ...] = ()
    holder_assigns: bool = False  # whether points without an area go where the holder says
    caps: tuple[Cap, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    smallest: Smallest | None = None
    late: tuple[Late, ...] = ()
    lapsed_months: Value | None = None  # once lapsed, the education of so many months up to today counts
    dates: tuple[Before, ...] = ()
    annual_fee: Value | None = None  # usd; one is due before each anniversary
    voluntary_before: Value | None = None  # date; who was certified earlier may be asked nothing
    rolls: bool = False  # whether the next cycle starts by itself once everything is there
    shared: Value | None = None  # yes-no: one activity serves several credentials of the body

    synchronize: Value | None = None  # yes-no: the body aligns the cycles of several credentials on request
    costs: Mapping[str, tuple[tuple[Value, ...], ...]] = field(default_factory=dict)
    """By what of COSTS: each fee (usd), of which there may be several that a person pays one of."""

    license: StateLicense | None = None  # what this is about, where a state grants it; its points are hours or units
    clock: RenewalClock | None = None  # of a state: its common day, the hours of a first cycle, when hours count
    estimated: bool = False  # what counts may be another measure than what is asked for: it never makes `complete`

    @property
    def state(self) -> str:
        """The two letters of the state that grants it; empty for the credential of a body."""
        return self.license.state if self.license else ""

    @property
    def body(self) -> str:
        """Who wants the points: the body's id, or the state's letters."""
        return self.state.lower() or self.credential.rpartition("-")[2]

    def values(self) -> Iterator[Value]:
        """Yield every value that the policy is made of, the most important first."""
        yield from (self.months, self.points, *(area.least for area in self.areas), *(cap.most for cap in self.caps))
        yield from (value for late in self.late for value in (late.within, *late.also))
        yield from (before.distance for before in self.dates)
        yield from (refusal.allowed for refusal in self.refusals)
        yield from (one.least for one in (self.smallest,) if one is not None)
        yes_no = (self.shared, self.synchronize)
        others = (self.expiry_rule, self.lapsed_months, self.annual_fee, *yes_no, self.voluntary_before)
        yield from (value for value in others if value is not None)


def numbers_on(value: Value | None, day: int) -> tuple[float, float] | None:
    """Return the least and the greatest number that may hold on a day, in the value's unit; None = not known."""
    versions = () if value is None else value.in_force(day)
    ends: list[float] = []
    for version in versions:
        content = version.content
        if isinstance(content, bool) or version.state == "not-found":
            return None
        if isinstance(content, int | float):
            ends.append(content)
        elif isinstance(content, tuple):
            ends += [end for end in content if isinstance(end, int | float)]
    return (min(ends), max(ends)) if ends else None


def most_asked(value: Value | None, day: int) -> int | None:
    """Return the points that are asked for on a day, in hundredths: the greater of two that may hold."""
    numbers = numbers_on(value, day)
    return None if numbers is None else round(numbers[1] * 100)


def least_allowed(value: Value | None, day: int) -> int | None:
    """Return the points that are allowed on a day, in hundredths: the smaller of two that may hold."""
    numbers = numbers_on(value, day)
    return None if numbers is None else round(numbers[0] * 100)


def flag_on(value: Value | None, day: int) -> bool | None:
    """Return whether a yes-no value is yes on a day; None where that is not known."""
    flags = {version.content for version in (value.in_force(day) if value else ()) if version.state == "set"}
    return next(iter(flags)) is True if len(flags) == 1 else None


def date_on(value: Value | None, day: int) -> int | None:
    """Return the day (an ordinal) that a date may at the latest be, as of a day; None where none is known."""
    texts = [version.content for version in (value.in_force(day) if value else ())]
    spans = [span for text in texts if isinstance(text, str) and (span := parse_day(text))]
    return max((span.last for span in spans), default=None)


def days_from(day: int, distance: Value, *, at: int, sign: int) -> tuple[int, int] | None:
    """Return the earliest and the latest day at a distance from `day`, for what holds `at`; None where none is known.

    Months and years keep the calendar day. `sign` is 1 for later, -1 for earlier.
    """
    numbers = numbers_on(distance, at)
    if numbers is None:
        return None
    moved = sorted(_moved(day, sign * int(number), distance.unit) for number in numbers)
    return moved[0], moved[-1]


def _moved(day: int, by: int, unit: str) -> int:
    if unit in ("months", "years"):
        return add_months_to_day(day, by * (12 if unit == "years" else 1))
    return day + by * (7 if unit == "weeks" else 1)
