"""What is thought of an item before anybody has answered it.

The terms belong to log a, b and c: what is maximised is the likelihood times the densities of these, as Mislevy (1986),
Psychometrika 51, 177-195, has it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.curves import INTERCEPT, LOG_SLOPE, LOGIT_GUESSING, guessing_of
from certway.core.psychometrics.response import Floats


@dataclass(frozen=True, slots=True)
class Normal:
    """A normal density."""

    mean: float
    deviation: float  # above 0


@dataclass(frozen=True, slots=True)
class Beta:
    """A beta density; its mode is (right − 1) / (right + wrong − 2)."""

    right: float  # above 1
    wrong: float  # above 1


@dataclass(frozen=True, slots=True)
class Priors:
    """The densities, None where nothing is thought."""

    log_slope: Normal | None = None  # so that a is lognormal
    difficulty: Normal | None = None
    guessing: Beta | None = None  # of the model of three parameters


NO_PRIORS = Priors()
WEAK_PRIORS = Priors(Normal(0.0, 0.5), Normal(0.0, 2.0), Beta(5.0, 17.0))


def log_density(priors: Priors, point: Floats, share: Floats) -> Floats:
    """Return the log of the densities, up to a constant, shape (items,).

    `share`, shape (items,), says how much of the slope's density each item bears: 1, or 1 / items for a common slope.
    """
    slopes = np.exp(point[LOG_SLOPE])
    total = np.zeros(point.shape[1])
    if priors.log_slope is not None:
        total -= share * (_standard(point[LOG_SLOPE], priors.log_slope) ** 2) / 2
    if priors.difficulty is not None:
        total -= _standard(-point[INTERCEPT] / slopes, priors.difficulty) ** 2 / 2
    if priors.guessing is not None and len(point) > LOGIT_GUESSING:
        guessing = guessing_of(point)
        total += (priors.guessing.right - 1) * np.log(guessing) + (priors.guessing.wrong - 1) * np.log1p(-guessing)
    return total


def density_slopes(priors: Priors, point: Floats, share: Floats) -> tuple[Floats, Floats]:
    """Return the gradient of `log_density`, shape (parameters, items), and minus its curvature.

    The curvature, shape (parameters, parameters, items), leaves out the bending of b in log a and d (Gauss-Newton), so
    that it is never negative.
    """
    parameters, items = point.shape
    gradient, curvature = np.zeros((parameters, items)), np.zeros((parameters, parameters, items))
    slopes = np.exp(point[LOG_SLOPE])
    if priors.log_slope is not None:
        gradient[LOG_SLOPE] -= share * _standard(point[LOG_SLOPE], priors.log_slope) / priors.log_slope.deviation
        curvature[LOG_SLOPE, LOG_SLOPE] += share / priors.log_slope.deviation**2
    if priors.difficulty is not None:
        difficulty = -point[INTERCEPT] / slopes
        steps = np.stack((-difficulty, -1 / slopes)) / priors.difficulty.deviation
        gradient[:LOGIT_GUESSING] -= _standard(difficulty, priors.difficulty) * steps
        curvature[:LOGIT_GUESSING, :LOGIT_GUESSING] += steps[:, None] * steps[None]
    if priors.guessing is not None and parameters > LOGIT_GUESSING:
        guessing, extra = guessing_of(point), priors.guessing.right + priors.guessing.wrong - 2
        gradient[LOGIT_GUESSING] += priors.guessing.right - 1 - extra * guessing
        curvature[LOGIT_GUESSING, LOGIT_GUESSING] += extra * guessing * (1 - guessing)
    return gradient, curvature


def _standard(values: Floats, prior: Normal) -> Floats:
    return np.asarray((values - prior.mean) / prior.deviation, dtype=np.float64)
