"""What happens in a sitting: an append-only log, of which everything else is told. Instants are UTC milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from certway.core.sit.form import FormItem

Response: TypeAlias = "tuple[int, ...] | str"
"""What was answered: the places of what was chosen, an order, for each of a pair its match (-1 = none), or a typed
number. Empty = taken back."""


@dataclass(frozen=True, slots=True)
class Began:
    """The sitting began, and with it the clock of the first segment; or the next segment was begun after a break."""

    at: int


@dataclass(frozen=True, slots=True)
class Given:
    """A question was chosen, as adaptive exams do, one after the other."""

    at: int
    item: FormItem


@dataclass(frozen=True, slots=True)
class Answered:
    """A question was answered, or its answer taken back."""

    at: int  # by the server's account of when she pressed, at most `received`
    place: int  # in the form, from 0
    response: Response
    received: int
    device: str
    spent: int = 0  # milliseconds for which the question was in sight since it was last answered or left
    sure: int | None = None  # in percent, as she said; None = not asked


@dataclass(frozen=True, slots=True)
class Visited:
    """A question came into sight."""

    at: int
    place: int


@dataclass(frozen=True, slots=True)
class Flagged:
    """A question was marked to be looked at again, or the mark taken away."""

    at: int
    place: int
    on: bool


@dataclass(frozen=True, slots=True)
class SegmentClosed:
    """A segment was closed before its time was over; nobody comes back to it."""

    at: int


@dataclass(frozen=True, slots=True)
class ClockStopped:
    """A break of who is granted stop-clock breaks began."""

    at: int


@dataclass(frozen=True, slots=True)
class ClockStarted:
    """That break ended."""

    at: int


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Another window or device went on with the sitting."""

    at: int
    device: str


@dataclass(frozen=True, slots=True)
class Submitted:
    """The sitting was ended by who sat it."""

    at: int


Event: TypeAlias = (
    Began | Given | Answered | Visited | Flagged | SegmentClosed | ClockStopped | ClockStarted | TakenOver | Submitted
)
