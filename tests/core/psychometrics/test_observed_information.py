"""The information about items is the curvature of the marginal log likelihood, also with missing answers."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from builders.responses import drawn_items, drawn_responses
from certway.core.psychometrics.curves import curves_at, score_weights
from certway.core.psychometrics.observed_information import complete_information, lost_information
from certway.core.psychometrics.parts import one_by_one, summed
from certway.core.psychometrics.posterior import ExpectedCounts, expected_counts
from certway.core.psychometrics.quadrature import normal_quadrature
from certway.core.psychometrics.response import Floats

POPULATION = normal_quadrature(41)
THETA = np.random.default_rng(1).normal(size=300)
POINT = np.array([[0.2, -0.3, 0.1, 0.4], [0.5, -1.0, 0.2, 1.5], [-1.5, -1.0, -2.0, -1.2]])


@pytest.mark.parametrize("missing", [0.0, 0.3])
@pytest.mark.parametrize("rows", [2, 3])
def test_information_is_the_curvature_of_the_marginal_likelihood(rows: int, missing: float) -> None:
    point = POINT[:rows]
    over = one_by_one(drawn_responses(drawn_items(4, seed=2, guessing=0.2), THETA, seed=3, missing=missing))

    def counts(at: Floats) -> ExpectedCounts:
        curves = curves_at(at, POPULATION.nodes)
        return summed(over, partial(expected_counts, curves=curves, weights=POPULATION.weights))

    def slopes(at: Floats) -> Floats:
        """Return the gradient of the marginal log likelihood, by Fisher's identity."""
        curves, found = curves_at(at, POPULATION.nodes), counts(at)
        residuals = found.right - found.answered * curves.right
        return (score_weights(at, curves, POPULATION.nodes) * residuals).sum(axis=2)

    curves = curves_at(point, POPULATION.nodes)
    scores = score_weights(point, curves, POPULATION.nodes)
    task = partial(lost_information, curves=curves, score_weights=scores, weights=POPULATION.weights)
    information = -summed(over, task).products
    own = complete_information(counts(point), point, curves, POPULATION.nodes)
    for item in range(4):
        information[:, item, :, item] += own[:, :, item]

    step = 1e-5
    for row in range(rows):
        for item in range(4):
            aside = np.zeros_like(point)
            aside[row, item] = step
            curvature = (slopes(point - aside) - slopes(point + aside)) / (2 * step)
            assert information[row, item] == pytest.approx(curvature, abs=2e-3)
