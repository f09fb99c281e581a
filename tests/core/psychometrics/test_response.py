"""Probability and information are those of the three-parameter model."""

from __future__ import annotations

import numpy as np
import pytest

from certway.core.psychometrics.response import information, probability


def columns(a: float, b: float, c: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return np.array([a]), np.array([b]), np.array([c])


@pytest.mark.parametrize(
    ("ability", "item", "expected"),
    [
        (0.0, (1.0, 0.0, 0.0), 0.5),
        (0.0, (1.0, 0.0, 0.25), 0.625),
        (1.0, (2.0, 0.0, 0.2), 0.2 + 0.8 / (1 + np.exp(-2))),
        (-50.0, (2.0, 0.0, 0.2), 0.2),
    ],
)
def test_probability_is_that_of_the_model(ability: float, item: tuple[float, float, float], expected: float) -> None:
    assert probability(np.array([ability]), *columns(*item))[0] == pytest.approx(expected)


@pytest.mark.parametrize("item", [(1.0, 0.0, 0.0), (1.4, -0.7, 0.25), (0.6, 2.0, 0.1)])
def test_information_is_the_squared_slope_over_the_variance(item: tuple[float, float, float]) -> None:
    abilities, step = np.linspace(-3, 3, 13), 1e-6
    chance = probability(abilities, *columns(*item))
    slope = (probability(abilities + step, *columns(*item)) - probability(abilities - step, *columns(*item))) / (
        2 * step
    )
    assert information(abilities, *columns(*item)) == pytest.approx(slope**2 / (chance * (1 - chance)), rel=1e-5)


def test_information_far_away_is_none() -> None:
    assert information(np.array([-800.0, 800.0]), *columns(2.0, 0.0, 0.0)).tolist() == [0.0, 0.0]
