"""Items while they are calibrated: points of a search, and the curves of these at the nodes of a quadrature.

A point is an array of shape (parameters, items) whose rows are log a, the intercept d = −a b and, in the model of three
parameters, logit c: coordinates without limits, in which the likelihood is nearer to a quadratic than in a, b and c.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.models import ItemParameters
from certway.core.psychometrics.response import Floats

LOG_SLOPE, INTERCEPT, LOGIT_GUESSING = range(3)  # rows of a point


@dataclass(frozen=True, slots=True)
class Curves:
    """What the model says at some abilities (nodes); shape (items, nodes)."""

    log_right: Floats  # log P
    log_wrong: Floats  # log (1 − P)
    right: Floats  # P
    steepness: Floats  # (∂P/∂logit) / (P (1 − P)): 1 without guessing


def curves_at(point: Floats, nodes: Floats) -> Curves:
    """Return the curves of the items of a point: P = (c + eˣ) / (1 + eˣ) with x = a θ + d."""
    logits = np.exp(point[LOG_SLOPE])[:, None] * nodes + point[INTERCEPT][:, None]
    soft = np.logaddexp(0.0, logits)
    if len(point) <= LOGIT_GUESSING:
        return Curves(logits - soft, -soft, np.exp(logits - soft), np.ones_like(logits))
    logit = point[LOGIT_GUESSING][:, None]
    log_guessing = -np.logaddexp(0.0, -logit)
    log_right = np.logaddexp(log_guessing, logits) - soft
    steepness = np.exp(-np.logaddexp(0.0, log_guessing - logits))
    return Curves(log_right, -np.logaddexp(0.0, logit) - soft, np.exp(log_right), steepness)


def score_weights(point: Floats, curves: Curves, nodes: Floats) -> Floats:
    """Return (∂P/∂parameter) / (P (1 − P)), shape (parameters, items, nodes).

    Times (answer − P) it is the score of one answer: the derivative of its log likelihood.
    """
    rows = [np.exp(point[LOG_SLOPE])[:, None] * nodes * curves.steepness, curves.steepness]
    if len(point) > LOGIT_GUESSING:
        rows.append(guessing_of(point)[:, None] / curves.right)
    return np.stack(rows)


def guessing_of(point: Floats) -> Floats:
    """Return c of the items of a point, shape (items,)."""
    if len(point) <= LOGIT_GUESSING:
        return np.zeros(point.shape[1])
    return np.asarray(1 / (1 + np.exp(-point[LOGIT_GUESSING])), dtype=np.float64)


def parameters_of(point: Floats) -> ItemParameters:
    """Return the parameters of the items of a point."""
    slopes = np.exp(point[LOG_SLOPE])
    return ItemParameters(slopes, -point[INTERCEPT] / slopes, guessing_of(point))


def point_of(parameters: ItemParameters, *, guessing: bool) -> Floats:
    """Return the point of some parameters, with the row of guessing or without it; c must then be 0."""
    rows = [np.log(parameters.a), -parameters.a * parameters.b]
    if guessing:
        rows.append(np.log(parameters.c) - np.log1p(-parameters.c))
    return np.stack(rows)
