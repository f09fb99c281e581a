"""Simulated exams find the ability, and exposure stays near what it is held at."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from builders.pools import pool
from certway.core.sit.adaptive import AdaptiveTest, Stop, prepare
from certway.core.sit.exposure import control
from certway.core.sit.pool import NONE
from certway.core.sit.simulation import Accuracy, Simulated, performance_of, simulate

ABILITIES = np.array([Random(number).gauss(0, 1) for number in range(600)])


def exam() -> AdaptiveTest:
    """Return an exam of thirty questions from four hundred."""
    made = pool(Random(1), 400, nodes=("blood", "urine", "heart"), sets=20, enemies=30)
    return prepare(made, {"blood": 15, "urine": 10, "heart": 5})


def test_ability_is_found_about_as_well_as_the_standard_errors_say() -> None:
    found = simulate(exam(), ABILITIES, seed=1)
    told = performance_of(found)

    assert abs(told.bias) < 0.05
    assert told.rmse == pytest.approx(np.sqrt((found.standard_errors**2).mean()), rel=0.15)
    assert (told.outline_deviation, told.mean_length) == (0, 30)
    assert [one.takers for one in told.accuracy] == sorted(one.takers for one in told.accuracy) or told.takers == 600
    assert told.accuracy[-1].share > told.accuracy[0].share


def test_same_seed_gives_the_same_exams() -> None:
    one, other = (simulate(exam(), ABILITIES[:40], seed=3) for _ in range(2))
    assert one.asked.tolist() == other.asked.tolist()
    assert one.asked.tolist() != simulate(exam(), ABILITIES[:40], seed=4).asked.tolist()


def test_exposure_is_the_share_of_takers_who_got_a_question() -> None:
    found = simulate(exam(), ABILITIES[:50], seed=3)
    for item in (0, 1, int(found.asked[0, 0])):
        assert found.exposure[item] == pytest.approx((found.asked == item).any(axis=1).mean())
    assert found.exposure.sum() == pytest.approx(30)


def test_limits_hold_exposure_near_the_share_wanted() -> None:
    free = exam()
    before = simulate(free, ABILITIES, seed=2).exposure.max()
    limits = control(free, 0.25, ABILITIES, seed=5)
    held = simulate(replace(free, limits=limits), ABILITIES, seed=2)

    assert before > 0.4
    assert held.exposure.max() < 0.33
    assert held.outline_deviation == 0


def test_exam_that_ends_with_its_precision_stays_near_the_outline() -> None:
    found = simulate(replace(exam(), stop=Stop(10, 0.4)), ABILITIES[:200], seed=2)
    assert found.lengths.min() >= 10
    assert found.lengths.mean() < 30
    assert (found.asked != NONE).sum(axis=1).tolist() == found.lengths.tolist()
    assert found.outline_deviation <= 4


def test_accuracy_is_told_by_distance_from_the_cut() -> None:
    found = Simulated(
        abilities=np.array([0.1, -0.1, 0.3, 2.0]),
        estimates=np.array([0.2, 0.1, 0.4, 1.5]),
        standard_errors=np.zeros(4),
        lengths=np.ones(4, dtype=np.int64),
        asked=np.zeros((4, 1), dtype=np.int64),
        exposure=np.array([1.0, 0.0]),
        outline_deviation=0,
    )
    told = performance_of(found)
    assert told.accuracy == (
        Accuracy(0.0, 0.25, 2, 0.5),
        Accuracy(0.25, 0.5, 1, 1.0),
        Accuracy(0.5, 1.0, 0, 1.0),
        Accuracy(1.0, np.inf, 1, 1.0),
    )
    assert (told.never_asked, told.most_exposed) == (0.5, 1.0)
    assert told.bias == pytest.approx((0.1 + 0.2 + 0.1 - 0.5) / 4)
