"""A part is weak or strong only where the whole interval says so; a few answers say nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.sit.share import share_from
from certway.core.sit.weakness import LEAST_ASKED, MOST_RECENT, PastAnswer, strength_of, strengths_of

AT_CUT = 0.625


def answers(node: str, right: str, *, at_cut: float = AT_CUT, first: int = 0) -> list[PastAnswer]:
    """Return answers, the newest first: `+` right, `-` wrong."""
    return [PastAnswer(node, f"{node}/{first + n}", "v", sign == "+", at_cut) for n, sign in enumerate(right)]


@pytest.mark.parametrize(
    ("right", "asked", "strength"),
    [
        (3, 9, "weak"),  # 17 to 55 percent
        (0, 3, "unknown"),  # all wrong, and still too few
        (0, 4, "unknown"),
        (0, 5, "weak"),
        (5, 9, "unknown"),  # 35 to 74 percent: the mark lies inside
        (9, 9, "strong"),
        (0, 0, "unknown"),
        (62, 100, "unknown"),
        (50, 100, "weak"),
        (75, 100, "strong"),
    ],
)
def test_strength_is_told_by_the_ends_of_the_interval(right: int, asked: int, strength: str) -> None:
    assert strength_of(share_from(right, asked), AT_CUT) == strength


def test_hard_questions_make_nobody_weak() -> None:
    told = strengths_of(
        [*answers("easy", "+++-----", at_cut=0.8), *answers("hard", "+++-----", at_cut=0.4)], {"easy": 0.5, "hard": 0.5}
    )
    assert [(one.node, one.strength, round(one.at_cut, 2)) for one in told] == [
        ("easy", "weak", 0.8),
        ("hard", "unknown", 0.4),
    ]


def test_newest_answer_to_a_question_counts_alone() -> None:
    again = [*answers("a", "++++++"), *answers("a", "------")]
    (told,) = strengths_of(again, {"a": 1.0})
    assert (told.share.right, told.share.asked, told.strength) == (6, 6, "strong")


def test_old_answers_give_way_to_new_ones() -> None:
    learned = [*answers("a", "+" * MOST_RECENT), *answers("a", "-" * MOST_RECENT, first=MOST_RECENT)]
    (told,) = strengths_of(learned, {"a": 1.0})
    assert (told.share.right, told.share.asked, told.strength) == (MOST_RECENT, MOST_RECENT, "strong")


def test_parts_without_a_weight_are_left_out_and_those_without_an_answer_are_unknown() -> None:
    told = strengths_of(answers("gone", "-------"), {"a": 1.0})
    assert [(one.node, one.share.asked, one.at_cut, one.strength) for one in told] == [("a", 0, 0.0, "unknown")]


def test_what_is_missing_weighs_with_the_part() -> None:
    large, small = strengths_of([*answers("a", "-" * 10), *answers("b", "-" * 10)], {"a": 0.3, "b": 0.1})
    assert large.lacks == pytest.approx(3 * small.lacks)
    (strong,) = strengths_of(answers("a", "+" * 20), {"a": 1.0})
    assert strong.lacks == 0


@given(st.lists(st.booleans(), max_size=60), st.floats(0.05, 0.95))
def test_one_more_right_answer_never_weakens_and_few_say_nothing(right: list[bool], at_cut: float) -> None:
    order = {"weak": -1, "unknown": 0, "strong": 1}
    now = strength_of(share_from(sum(right), len(right)), at_cut)
    if len(right) < LEAST_ASKED:
        assert now == "unknown"
        return
    more = strength_of(share_from(sum(right) + 1, len(right) + 1), at_cut)
    less = strength_of(share_from(sum(right), len(right) + 1), at_cut)
    assert order[less] <= order[now] <= order[more]
