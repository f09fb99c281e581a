"""S-X² is the published one for the classic data, and finds items that do not fit.

Published: the documentation of mirt (Chalmers, 2012), for one parameter and section 6. It counts the common slope as a
parameter of every item; here it is none of an item's own, so that each has one degree of freedom more.
"""

from __future__ import annotations

import numpy as np
import pytest

from builders.responses import LSAT6, drawn_items, drawn_responses
from certway.core.psychometrics.calibration import calibrate_responses
from certway.core.psychometrics.item_fit import ItemFitError, expected_shares, item_fit, score_likelihoods
from certway.core.psychometrics.parts import one_by_one
from certway.core.psychometrics.quadrature import normal_quadrature

POPULATION = normal_quadrature()


def test_statistics_are_the_published_ones() -> None:
    found = calibrate_responses(LSAT6, model="1pl")

    fit = item_fit(one_by_one(LSAT6), parameters=found.parameters, model="1pl", quadrature=POPULATION)

    assert fit.statistic == pytest.approx([0.436, 1.576, 0.871, 0.190, 0.190], abs=1e-3)
    assert fit.degrees.tolist() == [3, 3, 2, 3, 3]


def test_item_with_another_curve_does_not_fit() -> None:
    items, theta = drawn_items(20, seed=1), np.random.default_rng(2).normal(size=3_000)
    responses = drawn_responses(items, theta, seed=3)
    responses[:, 0] = np.abs(theta) < 0.7  # right in the middle only

    found = calibrate_responses(responses, model="2pl")
    fit = item_fit(one_by_one(responses), parameters=found.parameters, model="2pl", quadrature=POPULATION)

    assert fit.probability[0] < 1e-6
    assert (fit.probability[1:] < 0.01).sum() <= 2


def test_numbers_right_are_as_likely_as_by_counting_patterns() -> None:
    probable = np.array([[0.2], [0.5], [0.9]])

    found = score_likelihoods(probable)[:, 0]

    assert found == pytest.approx([0.8 * 0.5 * 0.1, 0.2 * 0.05 + 0.8 * 0.05 + 0.8 * 0.45, 0.01 + 0.09 + 0.36, 0.09])


def test_everybody_with_all_right_has_each_item_right() -> None:
    shares = expected_shares(drawn_items(6, seed=4), POPULATION)

    assert shares[0] == pytest.approx(np.zeros(6))
    assert shares[-1] == pytest.approx(np.ones(6))
    assert shares.sum(axis=1) == pytest.approx(np.arange(7))


def test_where_nobody_answered_all_there_is_nothing_to_test() -> None:
    responses = LSAT6.copy()
    responses[:, 0] = -1

    with pytest.raises(ItemFitError):
        item_fit(one_by_one(responses), parameters=drawn_items(5, seed=1), model="2pl", quadrature=POPULATION)


def test_too_few_people_test_nothing() -> None:
    fit = item_fit(one_by_one(LSAT6[:3]), parameters=drawn_items(5, seed=1), model="2pl", quadrature=POPULATION)

    assert (fit.degrees.tolist(), fit.probability.tolist()) == ([0] * 5, [1.0] * 5)
