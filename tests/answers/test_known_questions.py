"""How many questions one would recall: the sum of the chances of those that were reviewed."""

from __future__ import annotations

import pytest

from certway.answers.known_questions import DAY, Known, known_questions
from certway.core.study.memory import DEFAULT

NOW = 20_000 * DAY
STABILITY = DEFAULT.weights[2]  # days after a first good review


def test_nothing_reviewed_is_nothing_known() -> None:
    assert known_questions(["a", "b"], [], DEFAULT, now=NOW) == Known(2, 0, 0.0)


def test_known_is_the_sum_of_the_chances_of_the_questions_that_are_asked_about() -> None:
    ago = NOW - round(STABILITY * DAY)
    reviews = [("a", ago, 3), ("b", ago, 3), ("anki/x", ago, 3), ("b", NOW, 3)]

    found = known_questions(["a", "b", "c"], reviews, DEFAULT, now=NOW)

    assert (found.questions, found.reviewed) == (3, 2)
    assert found.expected == pytest.approx(0.9 + 1)
