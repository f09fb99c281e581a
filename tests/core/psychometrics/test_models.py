"""What the models say of an item, and what is no item."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.psychometrics.models import ItemParameters, ItemParametersError

SLOPES, PLACES, GUESSES = st.floats(0.05, 5), st.floats(-5, 5), st.floats(0, 0.9)


def item(a: float, b: float, c: float) -> ItemParameters:
    return ItemParameters(np.array([a]), np.array([b]), np.array([c]))


def test_probability_is_halfway_up_at_the_difficulty_and_logistic_without_1_7() -> None:
    probable = item(2.0, 1.0, 0.2).probability(np.array([1.0, 2.0]))

    assert probable[:, 0] == pytest.approx([0.6, 0.2 + 0.8 / (1 + np.exp(-2.0))])


@given(SLOPES, PLACES, GUESSES, st.floats(-6, 6))
def test_information_is_that_of_the_slope_of_the_curve(a: float, b: float, c: float, theta: float) -> None:
    one, step = item(a, b, c), 1e-4
    low, at, high = one.probability(np.array([theta - step, theta, theta + step]))[:, 0]
    slope = (high - low) / (2 * step)

    found = one.information(np.array([theta]))[0, 0]

    assert found == pytest.approx(slope**2 / (at * (1 - at)), rel=1e-4, abs=1e-9)


@given(SLOPES, PLACES, GUESSES, st.floats(-1e6, 1e6))
def test_far_away_everything_is_still_a_number(a: float, b: float, c: float, theta: float) -> None:
    one, at = item(a, b, c), np.array([theta])

    assert c <= one.probability(at)[0, 0] <= 1
    assert 0 <= one.information(at)[0, 0] <= a**2 / 4


def test_test_is_the_sum_of_its_items() -> None:
    items, at = ItemParameters(np.array([1.0, 2.0]), np.array([0.0, 1.0]), np.array([0.0, 0.1])), np.array([0.0, 1.0])

    assert items.expected_score(at) == pytest.approx(items.probability(at)[:, 0] + items.probability(at)[:, 1])
    assert items.test_information(at)[0] == pytest.approx(0.25 + items.information(at)[0, 1])


def test_items_can_be_taken() -> None:
    items = ItemParameters(np.array([1.0, 2.0]), np.array([0.0, 1.0]), np.array([0.0, 0.1]))

    taken = items.taken(np.array([1]))

    assert (taken.size, taken.a[0], taken.b[0], taken.c[0]) == (1, 2.0, 1.0, 0.1)


@pytest.mark.parametrize(
    ("a", "b", "c"), [(0.0, 0.0, 0.0), (-1.0, 0.0, 0.0), (np.nan, 0.0, 0.0), (1.0, np.inf, 0.0), (1.0, 0.0, 1.0)]
)
def test_numbers_that_are_no_parameters_are_refused(a: float, b: float, c: float) -> None:
    with pytest.raises(ItemParametersError):
        item(a, b, c)


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(ItemParametersError, match="one value an item"):
        ItemParameters(np.ones(2), np.zeros(1), np.zeros(2))
