"""Points of a search say the same as the parameters that they stand for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.psychometrics.curves import curves_at, parameters_of, point_of, score_weights
from certway.core.psychometrics.response import Floats

NODES = np.linspace(-4, 4, 9)
POINTS = st.tuples(st.floats(-2, 2), st.floats(-4, 4), st.floats(-5, 2)).map(
    lambda one: np.array(one, dtype=np.float64)[:, None]
)


@given(POINTS, st.sampled_from((2, 3)))
def test_curves_are_those_of_the_parameters(point: Floats, rows: int) -> None:
    curves = curves_at(point[:rows], NODES)
    probable = parameters_of(point[:rows]).probability(NODES).T

    assert curves.right == pytest.approx(probable)
    assert np.exp(curves.log_right) == pytest.approx(probable)
    assert np.exp(curves.log_wrong) == pytest.approx(1 - probable, abs=1e-12)


@given(POINTS, st.sampled_from((2, 3)))
def test_scores_are_the_slopes_of_the_log_likelihood(point: Floats, rows: int) -> None:
    point, step = point[:rows], 1e-6
    curves = curves_at(point, NODES)
    weights = score_weights(point, curves, NODES)

    for row in range(rows):
        aside = np.zeros_like(point)
        aside[row] = step
        high, low = curves_at(point + aside, NODES), curves_at(point - aside, NODES)
        assert (high.log_right - low.log_right) / (2 * step) == pytest.approx(
            weights[row] * (1 - curves.right), abs=1e-6
        )
        assert (high.log_wrong - low.log_wrong) / (2 * step) == pytest.approx(-weights[row] * curves.right, abs=1e-6)


@given(POINTS)
def test_points_and_parameters_turn_into_each_other(point: Floats) -> None:
    assert point_of(parameters_of(point), guessing=True) == pytest.approx(point, abs=1e-9)
    assert point_of(parameters_of(point[:2]), guessing=False) == pytest.approx(point[:2], abs=1e-9)
