"""The M-step: parameters of all items at once from expected counts, by Fisher's scoring.

Source: Bock & Aitkin (1981), Psychometrika 46, 443-459; Baker & Kim (2004), Item Response Theory, chapter 6.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.curves import INTERCEPT, LOG_SLOPE, Curves, curves_at, score_weights
from certway.core.psychometrics.posterior import ExpectedCounts
from certway.core.psychometrics.priors import Priors, density_slopes, log_density
from certway.core.psychometrics.response import Floats

LEAST = np.array([np.log(0.01), -50.0, -10.0])  # of log a, d and logit c
MOST = np.array([np.log(20.0), 50.0, 3.0])
_LONGEST = np.array([1.0, 3.0, 1.0])  # a step
_STEPS, _HALVINGS = 8, 12
_STILL = 1e-9  # a step that changes nothing
_RIDGE = 1e-10  # of the information, against parameters about which it says nothing


@dataclass(frozen=True, slots=True)
class Search:
    """What the M-steps of one calibration share."""

    nodes: Floats  # abilities, shape (nodes,)
    priors: Priors
    common_slope: bool  # one slope for all items

    def slope_share(self, items: int) -> Floats:
        """Return how much of the slope's prior each item bears."""
        return np.full(items, 1 / items if self.common_slope else 1.0)


def maximised(search: Search, counts: ExpectedCounts, point: Floats) -> Floats:
    """Return the point with the greatest expected log posterior; the search starts at `point`."""
    curves = curves_at(point, search.nodes)
    reached = objective(search, counts, point, curves)
    for _ in range(_STEPS):
        step = _scoring_step(search, counts, point, curves)
        point, curves, reached, moved = _advanced(search, counts, (point, curves, reached), step)
        if moved < _STILL:
            break
    return point


def objective(search: Search, counts: ExpectedCounts, point: Floats, curves: Curves) -> Floats:
    """Return the expected log posterior of each item, shape (items,)."""
    wrong = counts.answered - counts.right
    likelihood = (counts.right * curves.log_right + wrong * curves.log_wrong).sum(axis=1)
    return np.asarray(likelihood + log_density(search.priors, point, search.slope_share(point.shape[1])))


def gradient(search: Search, counts: ExpectedCounts, point: Floats, curves: Curves) -> tuple[Floats, Floats]:
    """Return the gradient of the objective, shape (parameters, items), and the information.

    The information has shape (parameters, parameters, items).
    """
    weights = score_weights(point, curves, search.nodes)
    prior_gradient, prior_information = density_slopes(search.priors, point, search.slope_share(point.shape[1]))
    over = counts.right - counts.answered * curves.right
    spread = counts.answered * curves.right * np.exp(curves.log_wrong)
    information = np.einsum("kiq,liq,iq->kli", weights, weights, spread)
    return (weights * over).sum(axis=2) + prior_gradient, information + prior_information


def _scoring_step(search: Search, counts: ExpectedCounts, point: Floats, curves: Curves) -> Floats:
    slopes, information = gradient(search, counts, point, curves)
    parameters = len(point)
    scale = np.einsum("kki->i", information) + _RIDGE
    information[range(parameters), range(parameters)] += _RIDGE * scale
    if search.common_slope:
        step = _common_slope_step(slopes, information)
    else:
        solved = np.linalg.solve(information.transpose(2, 0, 1), slopes.T[:, :, None])
        step = np.asarray(solved[:, :, 0].T, dtype=np.float64)
    longest = _LONGEST[:parameters, None]
    return np.clip(step, -longest, longest)


def _common_slope_step(slopes: Floats, information: Floats) -> Floats:
    """Return the step with one change of log a for all items: the intercepts are eliminated first."""
    across, own = information[LOG_SLOPE, INTERCEPT], information[INTERCEPT, INTERCEPT]
    left = slopes[LOG_SLOPE].sum() - (across * slopes[INTERCEPT] / own).sum()
    change = left / (information[LOG_SLOPE, LOG_SLOPE].sum() - (across**2 / own).sum())
    return np.stack((np.full_like(own, change), (slopes[INTERCEPT] - across * change) / own))


_Place = tuple[Floats, Curves, Floats]  # a point, its curves, and its objective by item


def _advanced(
    search: Search, counts: ExpectedCounts, start: _Place, step: Floats
) -> tuple[Floats, Curves, Floats, float]:
    """Return the place after a step, halved for the items for which it does not go up, and how far it went."""
    point, _, reached = start
    allowed = 1e-12 * np.abs(reached)
    for _ in range(_HALVINGS):
        moved = within_bounds(point + step)
        curves = curves_at(moved, search.nodes)
        gained = objective(search, counts, moved, curves)
        worse = gained < reached - allowed
        if search.common_slope:
            worse = np.full_like(worse, gained.sum() < reached.sum() - allowed.sum())
        if not worse.any():
            return moved, curves, gained, float(np.abs(moved - point).max())
        step = np.where(worse, step / 2, step)
    step = np.where(worse, 0.0, step)
    moved = within_bounds(point + step)
    curves = curves_at(moved, search.nodes)
    return moved, curves, objective(search, counts, moved, curves), float(np.abs(moved - point).max())


def within_bounds(point: Floats) -> Floats:
    """Return the nearest point whose parameters are numbers that a test can have."""
    rows = len(point)
    return np.clip(point, LEAST[:rows, None], MOST[:rows, None])
