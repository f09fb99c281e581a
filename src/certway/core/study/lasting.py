"""How long things stay with somebody beside most people: her own parameters as numbers that can be said in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from certway.core.study.memory import DEFAULT, GOOD, Parameters, first_states, next_states, whole_days

LEARNED_AFTER: Final = 5  # good reviews, each when the card would be recalled nine times in ten


@dataclass(frozen=True, slots=True)
class Lasting:
    """Days after which a card is recalled nine times in ten."""

    new: float  # once it was known well for the first time
    learned: float  # after LEARNED_AFTER good reviews


@dataclass(frozen=True, slots=True)
class Compared:
    """How long things stay with her, and with most people."""

    own: Lasting
    usual: Lasting

    @property
    def new(self) -> float:
        """How many times as long new things stay."""
        return self.own.new / self.usual.new

    @property
    def learned(self) -> float:
        """How many times as long what was learned stays."""
        return self.own.learned / self.usual.learned


def compared(parameters: Parameters) -> Compared:
    """Return how long things stay with somebody beside most people."""
    # Both are reviewed on the days that suit most people: what differs is memory alone.
    days = _days(DEFAULT)
    return Compared(_lasting(parameters, days), _lasting(DEFAULT, days))


def _days(parameters: Parameters) -> tuple[float, ...]:
    """Return after how many whole days each review comes: when a card would be recalled nine times in ten."""
    stability, difficulty = (column[GOOD - 1] for column in first_states(parameters))
    found: list[float] = []
    for _ in range(LEARNED_AFTER - 1):
        days = max(1.0, float(whole_days(stability)))
        stability, difficulty = _after(parameters, stability, difficulty, days)
        found.append(days)
    return tuple(found)


def _lasting(parameters: Parameters, days: tuple[float, ...]) -> Lasting:
    stability, difficulty = (column[GOOD - 1] for column in first_states(parameters))
    new = float(stability)
    for elapsed in days:
        stability, difficulty = _after(parameters, stability, difficulty, elapsed)
    return Lasting(new, float(stability))


def _after(parameters: Parameters, stability: float, difficulty: float, days: float) -> tuple[float, float]:
    after = next_states(parameters, np.array([stability]), np.array([difficulty]), np.array([days]))
    found = tuple(float(column[0, GOOD - 1]) for column in after)
    return found[0], found[1]
