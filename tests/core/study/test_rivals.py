"""The simple models say what is worked by hand, and nothing that they cannot know yet."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest

from builders.answer_logs import log_with
from certway.core.study.rivals import elo, person_means, topic_means

# ana: topics 0 0 1; ben: topics 0 1
LOG = log_with([(0, 0, 0, True, 0), (0, 1, 0, False, 2), (0, 2, 1, True, 4), (1, 0, 0, True, 1), (1, 2, 1, False, 3)])
ALL = np.ones(5, dtype=np.bool_)


def test_topic_means_are_shares_so_far() -> None:
    found = topic_means(LOG, ALL)

    # by time: ana 0, ben 0, ana 0, ben 1, ana 1; all so far (s + 1) / (n + 2), and two answers at that share
    overall = [1 / 2, 2 / 3, 3 / 4, 3 / 5, 3 / 6]
    assert found[[0, 3, 1, 4, 2]].tolist() == pytest.approx(
        [0.5, (1 + 2 * overall[1]) / 3, (2 + 2 * overall[2]) / 4, overall[3], (0 + 2 * overall[4]) / 3]
    )


def test_person_means_are_shares_so_far() -> None:
    found = person_means(LOG, ALL)

    assert found[[1, 4]].tolist() == pytest.approx([(1 + 2 * 3 / 4) / 3, (1 + 2 * 3 / 5) / 3])


def test_answers_to_train_on_come_before_the_others() -> None:
    train = np.array([True, True, False, True, False])
    late = LOG.where(np.array([0, 1, 0, 0, 1], dtype=np.bool_))

    assert person_means(LOG, train)[4] == pytest.approx((1 + 2 * 3 / 5) / 3)
    assert len(late) == 2


def test_elo_moves_person_topic_and_item() -> None:
    found = elo(LOG, ALL)

    first = 0.5
    # after ana's right answer the item is 0.5 easier; ben has no skill yet
    second = 1 / (1 + exp(-0.5))
    # ana's skill and her skill in the topic rose by 0.25 each
    third = 1 / (1 + exp(-0.5))
    assert found[[0, 3, 1]].tolist() == pytest.approx([first, second, third])
