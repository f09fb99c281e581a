"""How long was studied: answering, and reading why, but not being away."""

from __future__ import annotations

import pytest

from certway.core.study.line import LONGEST_READING, Line, reading_between, seconds_of

NOON = 1_800_000_000_000


@pytest.mark.parametrize(
    ("before", "at", "spent", "read"),
    [
        (NOON, NOON + 50_000, 30_000, 20_000),
        (NOON, NOON + 50_000, None, 50_000),  # how long it took was not measured: it is part of it
        (NOON, NOON + 30_000 + LONGEST_READING, 30_000, LONGEST_READING),
        (NOON, NOON + 30_001 + LONGEST_READING, 30_000, 0),  # away
        (NOON, NOON + 20_000, 30_000, 0),  # begun in another window before
        (None, NOON, 30_000, 0),
    ],
)
def test_what_lies_between_two_answers_was_read(before: int | None, at: int, spent: int | None, read: int) -> None:
    assert reading_between(before, at, spent) == read


def test_time_studied_is_that_of_the_answer_and_of_reading_before_it() -> None:
    line = Line("a/b", "a", NOON, 3, True, "study", spent=30_000, reading=20_000)
    assert seconds_of(line) == pytest.approx(50)
    assert seconds_of(Line("a/b", "a", NOON, 3, True, "study", spent=900_000, reading=20_000)) == pytest.approx(200)
    assert seconds_of(Line("a/b", "a", NOON, 3, None, "elsewhere", spent=30_000)) == 0
