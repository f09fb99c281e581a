"""The lattice keeps what memory does: odds stay whole, what lies between points is shared out, recall is FSRS's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.study.effort import USUAL
from certway.core.study.lattice import STATES, corners, lattice_of
from certway.core.study.memory import DEFAULT, next_states, recall

LATTICE = lattice_of(DEFAULT, USUAL, longest=12)


def test_odds_of_where_reviews_lead_are_whole() -> None:
    assert LATTICE.moves[1:].sum(axis=2) == pytest.approx(1.0, abs=1e-5)
    assert LATTICE.first.sum() == pytest.approx(1.0)
    assert (LATTICE.moves >= 0).all()


def test_recall_and_seconds_are_those_of_the_states() -> None:
    assert LATTICE.recall[5] == pytest.approx(recall(DEFAULT, LATTICE.stability, 5.0))
    expected = 23.0 * (1 - LATTICE.recall[5]) + (11.68 * 0.224 + 7.33 * 0.631 + 5.6 * 0.145) * LATTICE.recall[5]
    assert LATTICE.seconds[5] == pytest.approx(expected)


@given(st.floats(0.02, 1500.0), st.floats(1.0, 10.0))
def test_state_between_points_is_shared_out_so_that_its_means_stay(stability: float, difficulty: float) -> None:
    found = list(corners(np.array([stability]), np.array([difficulty])))
    shares = np.array([share[0] for _, share in found])
    at = np.array([place[0] for place, _ in found])
    assert shares.sum() == pytest.approx(1.0)
    assert (shares >= 0).all()
    assert (at < STATES).all()
    assert shares @ np.log(LATTICE.stability[at]) == pytest.approx(np.log(stability), abs=1e-6)
    assert shares @ LATTICE.difficulty[at] == pytest.approx(difficulty)


def test_step_of_some_days_is_as_many_days_of_forgetting() -> None:
    weekly = lattice_of(DEFAULT, USUAL, longest=3, step_days=7)
    assert weekly.recall[2] == pytest.approx(recall(DEFAULT, weekly.stability, 14.0))
    after, _ = next_states(DEFAULT, weekly.stability, weekly.difficulty, 14.0)
    odds = USUAL.grade_odds(weekly.recall[2])
    inside = (after < 1500).all(axis=1)
    led = weekly.moves[2] @ np.log(weekly.stability)
    assert led[inside] == pytest.approx((odds * np.log(np.maximum(after, 0.02))).sum(axis=1)[inside], abs=1e-3)
