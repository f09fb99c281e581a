"""Options: who chose them, and what is wrong with distractors."""

from __future__ import annotations

import numpy as np
import pytest

from certway.core.psychometrics.distractors import OptionKeyError, option_statistics
from certway.core.psychometrics.responses import ResponsesError

KEYS = np.array([0, 1, 1])
CHOICES = np.array([[0, 1, 1], [0, 1, 0], [2, 1, 1], [1, 0, 0], [0, -1, -1]], dtype=np.int8)


def test_options_have_shares_and_mean_rest_scores() -> None:
    found = option_statistics(CHOICES, KEYS, options=3)

    assert found.count.tolist() == [[3, 1, 1], [1, 3, 0], [2, 2, 0]]
    assert found.share[0] == pytest.approx([0.6, 0.2, 0.2])
    # who chose option 0 of the first item has 2, 1 and, unknown, no other answers of 2 right
    assert found.rest_score[0] == pytest.approx([0.75, 0.0, 1.0])
    assert found.is_key.argmax(axis=1).tolist() == [0, 1, 1]


def test_distractors_without_takers_or_with_able_ones_are_flagged() -> None:
    found = option_statistics(CHOICES, KEYS, options=3)

    assert found.flags(0) == {2: ("chosen-by-able",)}
    assert found.flags(1) == {2: ("unused",)}


def test_distractor_taken_more_often_than_the_key_is_flagged() -> None:
    found = option_statistics(np.array([[1, 0], [1, 0], [0, 0]], dtype=np.int8), np.array([0, 0]), options=2)

    assert found.flags(0) == {1: ("chosen-by-able", "chosen-over-key")}
    assert option_statistics(np.array([[-1, 0]], dtype=np.int8), np.array([0, 0]), options=2).flags(0) == {}


def test_choices_and_keys_outside_the_options_are_refused() -> None:
    with pytest.raises(ResponsesError):
        option_statistics(CHOICES, KEYS, options=2)
    with pytest.raises(OptionKeyError):
        option_statistics(CHOICES, np.array([0, 1, 3]), options=3)
