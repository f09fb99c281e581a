"""Prices: values are those of the dynamic program, time asked for meets time there is, and the bound holds."""

from __future__ import annotations

import numpy as np
import pytest

from certway.core.study.effort import USUAL
from certway.core.study.lattice import STATES, Lattice, lattice_of
from certway.core.study.memory import DEFAULT, Floats
from certway.core.study.prices import find_prices, known_load, new_load, values_of

DAYS = 14
LATTICE = lattice_of(DEFAULT, USUAL, longest=DAYS + 6)
WEIGHTS = np.array([0.002, 0.008])
LOAD = new_load(WEIGHTS, np.array([60.0, 60.0]))
SECONDS = np.full(DAYS, 240.0)


def worth_by_hand(lattice: Lattice, weight: float, prices: Floats, *, day: int, elapsed: int) -> Floats:
    """Return what cards are worth that were reviewed `elapsed` days before a day, by trying both ways each day."""
    if day == len(prices):
        return np.asarray(weight * lattice.recall[elapsed])
    waiting = worth_by_hand(lattice, weight, prices, day=day + 1, elapsed=elapsed + 1)
    after = worth_by_hand(lattice, weight, prices, day=day + 1, elapsed=1)
    reviewed = lattice.moves[elapsed] @ after - prices[day] * lattice.seconds[elapsed]
    return np.asarray(np.maximum(waiting, reviewed))


def test_values_are_those_of_trying_every_way() -> None:
    prices = np.array([1e-5, 3e-5, 2e-5, 8e-5])
    stability, difficulty = LATTICE.stability[[30, 50]], LATTICE.difficulty[[30, 50]]
    load = known_load(LOAD, stability, difficulty, np.array([2, 3]), np.array([0, 1]), oldest=6)
    values = values_of(LATTICE, load, prices)
    for elapsed in (1, 2, 3):
        for number, weight in enumerate(WEIGHTS):
            found = worth_by_hand(LATTICE, float(weight), prices, day=0, elapsed=elapsed)
            assert values.now[elapsed - 1, :, number] == pytest.approx(found, abs=1e-7)
    begun = LATTICE.first @ worth_by_hand(LATTICE, float(WEIGHTS[1]), prices, day=3, elapsed=1)
    assert values.begun[2, 1] == pytest.approx(begun - prices[2] * USUAL.new_seconds, abs=1e-7)
    assert load.known.sum() == pytest.approx(2.0)
    assert load.known[1, 30, 0] == pytest.approx(1.0)


def test_cards_ask_for_the_time_that_there_is_and_time_is_dearest_at_the_end() -> None:
    found = find_prices(LATTICE, LOAD, SECONDS)
    assert found.asked.sum() == pytest.approx(SECONDS.sum(), rel=0.15)
    assert found.per_second[-1] > 1.2 * found.per_second[:5].mean()
    assert 0 < found.bound < WEIGHTS @ LOAD.new


def test_more_time_is_worth_more_and_each_second_less() -> None:
    little, much = (find_prices(LATTICE, LOAD, SECONDS * times) for times in (0.5, 1.5))
    assert little.bound < much.bound
    assert little.per_second.mean() > much.per_second.mean()


def test_nothing_is_asked_for_on_days_off() -> None:
    seconds = SECONDS.copy()
    seconds[[3, 4, 10]] = 0
    found = find_prices(LATTICE, LOAD, seconds)
    assert found.asked[[3, 4, 10]] == pytest.approx(0.0, abs=1e-6)
    assert np.isfinite(found.per_second).all()


def test_without_any_time_only_what_is_remembered_counts() -> None:
    known = known_load(LOAD, np.array([20.0]), np.array([5.0]), np.array([4]), np.array([1]), oldest=6)
    found = find_prices(LATTICE, known, np.zeros(DAYS))
    kept = float((known.known[3] * (LATTICE.recall[4 + DAYS][:, None] * WEIGHTS)).sum())
    assert found.bound == pytest.approx(kept, rel=1e-4)
    assert len(LATTICE.first) == STATES
