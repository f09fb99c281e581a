"""Shares say how far they may be trusted, and differ only where chance does not explain it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.sit.share import drift_of, share_from


@pytest.mark.parametrize(
    ("before", "after", "drift"),
    [
        ((20, 50), (35, 50), "up"),
        ((35, 50), (20, 50), "down"),
        ((25, 50), (28, 50), "level"),
        ((1, 3), (2, 3), "level"),
        ((0, 5), (5, 5), "up"),
        ((0, 0), (0, 0), "level"),
        ((0, 0), (50, 50), "level"),  # beside nothing there is no change
    ],
)
def test_drift_is_told_by_the_interval_of_the_difference(
    before: tuple[int, int], after: tuple[int, int], drift: str
) -> None:
    assert drift_of(share_from(*before), share_from(*after)) == drift


def test_difference_has_the_interval_of_agresti_and_caffo() -> None:
    # 0.5 - 0.3 = 0.2 against 1.28155 * sqrt(0.5 * 0.5 / 20 + 0.3 * 0.7 / 20) = 0.1944; one more of 20 and it is less.
    assert drift_of(share_from(5, 18), share_from(9, 18)) == "up"
    assert drift_of(share_from(6, 18), share_from(9, 18)) == "level"


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_drift_turns_round_with_the_order(right: int, more: int, other: int, others: int) -> None:
    first, second = share_from(right, right + more), share_from(other, other + others)
    turned = {"up": "down", "down": "up", "level": "level"}
    assert drift_of(second, first) == turned[drift_of(first, second)]
    assert drift_of(first, first) == "level"
