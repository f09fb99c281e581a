"""Looking back at some steps leads to a fixed point sooner."""

from __future__ import annotations

import numpy as np
import pytest

from certway.core.psychometrics.acceleration import Steps

PULL = np.array([[0.9, 0.05], [0.0, 0.8]])
FIXED = np.array([1.0, -2.0])


def step(point: np.ndarray) -> np.ndarray:
    return FIXED + PULL @ (point - FIXED)


def test_linear_steps_in_two_directions_are_seen_through_after_three() -> None:
    point, steps = np.zeros(2), Steps()
    for _ in range(3):
        steps = steps.followed(point, step(point))
        point = steps.extrapolated()

    assert point == pytest.approx(FIXED, abs=1e-9)


def test_first_step_is_taken_as_it_is() -> None:
    assert Steps().followed(np.zeros(2), FIXED).extrapolated().tolist() == FIXED.tolist()
