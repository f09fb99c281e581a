"""Statistics of answers in columns are those of the same answers in a table, worked beside with numpy."""

from __future__ import annotations

import numpy as np
import pytest

from builders.responses import drawn_items, drawn_responses
from certway.core.psychometrics.attempts import (
    Attempts,
    Marks,
    attempts_of,
    correlations,
    outer_groups,
    rest_scores_of,
)
from certway.core.psychometrics.classical import drawn_statistics, item_statistics, score_statistics, statistics_of
from certway.core.psychometrics.distractors import options_of


def sparse(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return drawn_responses(drawn_items(12, seed=seed), rng.normal(size=200), seed=seed, missing=0.6)


def in_any_order(attempts: Attempts, seed: int) -> Attempts:
    order = np.random.default_rng(seed).permutation(len(attempts.item))
    return Attempts(
        attempts.people, attempts.items, attempts.person[order], attempts.item[order], attempts.right[order]
    )


@pytest.mark.parametrize("seed", range(3))
def test_statistics_are_those_of_numpy_on_each_item_alone(seed: int) -> None:
    responses = sparse(seed)
    found = statistics_of(in_any_order(attempts_of(responses), seed))

    told = responses != -1
    for item in range(responses.shape[1]):
        others = np.delete(responses, item, axis=1)
        there = told[:, item] & (others != -1).any(axis=1)
        rest = (others == 1).sum(axis=1)[there] / (others != -1).sum(axis=1)[there]
        assert found.difficulty[item] == pytest.approx(responses[told[:, item], item].mean())
        assert found.discrimination[item] == pytest.approx(np.corrcoef(rest, responses[there, item])[0, 1])
    assert item_statistics(responses).discrimination == pytest.approx(found.discrimination)


def test_options_correlate_and_divide_the_outer_groups_as_numpy_has_it() -> None:
    rng = np.random.default_rng(5)
    responses = sparse(5)
    attempts = attempts_of(responses)
    choice = np.where(attempts.right, 0, rng.integers(1, 4, len(attempts.item)))
    left_out = rng.random(len(choice)) < 0.1
    answers = np.flatnonzero(~left_out)
    key = np.tile(np.arange(4) == 0, (12, 1))

    found = options_of(attempts, Marks(answers, choice[answers], 4), is_key=key)

    rest = rest_scores_of(attempts)
    for item in range(12):
        there = (attempts.item == item) & rest.told
        scores, low, high = rest.share[there], *np.quantile(rest.share[there], [0.27, 0.73])
        for option in range(4):
            chose = (choice == option)[there] & ~left_out[there]
            assert found.correlation[item, option] == pytest.approx(np.corrcoef(scores, chose)[0, 1])
            assert found.lower[item, option] == pytest.approx(chose[scores <= low].mean(), abs=0.12)
            assert found.upper[item, option] == pytest.approx(chose[scores >= high].mean(), abs=0.12)
        whole = attempts.item == item
        assert found.share[item].sum() == pytest.approx(1 - left_out[whole].mean())


def test_outer_groups_are_more_than_a_quarter_each_and_ties_stay_together() -> None:
    attempts = attempts_of(np.array([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]], dtype=np.int8))
    rest = rest_scores_of(attempts)
    lower, upper = outer_groups(attempts, rest, 0.27)
    first = attempts.item == 0
    assert (rest.share[first].tolist(), lower[first].tolist(), upper[first].tolist()) == (
        [1.0, 0.5, 0.0, 0.0],
        [False, False, True, True],
        [True, False, False, False],
    )


def test_nobody_and_items_that_nobody_answered_have_no_figures() -> None:
    nothing = Attempts(0, 2, *(np.zeros(0, dtype=np.intp) for _ in range(2)), np.zeros(0, dtype=np.bool_))
    found = statistics_of(nothing)
    assert (found.answered.tolist(), found.discrimination.tolist()) == ([0, 0], [0.0, 0.0])
    marks = Marks(np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp), 3)
    assert correlations(nothing, rest_scores_of(nothing), marks)[0].tolist() == [[0.0] * 3] * 2
    assert options_of(nothing, marks, is_key=np.eye(2, 3, dtype=np.bool_)).upper.tolist() == [[0.0] * 3] * 2


def test_scores_on_drawn_forms_are_as_reliable_as_kuder_and_richardson_say() -> None:
    rng = np.random.default_rng(7)
    right = rng.binomial(50, 1 / (1 + np.exp(-rng.normal(size=400))))
    found = drawn_statistics(right, np.full(400, 50))

    mean, variance = right.mean(), right.var(ddof=1)
    assert found.reliability == pytest.approx(1 - mean * (50 - mean) / (49 * variance) + right.var() / (49 * variance))
    assert found.mean == pytest.approx(mean / 50)


def test_scores_on_drawn_forms_err_as_they_scatter_when_others_are_drawn() -> None:
    rng = np.random.default_rng(8)
    items = drawn_items(400, seed=8)
    theta = rng.normal(size=1500)
    every = drawn_responses(items, theta, seed=8)
    forms = np.array([rng.permutation(400)[:80] for _ in theta])
    two = [np.take_along_axis(every, half, axis=1).mean(axis=1) for half in (forms[:, :40], forms[:, 40:])]
    found = drawn_statistics((two[0] * 40).round().astype(np.int64), np.full(1500, 40))

    assert found.reliability == pytest.approx(np.corrcoef(*two)[0, 1], abs=0.02)
    alpha = score_statistics(every[:, :40]).alpha  # the same questions for all: their difficulties don't disturb
    assert found.reliability < alpha
