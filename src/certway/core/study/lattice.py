"""Memory on a lattice of states, so that what a review is worth can be reckoned for all cards at once.

Stability stands in equal steps of its logarithm, difficulty in equal steps. What lies between two points is shared out
between its neighbours (bilinear), so that expectations of functions that are smooth keep their value.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from certway.core.study.effort import Effort
from certway.core.study.memory import (
    LEAST_DIFFICULTY,
    MOST_DIFFICULTY,
    Floats,
    Integers,
    Parameters,
    first_states,
    next_states,
    recall,
)

Singles = NDArray[np.float32]

STABILITIES: Final = 20
DIFFICULTIES: Final = 4
LEAST_DAYS, MOST_DAYS = 0.02, 1500.0  # of stability; what lies beyond counts as the end

_LOGS = np.linspace(np.log(LEAST_DAYS), np.log(MOST_DAYS), STABILITIES)
_LEVELS = np.linspace(LEAST_DIFFICULTY, MOST_DIFFICULTY, DIFFICULTIES)
STATES: Final = STABILITIES * DIFFICULTIES


@dataclass(frozen=True, slots=True)
class Lattice:
    """How one kind of learner remembers and forgets, step by step; a step is some whole days.

    Arrays over `elapsed` begin with no step since the last review; their first row of `moves` is not used.
    """

    parameters: Parameters
    effort: Effort
    step_days: int
    stability: Floats  # (states,) days
    difficulty: Floats  # (states,)
    recall: Floats  # (elapsed, states) 0 to 1
    seconds: Floats  # (elapsed, states) that a review takes on average
    moves: Singles  # (elapsed, states, states) odds that a review leads from one state to another
    first: Floats  # (states,) odds of the state after a card was first seen

    @property
    def longest(self) -> int:
        """The steps since a last review up to which it knows what follows."""
        return len(self.recall) - 1


def lattice_of(parameters: Parameters, effort: Effort, *, longest: int, step_days: int = 1) -> Lattice:
    """Return the lattice of a learner up to so many steps between two reviews."""
    stability = np.repeat(np.exp(_LOGS), DIFFICULTIES)
    difficulty = np.tile(_LEVELS, STABILITIES)
    elapsed = np.arange(0.0, (longest + 1) * step_days, step_days)[:, None]
    remembered = recall(parameters, stability, elapsed)
    moves = np.zeros((longest + 1, STATES, STATES), np.float32)
    for steps in range(1, longest + 1):
        moves[steps] = _moves(parameters, effort, stability, difficulty, steps * step_days, remembered[steps])
    return Lattice(
        parameters=parameters,
        effort=effort,
        step_days=step_days,
        stability=stability,
        difficulty=difficulty,
        recall=remembered,
        seconds=effort.review_cost(remembered),
        moves=moves,
        first=_spread(*first_states(parameters), np.asarray(effort.first_odds)),
    )


def _moves(
    parameters: Parameters, effort: Effort, stability: Floats, difficulty: Floats, days: int, remembered: Floats
) -> Floats:
    odds = effort.grade_odds(remembered)
    after_stability, after_difficulty = next_states(parameters, stability, difficulty, float(days))
    found = np.zeros(STATES * STATES)
    rows = np.arange(STATES)[:, None] * STATES
    for at, share in corners(after_stability, after_difficulty):
        found += np.bincount((rows + at).ravel(), (odds * share).ravel(), STATES * STATES)
    return found.reshape(STATES, STATES)


def _spread(stability: Floats, difficulty: Floats, odds: Floats) -> Floats:
    found = np.zeros(STATES)
    for at, share in corners(stability, difficulty):
        found += np.bincount(at, odds * share, STATES)
    return found


def corners(stability: Floats, difficulty: Floats) -> Iterator[tuple[Integers, Floats]]:
    """Yield, for each of the four points of the lattice around states, its number and its share; shapes as given."""
    row, across = _between(np.log(stability), _LOGS)
    column, along = _between(difficulty, _LEVELS)
    for down, row_share in ((0, 1 - across), (1, across)):
        for right, column_share in ((0, 1 - along), (1, along)):
            yield (row + down) * DIFFICULTIES + column + right, row_share * column_share


def _between(values: Floats, points: Floats) -> tuple[Integers, Floats]:
    """Return between which of equally spaced points values lie, and how far on, 0 to 1."""
    scaled = np.clip((values - points[0]) / (points[1] - points[0]), 0.0, len(points) - 1)
    at = np.minimum(scaled.astype(np.int64), len(points) - 2)
    return at, scaled - at
