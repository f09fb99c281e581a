"""Scores of predictions are those worked by hand."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from certway.core.study.prediction_scores import Bin, auc, reliability, scores_of

CHANCES = np.array([0.9, 0.8, 0.35, 0.3, 0.1])
HAPPENED = np.array([True, False, True, False, False])


def test_scores_are_as_worked_by_hand() -> None:
    found = scores_of(CHANCES, HAPPENED)

    assert found.log_loss == pytest.approx(-(log(0.9) + log(0.2) + log(0.35) + log(0.7) + log(0.9)) / 5)
    assert found.brier == pytest.approx((0.01 + 0.64 + 0.4225 + 0.09 + 0.01) / 5)
    assert found.auc == pytest.approx(5 / 6)  # of six pairs only 0.35 stands below 0.8
    # bins: 0.9 once and true, 0.8 once and false, 0.35 and 0.3 with half of them true, 0.1 false
    assert found.ece == pytest.approx((0.1 + 0.8 + 2 * abs(0.325 - 0.5) + 0.1) / 5)
    assert found.count == 5


def test_bins_hold_what_was_said_and_what_happened() -> None:
    bins = reliability(CHANCES, HAPPENED)

    assert [one.count for one in bins] == [0, 1, 0, 2, 0, 0, 0, 0, 1, 1]
    assert bins[3] == Bin(0.3, 0.4, 2, pytest.approx(0.325), 0.5)
    assert bins[0] == Bin(0.0, 0.1, 0, 0.05, 0.0)
    assert reliability(np.array([1.0]), np.array([True]))[-1].count == 1


@pytest.mark.parametrize(
    ("chances", "happened", "area"),
    [([0.5, 0.5], [True, False], 0.5), ([0.2, 0.7], [True, False], 0.0), ([0.2, 0.7, 0.7], [False, True, False], 0.75)],
)
def test_ties_count_half(chances: list[float], happened: list[bool], area: float) -> None:
    assert auc(np.array(chances), np.array(happened)) == pytest.approx(area)


def test_one_outcome_alone_has_no_area() -> None:
    assert auc(CHANCES, np.ones(5, dtype=np.bool_)) is None


def test_wrong_certainty_is_counted_and_not_infinite() -> None:
    assert scores_of(np.array([1.0]), np.array([False])).log_loss == pytest.approx(-log(1e-6))
