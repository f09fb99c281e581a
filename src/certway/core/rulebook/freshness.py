"""How old a statement is, and how good: whether it deserves a mark."""

from __future__ import annotations

from dataclasses import dataclass

from certway.core.rulebook.values import Confidence, Source
from certway.core.units.days import add_months_to_day

STALE_MONTHS = 12  # what was read longer ago is worth reading again


@dataclass(frozen=True, slots=True)
class Freshness:
    """The age and the confidence of a source, seen from a day."""

    read_days: int  # since it was read; below 0 = it was read after that day
    own_days: int | None  # since the last day that the page's own date may be; None = the page shows none
    stale: bool  # read more than 12 months before
    confidence: Confidence
    via_copy: bool

    @property
    def doubtful(self) -> bool:
        """Whether it is stale, or was not read in the body's own words at the body's own place."""
        return self.stale or self.via_copy or self.confidence != "primary"


def freshness_on(source: Source, day: int) -> Freshness:
    """Return how old and how good a source is on a day (an ordinal)."""
    return Freshness(
        read_days=day - source.read_on,
        own_days=None if source.as_of is None else day - source.as_of.last,
        stale=is_stale(source.read_on, day),
        confidence=source.confidence,
        via_copy=source.via_copy,
    )


def is_stale(read_on: int, day: int) -> bool:
    """Tell whether something was read more than 12 months before a day; the same calendar day is not yet more."""
    return add_months_to_day(read_on, STALE_MONTHS) < day
