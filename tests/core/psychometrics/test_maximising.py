"""The M-step goes up the expected likelihood and stops where it is level."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from builders.responses import LSAT7
from certway.core.psychometrics.curves import curves_at
from certway.core.psychometrics.maximising import Search, gradient, maximised, objective
from certway.core.psychometrics.parts import one_by_one, summed
from certway.core.psychometrics.posterior import ExpectedCounts, expected_counts
from certway.core.psychometrics.priors import NO_PRIORS, WEAK_PRIORS, Priors
from certway.core.psychometrics.quadrature import normal_quadrature
from certway.core.psychometrics.response import Floats

POPULATION = normal_quadrature(21)
START = np.array([[0.1] * 5, [1.0, 0.5, -0.2, 0.3, 2.0], [-1.5] * 5])
CASES = [(NO_PRIORS, 2, False), (NO_PRIORS, 2, True), (WEAK_PRIORS, 3, False), (WEAK_PRIORS, 2, True)]


def counts_at(point: Floats) -> ExpectedCounts:
    curves = curves_at(point, POPULATION.nodes)
    return summed(one_by_one(LSAT7), partial(expected_counts, curves=curves, weights=POPULATION.weights))


@pytest.mark.parametrize(("priors", "rows", "common_slope"), CASES)
def test_gradient_is_that_of_the_objective(priors: Priors, rows: int, common_slope: bool) -> None:
    search, point, step = Search(POPULATION.nodes, priors, common_slope), START[:rows], 1e-6
    counts = counts_at(point)

    def height(at: Floats) -> Floats:
        return objective(search, counts, at, curves_at(at, search.nodes))

    slopes, _ = gradient(search, counts, point, curves_at(point, search.nodes))

    for row in range(rows):
        aside = np.zeros_like(point)
        aside[row] = step
        assert slopes[row] == pytest.approx((height(point + aside) - height(point - aside)) / (2 * step), rel=1e-4)


@pytest.mark.parametrize(("priors", "rows", "common_slope"), CASES)
def test_it_stops_where_the_objective_is_level(priors: Priors, rows: int, common_slope: bool) -> None:
    search, counts = Search(POPULATION.nodes, priors, common_slope), counts_at(START[:rows])

    point = maximised(search, counts, START[:rows])

    slopes, _ = gradient(search, counts, point, curves_at(point, search.nodes))
    assert slopes[1:] == pytest.approx(np.zeros((rows - 1, 5)), abs=1e-3)
    level = slopes[0].sum() if common_slope else slopes[0]
    assert level == pytest.approx(0 * level, abs=1e-3)
    assert not common_slope or np.ptp(point[0]) == 0
