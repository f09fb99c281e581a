"""Abilities: what is known in closed form, what a fine grid finds, and people who answered all alike or nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from builders.responses import drawn_items, drawn_responses
from certway.core.psychometrics.ability import eap, maximum_likelihood, weighted_likelihood
from certway.core.psychometrics.models import ItemParameters
from certway.core.psychometrics.quadrature import normal_quadrature
from certway.core.psychometrics.responses import Responses

SAME = ItemParameters(np.ones(10), np.zeros(10), np.zeros(10))
GUESSED, PLAIN = drawn_items(12, seed=1, guessing=0.2), drawn_items(12, seed=1)
GRID = np.linspace(-6, 6, 24_001)
ANSWERS = arrays(np.int8, (1, 12), elements=st.integers(-1, 1))


def some_right(count: int) -> Responses:
    return (np.arange(10) < count).astype(np.int8)[None]


def log_likelihood(responses: Responses, items: ItemParameters) -> np.ndarray:
    probable = items.probability(GRID)
    person = responses[0]
    return np.log(probable[:, person == 1]).sum(axis=1) + np.log(1 - probable[:, person == 0]).sum(axis=1)


@pytest.mark.parametrize("count", range(1, 10))
def test_of_ten_equal_items_estimates_are_known(count: int) -> None:
    likely, warm = maximum_likelihood(some_right(count), SAME), weighted_likelihood(some_right(count), SAME)

    assert likely.theta[0] == pytest.approx(np.log(count / (10 - count)))
    assert likely.error[0] == pytest.approx(1 / np.sqrt(count * (10 - count) / 10))
    assert warm.theta[0] == pytest.approx(np.log((count + 0.5) / (10.5 - count)))


def test_all_right_or_wrong_lies_at_a_bound_unless_weighted() -> None:
    extreme = np.concatenate((some_right(0), some_right(10)))

    assert maximum_likelihood(extreme, SAME).theta == pytest.approx([-6, 6])
    assert maximum_likelihood(extreme, SAME, bounds=(-3, 3)).theta == pytest.approx([-3, 3])
    assert weighted_likelihood(extreme, SAME).theta == pytest.approx(np.log([0.5 / 10.5, 10.5 / 0.5]))


@given(ANSWERS, st.sampled_from((PLAIN, GUESSED)))
def test_most_likely_ability_is_the_top_of_a_fine_grid(responses: Responses, items: ItemParameters) -> None:
    found = maximum_likelihood(responses, items)

    if (responses == -1).all():
        assert (found.theta[0], found.error[0]) == (0.0, np.inf)
        return
    height = log_likelihood(responses, items)
    reached = np.interp(found.theta[0], GRID, height)
    assert reached == pytest.approx(height.max(), abs=1e-5)
    assert np.isfinite(found.error[0])


@given(ANSWERS)
def test_without_guessing_weighted_likelihood_is_that_of_jeffreys(responses: Responses) -> None:
    found = weighted_likelihood(responses, PLAIN)
    told = responses[0] != -1
    if not told.any():
        assert found.error[0] == np.inf
        return
    height = log_likelihood(responses, PLAIN) + np.log(PLAIN.information(GRID)[:, told].sum(axis=1)) / 2

    reached = np.interp(found.theta[0], GRID, height)
    assert reached == pytest.approx(height.max(), abs=1e-5)


@given(ANSWERS, st.sampled_from((PLAIN, GUESSED)))
def test_eap_is_the_mean_of_the_posterior(responses: Responses, items: ItemParameters) -> None:
    found = eap(responses, items)

    density = np.exp(log_likelihood(responses, items) - GRID**2 / 2)
    density /= density.sum()
    mean = (density * GRID).sum()
    assert found.theta[0] == pytest.approx(mean, abs=1e-6)
    assert found.error[0] == pytest.approx(np.sqrt((density * (GRID - mean) ** 2).sum()), abs=1e-6)


def test_weighting_takes_bias_away() -> None:
    items, theta = drawn_items(15, seed=2), np.full(4_000, 1.5)
    responses = drawn_responses(items, theta, seed=3)

    likely, warm = maximum_likelihood(responses, items), weighted_likelihood(responses, items)

    assert abs(warm.theta.mean() - 1.5) < 0.05 < abs(likely.theta.mean() - 1.5)


def test_population_may_be_another() -> None:
    population = normal_quadrature()
    moved = type(population)(population.nodes + 1, population.weights)

    assert eap(np.full((1, 12), -1, dtype=np.int8), PLAIN, moved).theta[0] == pytest.approx(1.0)
