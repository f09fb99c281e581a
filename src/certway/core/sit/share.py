"""Shares of questions that are right, with what they tell of many more such questions."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

Drift: TypeAlias = Literal["up", "down", "level"]
"""How one share lies to an earlier one; `level` = they differ by no more than chance might."""

Z80 = 1.2815515655446004  # of the normal distribution: 80 percent lie within as many standard deviations


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some questions are right, with the 80 percent interval of the share that one would reach of many."""

    right: int
    asked: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share that is right, 0 where nothing was asked."""
        return self.right / self.asked if self.asked else 0.0


def share_from(right: int, asked: int) -> Share:
    """Return the share of so many that are right.

    The interval is Wilson's (1927), "Probable inference, the law of succession, and statistical inference", JASA 22.
    """
    if not asked:
        return Share(0, 0, 0.0, 1.0)
    share, square = right / asked, Z80 * Z80
    middle = (share + square / (2 * asked)) / (1 + square / asked)
    half = Z80 / (1 + square / asked) * math.sqrt(share * (1 - share) / asked + square / (4 * asked * asked))
    # Where none or all are right the interval ends at 0 or 1, which rounding would miss.
    return Share(right, asked, middle - half if right else 0.0, middle + half if right < asked else 1.0)


def drift_of(before: Share, after: Share) -> Drift:
    """Return how a share lies to an earlier one: up or down where the 80 percent interval of the difference says so.

    Beside nothing that was asked there is no change. The interval is that of Agresti and Caffo (2000), "Simple and
    effective confidence intervals for proportions and differences of proportions result from adding two successes and
    two failures", The American Statistician 54, which holds for a few questions as well.
    """
    if not before.asked or not after.asked:
        return "level"
    first, second = ((one.right + 1) / (one.asked + 2) for one in (before, after))
    spread = math.sqrt(first * (1 - first) / (before.asked + 2) + second * (1 - second) / (after.asked + 2))
    difference = second - first
    if abs(difference) <= Z80 * spread:
        return "level"
    return "up" if difference > 0 else "down"
