"""Where right options stand is tested against chance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.items.item import Choice, Item, Option, Reference
from certway.core.items.keys import key_balances


def items(counts: list[int]) -> list[Item]:
    found = []
    for place, count in enumerate(counts):
        options = tuple(Option(str(at), right=at == place, why=".") for at in range(len(counts)))
        one = Item("a/b", "a", "recall", "easy", "Which?", Choice(options, multiple=False), Reference("b", "c"))
        found += [one] * count
    return found


@pytest.mark.parametrize(
    ("counts", "p", "even"),
    [
        ([25, 25, 25, 25], 1.0, True),
        ([30, 22, 26, 22], 0.6237, True),  # chi-squared 1.76, three degrees of freedom
        ([60, 20, 10, 10], 0.0, False),
        ([20, 10, 0], 0.0000454, False),
    ],
)
def test_balance_has_its_chance(counts: list[int], p: float, even: bool) -> None:
    (found,) = key_balances(items(counts))
    assert (found.options, found.counts, found.even) == (len(counts), tuple(counts), even)
    assert found.p == pytest.approx(p, abs=2e-3)


@given(st.lists(st.integers(0, 60), min_size=3, max_size=5).filter(any))
def test_chance_is_a_share_and_does_not_hang_on_the_order_of_places(counts: list[int]) -> None:
    (found,) = key_balances(items(counts))
    assert 0 <= found.p <= 1
    assert found.p == pytest.approx(key_balances(items(counts[::-1]))[0].p)


def test_questions_of_other_kinds_have_no_key() -> None:
    options = tuple(Option(str(at), right=at < 2, why=".") for at in range(4))
    many = Item("a/b", "a", "recall", "easy", "Which?", Choice(options, multiple=True), Reference("b", "c"))
    assert key_balances([many]) == ()
