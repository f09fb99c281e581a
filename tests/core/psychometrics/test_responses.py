"""Answers: what is one, and which were not reached."""

from __future__ import annotations

import numpy as np
import pytest

from certway.core.psychometrics.responses import (
    ResponsesError,
    check_responses,
    not_reached,
    responses_of,
    with_not_reached_wrong,
)

NONE = np.nan


def test_scores_become_answers() -> None:
    assert responses_of(np.array([[1, 0, NONE]])).tolist() == [[1, 0, -1]]


def test_other_scores_are_refused() -> None:
    with pytest.raises(ResponsesError):
        responses_of(np.array([[0.5]]))
    with pytest.raises(ResponsesError):
        check_responses(np.array([[2]], dtype=np.int8))
    with pytest.raises(ResponsesError, match="at least one person"):
        check_responses(np.zeros((0, 3), dtype=np.int8))


def test_what_is_missing_at_the_end_was_not_reached_and_a_gap_was_left_out() -> None:
    answers = np.array([[1, -1, 0, -1, -1], [1, 0, 1, 0, 1], [-1, -1, -1, -1, -1]], dtype=np.int8)

    assert not_reached(answers).astype(int).tolist() == [[0, 0, 0, 1, 1], [0] * 5, [1] * 5]
    assert with_not_reached_wrong(answers)[0].tolist() == [1, -1, 0, 0, 0]
