"""Items on another scale: the line between two scales along which a test's characteristic curves agree.

A calibration's zero is the mean of the people who answered; a bank's zero is where its cut is thought to be. The curve
of the sum of right answers that is expected of the items on the bank's scale says where on it the other scale lies.
Source: Stocking & Lord (1983), Applied Psychological Measurement 7, 201-210; Kolen & Brennan (2014), Test Equating,
Scaling, and Linking, chapter 6.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.models import ItemParameters
from certway.core.psychometrics.response import Floats

GRID = np.linspace(-4.0, 4.0, 81)  # abilities of the scale that is linked to
MOST_STRETCH, MOST_SHIFT = 4.0, 6.0  # further apart no two scales are taken to be
_ROUNDS = 100
_NEAR = 1e-10


@dataclass(frozen=True, slots=True)
class Link:
    """How abilities and difficulties of one scale lie on another: slope × value + shift."""

    slope: float = 1.0  # above 0
    shift: float = 0.0

    def applied(self, items: ItemParameters) -> ItemParameters:
        """Return the parameters of items on the other scale."""
        return ItemParameters(items.a / self.slope, self.slope * items.b + self.shift, items.c)


def link_between(items: ItemParameters, expected: ItemParameters) -> Link:
    """Return the link from the scale of `items` to that on which the same ones are expected to be as `expected` says.

    It makes the difference of their expected sums of right answers smallest, squared and weighted as abilities are
    expected: standard normal around the zero of the second scale.
    """
    weights = np.exp(-0.5 * GRID**2)
    wanted = expected.expected_score(GRID)
    point = _start(items, expected)
    best, damping = _misfit(items, wanted, weights, point), 1e-3
    for _ in range(_ROUNDS):
        away, slopes = _residuals(items, wanted, point)
        normal = (slopes * weights) @ slopes.T
        step = np.linalg.solve(normal + damping * np.eye(2) * np.trace(normal), (slopes * weights) @ away)
        moved = np.clip(point + step, *_bounds())
        misfit = _misfit(items, wanted, weights, moved)
        if misfit > best:
            damping *= 10
            continue
        settled = np.abs(moved - point).max() < _NEAR
        point, best, damping = moved, misfit, damping / 10
        if settled:
            break
    return Link(float(np.exp(point[0])), float(point[1]))


def _bounds() -> tuple[Floats, Floats]:
    most = np.array([np.log(MOST_STRETCH), MOST_SHIFT])
    return -most, most


def _start(items: ItemParameters, expected: ItemParameters) -> Floats:
    """Return log slope and shift by the mean of the log slopes and the median difficulties."""
    log_slope = float(np.log(items.a).mean() - np.log(expected.a).mean())
    shift = float(np.median(expected.b) - np.exp(log_slope) * np.median(items.b))
    return np.asarray(np.clip(np.array([log_slope, shift]), *_bounds()), dtype=np.float64)


def _residuals(items: ItemParameters, wanted: Floats, point: Floats) -> tuple[Floats, Floats]:
    """Return what is missing of the wanted curve, shape (abilities,), and the curve's slopes in log slope and shift."""
    slope = np.exp(point[0])
    at = (GRID - point[1]) / slope
    probable = items.probability(at)
    rising = items.a * (probable - items.c) * (1 - probable) / (1 - items.c)
    steep = rising.sum(axis=1)
    return wanted - probable.sum(axis=1), np.stack((-at * steep, -steep / slope))


def _misfit(items: ItemParameters, wanted: Floats, weights: Floats, point: Floats) -> float:
    away, _ = _residuals(items, wanted, point)
    return float((weights * away**2).sum())
