"""How sure the parameters of items are: standard errors of a, b and c from the information about a point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.curves import INTERCEPT, LOG_SLOPE, LOGIT_GUESSING, guessing_of
from certway.core.psychometrics.response import Floats

UNKNOWN = np.inf  # the error of a parameter about which the answers say nothing


@dataclass(frozen=True, slots=True)
class StandardErrors:
    """The standard errors of item parameters; shape (items,), inf where the answers do not settle a parameter."""

    a: Floats
    b: Floats
    c: Floats  # 0 in the models without guessing


def standard_errors(
    information: Floats, point: Floats, *, free: NDArray[np.bool_], common_slope: bool
) -> StandardErrors:
    """Return the errors by the delta method.

    `information` has shape (parameters, items, parameters, items); `free`, shape (items,), says which items lie within
    the bounds of the search: the others keep their place and have no error that could be told.
    """
    parameters, items = point.shape
    covariance = np.full((parameters, parameters, items), UNKNOWN)
    kept = np.flatnonzero(free)
    if kept.size:
        own = information[:, kept][:, :, :, kept]
        covariance[:, :, kept] = _covariance(own, common_slope=common_slope)
    return _errors(covariance, point)


def _covariance(information: Floats, *, common_slope: bool) -> Floats:
    """Return each item's covariances, shape (parameters, parameters, items); UNKNOWN where it is no maximum."""
    parameters, items = information.shape[:2]
    spread = _spread(parameters, items, common_slope=common_slope)
    joint = spread.T @ information.reshape(parameters * items, -1) @ spread
    try:
        root = np.linalg.inv(np.linalg.cholesky((joint + joint.T) / 2))
    except np.linalg.LinAlgError:
        return np.full((parameters, parameters, items), UNKNOWN)
    half = (root @ spread.T).reshape(-1, parameters, items)
    return np.asarray(np.einsum("rki,rli->kli", half, half))


def _spread(parameters: int, items: int, *, common_slope: bool) -> Floats:
    """Return which coordinate of which item each free parameter moves, shape (parameters × items, free)."""
    every = np.eye(parameters * items)
    if not common_slope:
        return every
    slope = every[:, LOG_SLOPE * items : (LOG_SLOPE + 1) * items].sum(axis=1, keepdims=True)
    return np.concatenate((slope, every[:, items:]), axis=1)


def _errors(covariance: Floats, point: Floats) -> StandardErrors:
    slopes = np.exp(point[LOG_SLOPE])
    known = np.isfinite(covariance[LOG_SLOPE, LOG_SLOPE])
    usable = np.where(known, covariance, 0.0)
    difficulty = -point[INTERCEPT] / slopes
    of_b = (
        difficulty**2 * usable[LOG_SLOPE, LOG_SLOPE]
        + 2 * difficulty / slopes * usable[LOG_SLOPE, INTERCEPT]
        + usable[INTERCEPT, INTERCEPT] / slopes**2
    )
    guessing = guessing_of(point)
    of_c = np.zeros_like(slopes)
    if len(point) > LOGIT_GUESSING:
        of_c = guessing * (1 - guessing) * np.sqrt(usable[LOGIT_GUESSING, LOGIT_GUESSING])
        of_c = np.where(known, of_c, UNKNOWN)
    of_a = slopes * np.sqrt(usable[LOG_SLOPE, LOG_SLOPE])
    return StandardErrors(np.where(known, of_a, UNKNOWN), np.where(known, np.sqrt(of_b), UNKNOWN), of_c)
