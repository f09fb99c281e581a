"""What is thought beforehand pulls as its density does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.psychometrics.priors import NO_PRIORS, WEAK_PRIORS, Beta, Priors, density_slopes, log_density

ONE = np.ones(1)


@given(st.floats(-2, 2), st.floats(-4, 4), st.floats(-4, 2))
def test_gradient_is_that_of_the_density(log_slope: float, intercept: float, logit: float) -> None:
    point, step = np.array([[log_slope], [intercept], [logit]]), 1e-6
    gradient, curvature = density_slopes(WEAK_PRIORS, point, ONE)

    for row in range(3):
        aside = np.zeros_like(point)
        aside[row] = step
        high, low = (log_density(WEAK_PRIORS, point + sign * aside, ONE)[0] for sign in (1, -1))
        assert gradient[row, 0] == pytest.approx((high - low) / (2 * step), rel=1e-4, abs=1e-5)
    assert np.linalg.eigvalsh(curvature[:, :, 0]).min() >= -1e-12


def test_nothing_thought_changes_nothing() -> None:
    point = np.array([[0.3], [1.0], [-1.0]])

    assert log_density(NO_PRIORS, point, ONE).tolist() == [0.0]
    assert not density_slopes(NO_PRIORS, point, ONE)[0].any()


def test_guessing_is_likeliest_at_the_mode_of_its_density() -> None:
    priors = Priors(guessing=Beta(5.0, 17.0))
    at_mode = np.array([[0.0], [0.0], [np.log(0.2 / 0.8)]])

    assert density_slopes(priors, at_mode, ONE)[0][2, 0] == pytest.approx(0.0)
