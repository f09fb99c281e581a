"""What the answers say about the parameters of items: the observed information, exactly.

The information of the complete data less what is lost because abilities are not seen. Source: Louis (1982), Journal of
the Royal Statistical Society B 44, 226-233.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.curves import INTERCEPT, LOG_SLOPE, LOGIT_GUESSING, Curves, guessing_of
from certway.core.psychometrics.posterior import Answered, ExpectedCounts, posterior_of
from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import Responses

_NOTHING = 1e-8  # share of a person at a node, too small to matter


@dataclass(frozen=True, slots=True)
class Lost:
    """The information that is lost; shape (parameters, items, parameters, items)."""

    products: Floats

    def __add__(self, other: Lost) -> Lost:
        return Lost(self.products + other.products)


def lost_information(responses: Responses, *, curves: Curves, score_weights: Floats, weights: Floats) -> Lost:
    """Return the posterior covariance of the scores of some people, summed over the people.

    `score_weights` have shape (parameters, items, nodes); `weights`, (nodes,), are those of the population. Products of
    pairs of items are summed in single precision, which leaves standard errors five digits.
    """
    answered = Answered.of(responses)
    shares = posterior_of(answered, curves, weights).shares
    parameters, items, nodes = score_weights.shape
    residuals = _Residuals(answered, curves)
    products = np.zeros((parameters, parameters, items, items))
    for node in range(nodes):
        pairs = residuals.products(node, shares[:, node])
        for row, column in combinations_with_replacement(range(parameters), 2):
            products[row, column] += np.outer(score_weights[row, :, node], score_weights[column, :, node]) * pairs
    for row, column in combinations(range(parameters), 2):
        products[column, row] = products[row, column].T
    return Lost(products.transpose(0, 2, 1, 3) - _products_of_means(answered, curves, score_weights, shares))


class _Residuals:
    """Answers less their probabilities, multiplied with each other."""

    def __init__(self, answered: Answered, curves: Curves) -> None:
        self._right = answered.right.astype(np.float32)
        self._told = None if answered.told is None else answered.told.astype(np.float32)
        self._probable = curves.right.astype(np.float32)

    def products(self, node: int, shares: Floats) -> NDArray[np.float32]:
        """Return the products for each pair of items, summed over people with some shares, shape (items, items)."""
        there = np.flatnonzero(shares > _NOTHING)
        expected = self._probable[:, node]
        over = self._right[there]
        over -= expected if self._told is None else self._told[there] * expected
        over *= np.sqrt(shares[there]).astype(np.float32)[:, None]
        return over.T @ over


def _products_of_means(answered: Answered, curves: Curves, score_weights: Floats, shares: Floats) -> Floats:
    """Return the products of the expected scores of each person, summed over people."""
    means = []
    for weights in score_weights:
        own = answered.right * (shares @ weights.T)
        expected = shares @ (weights * curves.right).T
        means.append(own - (expected if answered.told is None else answered.told * expected))
    flat = np.concatenate(means, axis=1)
    parameters, items, _ = score_weights.shape
    return np.asarray((flat.T @ flat).reshape(parameters, items, parameters, items))


def complete_information(counts: ExpectedCounts, point: Floats, curves: Curves, nodes: Floats) -> Floats:
    """Return minus the curvature of the expected log likelihood, shape (parameters, parameters, items)."""
    right, wrong = counts.right, counts.answered - counts.right
    ramp = np.exp(point[LOG_SLOPE])[:, None] * nodes  # ∂x/∂(log a), and its derivative again
    risen = 1 / (1 + np.exp(-np.clip(ramp + point[INTERCEPT][:, None], -700, 700)))
    by_guess = 1 - curves.steepness  # the share of the right answers that are guesses
    bend = (right + wrong) * risen * (1 - risen) - right * by_guess * (1 - by_guess)
    tilt = right * (1 - risen - by_guess) - wrong * risen
    rows = len(point)
    found = np.zeros((rows, rows, point.shape[1]))
    found[LOG_SLOPE, LOG_SLOPE] = (bend * ramp**2 - tilt * ramp).sum(axis=1)
    found[LOG_SLOPE, INTERCEPT] = found[INTERCEPT, LOG_SLOPE] = (bend * ramp).sum(axis=1)
    found[INTERCEPT, INTERCEPT] = bend.sum(axis=1)
    if rows > LOGIT_GUESSING:
        guessing = guessing_of(point)[:, None]
        across = right * (1 - guessing) * by_guess * (1 - by_guess)
        found[LOG_SLOPE, LOGIT_GUESSING] = found[LOGIT_GUESSING, LOG_SLOPE] = (across * ramp).sum(axis=1)
        found[INTERCEPT, LOGIT_GUESSING] = found[LOGIT_GUESSING, INTERCEPT] = across.sum(axis=1)
        own = right * (1 - guessing) * by_guess * (guessing - (1 - guessing) * (1 - by_guess))
        found[LOGIT_GUESSING, LOGIT_GUESSING] = (own + wrong * guessing * (1 - guessing)).sum(axis=1)
    return found
