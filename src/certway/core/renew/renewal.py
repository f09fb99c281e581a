"""What is said of the renewal of a credential: its status, what counts, what is missing, and the dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.core.renew.assignment import Given
from certway.core.renew.cycle import Cycle, Held
from certway.core.renew.fees import YearlyFee
from certway.core.renew.ledger import Activity, Outside
from certway.core.renew.policy import DateKind, Way
from certway.core.rulebook.values import Value

Status: TypeAlias = Literal["active", "complete", "grace", "lapsed", "unknown"]

TOTAL, ANNUAL_FEE = "total", "annual-fee"
EXPIRES, LATE = "expires", "late-education"
EDUCATION_UNTIL, LATE_AFTER = "education-until", "late-after"  # of state licenses


@dataclass(frozen=True, slots=True)
class AreaPoints:
    """The points of an area that is asked for."""

    id: str
    required: int  # hundredths
    counted: int  # hundredths


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a cycle, in hundredths."""

    required: int | None  # None = not published
    counted: int  # after window and caps, not cut off at what is required
    recorded: int  # all that is listed
    areas: tuple[AreaPoints, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing."""

    what: str  # id of an area, TOTAL or ANNUAL_FEE
    points: int | None  # hundredths; None for a fee


@dataclass(frozen=True, slots=True)
class RenewalDate:
    """A day that matters."""

    on: int  # ordinal; where the body contradicts itself the earlier day
    what: str  # EXPIRES, LATE, EDUCATION_UNTIL, LATE_AFTER, ANNUAL_FEE or of DATES
    kind: DateKind
    done: bool = False  # whether it asks for nothing any more
    value: Value | None = None  # where the distance stands
    others: tuple[tuple[int, Value], ...] = ()  # what the body says elsewhere: the day, and where that stands


@dataclass(frozen=True, slots=True)
class Counted:
    """What one activity brings, and why no more."""

    activity: Activity
    given: Given | None  # None = nothing
    outside: Outside | None  # why it is none of the cycle's
    held_back: int  # hundredths of its points that a cap or another credential takes away
    caps: tuple[str, ...]  # ids of the caps that it falls under


@dataclass(frozen=True, slots=True)
class Renewal:
    """Where a person stands with one credential."""

    credential: str
    status: Status
    held: Held | None
    cycle: Cycle | None
    expires: int | None  # ordinal; known without a cycle where a card names it and nobody publishes how long one lasts
    points: Points
    missing: tuple[Missing, ...]
    ways: tuple[Way, ...]
    dates: tuple[RenewalDate, ...]  # by day
    ledger: tuple[Counted, ...]  # every activity of the record, in its order
    fees: tuple[YearlyFee, ...]
    untold: tuple[str, ...]  # sections of the record that would say more
    window: tuple[int, int] | None = None  # first and last day of education where these are not the cycle's
