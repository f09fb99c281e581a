"""What time is usual: medians by kind and length, and none of too few answers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from certway.core.items.item import (
    Body,
    Choice,
    Item,
    Matching,
    NumberEntry,
    Option,
    Ordering,
    Pair,
    Reference,
    Step,
)
from certway.core.study.usual_time import Timed, usual_times, words_of


def times(kind: str, words: int, count: int, spent: float) -> list[Timed]:
    return [Timed(kind, words, spent + at - count // 2) for at in range(count)]


def test_usual_time_is_the_median_of_questions_as_long_of_the_same_kind() -> None:
    usual = usual_times(
        [*times("single", 20, 11, 20_000), *times("single", 150, 13, 60_000), *times("number", 20, 11, 9_000)]
    )

    assert usual.of("single", 25) == 20_000
    assert usual.of("single", 101) == 60_000
    assert usual.of("number", 1) == 9_000


def test_one_who_was_called_away_changes_little() -> None:
    usual = usual_times([*times("single", 20, 11, 20_000), Timed("single", 20, 7_200_000)])

    assert usual.of("single", 20) == 20_000.5


def test_too_few_as_long_fall_back_on_the_kind_and_too_few_of_a_kind_on_nothing() -> None:
    usual = usual_times(
        [*times("single", 20, 11, 20_000), *times("single", 300, 9, 90_000), *times("multiple", 20, 9, 5_000)]
    )

    assert usual.of("single", 300) == usual.by_kind["single"] == 20_004.5
    assert usual.of("multiple", 20) is None


def test_answers_without_time_are_left_out() -> None:
    assert usual_times([Timed("single", 20, 0)] * 20).of("single", 20) is None


def item_of(body: Body) -> Item:
    reference = Reference("who-blood", "not read")
    return Item("a/b", "a", "recall", "easy", "Which of these?", body, reference, situation="A patient waits.")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (Choice((Option("one vein", True, "not read"), Option("two", False, "not read")), False), 3),
        (Ordering((Step("wash hands", "not read"), Step("glove", "not read"))), 3),
        (Matching((Pair("this", "that one", "not read"),), ("nothing fits",)), 5),
        (NumberEntry(Decimal(1), "mL", Decimal(0), "not read", ()), 0),
    ],
)
def test_words_to_read_are_those_before_the_answer(body: Body, words: int) -> None:
    assert words_of(item_of(body)) == 6 + words
