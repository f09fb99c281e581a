"""The normal distribution, and the points at which means over it are taken."""

from __future__ import annotations

import numpy as np

from certway.core.psychometrics.response import Floats

Z80 = 1.2815515655446004  # 80 percent lie within as many standard deviations

_SLOPE = 0.2316419
_WEIGHTS = (1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530, 0.0)


def share_below(z: Floats) -> Floats:
    """Return the share of the standard normal distribution below z, to within 1e-7.

    Source: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.2.17.
    """
    t = 1 / (1 + _SLOPE * np.abs(z))
    tail = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi) * np.polyval(_WEIGHTS, t)
    return np.asarray(np.where(z > 0, 1 - tail, tail))


def normal_points(count: int) -> tuple[Floats, Floats]:
    """Return points and weights of Gauss and Hermite for the standard normal distribution; the weights' sum is 1."""
    points, weights = np.polynomial.hermite_e.hermegauss(count)
    return np.asarray(points), np.asarray(weights / weights.sum())
