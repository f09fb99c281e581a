"""The normal distribution is that of mathematics."""

from __future__ import annotations

from math import erf, sqrt

import numpy as np
import pytest

from certway.core.study.normal import normal_points, share_below


def test_share_below_is_the_error_function() -> None:
    at = np.linspace(-6, 6, 241)

    assert share_below(at) == pytest.approx([0.5 * (1 + erf(z / sqrt(2))) for z in at], abs=1e-7)


def test_points_have_the_moments_of_the_distribution() -> None:
    points, weights = normal_points(7)

    assert [float(points**power @ weights) for power in range(5)] == pytest.approx([1, 0, 1, 0, 3], abs=1e-12)
