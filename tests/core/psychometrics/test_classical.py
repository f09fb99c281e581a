"""Classical statistics are those worked by hand, and those published for the classic data (ltm, mirt)."""

from __future__ import annotations

import numpy as np
import pytest

from builders.responses import LSAT6, LSAT7
from certway.core.psychometrics.classical import (
    NoReliabilityError,
    item_statistics,
    lengthened_reliability,
    score_statistics,
)

LADDER = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=np.int8)


def test_reliability_of_a_ladder_is_as_worked_by_hand() -> None:
    found = score_statistics(LADDER)

    assert (found.items, found.people, found.mean) == (3, 4, 1.5)
    assert found.alpha == pytest.approx(3 / 2 * (1 - 0.625 / 1.25))  # Σ p q = 0.625, variance 1.25
    assert found.deviation == pytest.approx(np.sqrt(1.25 * 4 / 3))
    assert found.measurement_error == pytest.approx(found.deviation * np.sqrt(0.25))


def test_statistics_of_items_are_as_worked_by_hand() -> None:
    found = item_statistics(LADDER)

    assert found.difficulty.tolist() == [0.75, 0.5, 0.25]
    assert found.difficulty_error[1] == pytest.approx(0.25)
    # the middle item with the others' scores 2, 1, 1, 0
    assert found.discrimination[1] == pytest.approx(np.corrcoef([1, 1, 0, 0], [2, 1, 1, 0])[0, 1])


@pytest.mark.parametrize(
    ("responses", "difficulty", "discrimination"),
    [
        (LSAT6, [0.924, 0.709, 0.553, 0.763, 0.870], [0.1128, 0.1532, 0.1728, 0.1444, 0.1216]),
        (LSAT7, [0.828, 0.658, 0.772, 0.606, 0.843], [0.246, 0.247, 0.313, 0.223, 0.175]),
    ],
    ids=("section-6", "section-7"),
)
def test_statistics_are_the_published_ones(
    responses: np.ndarray, difficulty: list[float], discrimination: list[float]
) -> None:
    found = item_statistics(responses)

    assert found.difficulty == pytest.approx(difficulty)
    assert found.discrimination == pytest.approx(discrimination, abs=6e-4)


def test_alpha_is_the_published_one() -> None:
    assert score_statistics(LSAT6).alpha == pytest.approx(0.2950, abs=5e-5)


def test_error_of_alpha_is_as_large_as_it_scatters() -> None:
    rng = np.random.default_rng(1)
    again = [score_statistics(LSAT7[rng.integers(0, 1000, 1000)]).alpha for _ in range(200)]

    assert score_statistics(LSAT7).alpha_error == pytest.approx(np.std(again), rel=0.2)


def test_missing_answers_count_neither_way() -> None:
    responses = np.array([[1, 1, -1], [0, -1, 0], [-1, -1, -1], [1, 0, 1]], dtype=np.int8)

    found = item_statistics(responses)

    assert found.answered.tolist() == [3, 2, 2]
    assert found.difficulty == pytest.approx([2 / 3, 1 / 2, 1 / 2])


def test_missing_at_random_leaves_alpha_about_where_it_was() -> None:
    rng = np.random.default_rng(2)
    gaps = np.where(rng.random(LSAT7.shape) < 0.2, np.int8(-1), LSAT7)

    assert score_statistics(gaps).alpha == pytest.approx(score_statistics(LSAT7).alpha, abs=0.08)


def test_items_that_say_nothing_have_no_discrimination_and_say_so() -> None:
    responses = np.array([[1, -1, 1], [1, -1, 0]], dtype=np.int8)

    found = item_statistics(responses)

    assert found.constant.tolist() == [True, True, False]
    assert found.discrimination.tolist() == [0.0, 0.0, 0.0]
    assert found.difficulty_error[1] == np.inf
    assert (found.discrimination_error == np.inf).all()


@pytest.mark.parametrize(
    ("responses", "reason"),
    [
        (LADDER[:1], "2 items and 2 people"),
        (LADDER[:, :1], "2 items and 2 people"),
        (np.ones((5, 3), dtype=np.int8), "don't differ"),
        (np.array([[1, -1], [-1, 0], [1, 0]], dtype=np.int8), "fewer than 2 people"),
    ],
)
def test_reliability_that_cannot_be_told_is_refused(responses: np.ndarray, reason: str) -> None:
    with pytest.raises(NoReliabilityError, match=reason):
        score_statistics(responses)


def test_test_twice_as_long_is_as_reliable_as_spearman_and_brown_say() -> None:
    assert lengthened_reliability(0.6, 2) == pytest.approx(0.75)
    assert lengthened_reliability(0.75, 0.5) == pytest.approx(0.6)
