"""PFA and the model with DAS3H's features find the weights that answers were drawn with."""

from __future__ import annotations

import numpy as np
import pytest

from builders.answer_logs import START, log_with
from certway.core.study.answer_log import DAY, AnswerLog, log_of
from certway.core.study.logistic_rivals import _windows, das3h, pfa
from certway.core.study.prediction_scores import scores_of


def drawn_by_pfa(rng: np.random.Generator) -> tuple[AnswerLog, np.ndarray]:
    ease, win, loss = np.array([-0.5, 0.5]), np.array([0.3, 0.1]), np.array([-0.1, 0.05])
    rows, chances = [], []
    for person in range(300):
        counts = np.zeros((2, 2))
        for place in range(30):
            topic = int(rng.integers(0, 2))
            wins, losses = counts[topic]
            chance = 1 / (1 + np.exp(-(ease[topic] + win[topic] * wins + loss[topic] * losses)))
            right = bool(rng.random() < chance)
            counts[topic, 0 if right else 1] += 1
            rows.append((person, place, topic, right, float(place)))
            chances.append(chance)
    return log_with(rows), np.array(chances)


def test_pfa_finds_the_chances_that_answers_were_drawn_with() -> None:
    log, true = drawn_by_pfa(np.random.default_rng(1))
    train = log.place < 24

    found = pfa(log, train)

    assert float(np.abs(found - true)[~train].mean()) < 0.02
    ours, best = (scores_of(one[~train], log.right[~train]).log_loss for one in (found, true))
    assert ours < best + 0.005


def test_windows_count_what_lies_in_them_and_before() -> None:
    hours = np.array([0, 0.5, 2, 30, 300])
    at = START + (hours * DAY / 24).astype(np.int64)
    one = np.zeros(5, dtype=np.int64)
    right = np.array([True, False, True, True, False])

    found = np.round(np.expm1(_windows(log_of(one, one, one, right, at)))).astype(int)

    # rows in pairs, right answers and all: an hour, a day, a week, 30 days, ever
    assert found[:, 1].tolist() == [1, 1] * 5
    assert found[:, 3].tolist() == [0, 0, 0, 0, 2, 3, 2, 3, 2, 3]
    assert found[:, 4].tolist() == [0, 0, 0, 0, 0, 0, 3, 4, 3, 4]


def test_windows_keep_people_and_topics_apart() -> None:
    log = log_with([(0, 0, 0, True, 0.0), (0, 1, 1, True, 0.0), (1, 0, 0, True, 0.0), (1, 0, 0, True, 0.0)])

    assert _windows(log)[-1].tolist() == pytest.approx([0, 0, 0, np.log(2)])


def test_das3h_tells_items_and_people_apart() -> None:
    rng = np.random.default_rng(2)
    hard, able = rng.normal(0, 1.5, 20), rng.normal(0, 1, 200)
    rows = [
        (person, int(item), 0, bool(rng.random() < 1 / (1 + np.exp(hard[item] - able[person]))), float(place))
        for person in range(200)
        for place, item in enumerate(rng.permutation(20))
    ]
    log = log_with(rows)
    train = log.place < 16

    found = scores_of(das3h(log, train)[~train], log.right[~train])

    assert found.auc == pytest.approx(0.78, abs=0.02)
    assert found.log_loss < scores_of(pfa(log, train)[~train], log.right[~train]).log_loss - 0.08
