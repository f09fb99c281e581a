"""Questions are asked in a mixed order, sets together and inside a segment."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from builders.pools import pool
from certway.core.sit.sequence import sequence_of
from strategies.effort import effort

DICE = st.randoms(use_true_random=False)


@effort(100)
@given(DICE, st.integers(0, 10), st.integers(0, 12))
def test_order_holds_each_question_once_and_each_set_together(dice: Random, sets: int, singles: int) -> None:
    made = pool(dice, 2 * sets + singles + 1, sets=sets, enemies=0)
    order = sequence_of(made, range(len(made)), dice)

    assert sorted(order) == list(range(len(made)))
    for number in range(sets):
        first = order.index(2 * number)
        assert order[first : first + 2] == (2 * number, 2 * number + 1)


@effort(100)
@given(DICE, st.integers(0, 8))
def test_set_lies_within_one_segment(dice: Random, sets: int) -> None:
    made = pool(dice, 40, sets=sets, enemies=0)
    order = sequence_of(made, range(40), dice, segments=(13, 13, 14))

    segments = [order[:13], order[13:26], order[26:]]
    assert all(sum(2 * number in part and 2 * number + 1 in part for part in segments) for number in range(sets))


def test_set_that_no_segment_has_room_for_is_mixed_with_the_others() -> None:
    made = pool(Random(1), 4, sets=2)
    assert sorted(sequence_of(made, range(4), Random(1), segments=(1, 2, 1))) == [0, 1, 2, 3]


def test_each_order_is_as_likely() -> None:
    made, dice = pool(Random(1), 3, sets=0), Random(5)
    counts = dict.fromkeys(((a, b, c) for a in range(3) for b in range(3) for c in range(3) if len({a, b, c}) == 3), 0)
    for _ in range(6_000):
        order = sequence_of(made, range(3), dice)
        counts[order[0], order[1], order[2]] += 1
    assert sum((count - 1_000) ** 2 / 1_000 for count in counts.values()) < 20.5  # chi-squared, p = 0.001
