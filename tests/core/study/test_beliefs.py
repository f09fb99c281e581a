"""Branches follow their parents, and time loosens them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.study.assumptions import DEFAULTS
from certway.core.study.beliefs import AROUND, CHILD, PARENT, PARENT_VARIANCE, SLOPE, Aged, aged, beliefs_of_topics


def branch(slope: float, around: float) -> np.ndarray:
    rows = beliefs_of_topics(1, DEFAULTS)
    rows[CHILD], rows[SLOPE], rows[AROUND], rows[PARENT], rows[PARENT_VARIANCE] = 1.0, slope, around, 0.5, 0.4
    return rows


def aged_by(rows: np.ndarray, *, parent: float, early: float = 0.0, late: float = 0.0, own: float = 0.0) -> Aged:
    told = (np.array([parent]), np.array([0.3]))
    return aged(rows, parent=told, drift=(np.array([early]), np.array([late])), own_drift=np.array([own]))


def test_child_goes_with_its_parent_as_far_as_the_slope_says() -> None:
    now = aged_by(branch(0.25, 0.2), parent=0.9)

    assert (now.mean[0], now.slope[0], now.around[0]) == pytest.approx((1.0 + 0.25 * 0.4, 0.25, 0.2))


def test_topic_that_was_never_practised_is_the_level_and_something_of_its_own() -> None:
    now = aged(
        beliefs_of_topics(1, DEFAULTS),
        parent=(np.array([0.7]), np.array([0.3])),
        drift=(np.array([5.0]), np.array([5.0])),
        own_drift=np.zeros(1),
    )

    assert (now.mean[0], now.slope[0], now.around[0]) == pytest.approx((0.7, 1.0, DEFAULTS.topic_sd**2))


@given(slope=st.floats(-0.5, 1), early=st.floats(0, 3), late=st.floats(0, 3), own=st.floats(0, 3))
def test_drift_adds_its_whole_variance_to_the_child(slope: float, early: float, late: float, own: float) -> None:
    """A parent that nothing is learnt of has the variance 0.4 and both drifts, and the child moves along with it."""
    rows = branch(slope, 0.2)
    then = aged(
        rows,
        parent=(np.array([0.5]), np.array([0.4 + early])),
        drift=(np.array([early]), np.array([late])),
        own_drift=np.array([own]),
    )

    variance = then.slope**2 * (0.4 + early + late) + then.around
    assert variance[0] == pytest.approx(slope**2 * 0.4 + 0.2 + early + late + own)
    assert then.mean[0] == pytest.approx(1.0)
