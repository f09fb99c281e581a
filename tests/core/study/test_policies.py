"""Ways of choosing that stand beside Certway's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from certway.core.study.policies import NEVER, FixedRetention, Policy, WeakestFirst

CARDS = 6


def looked_at(policy: Policy, cards: tuple[int, ...], *, day: int, grade: int = 3) -> Policy:
    looked = np.isin(np.arange(CARDS), cards)[None]
    return policy.after(looked, np.full((1, CARDS), grade), day)


def order_of(policy: Policy, day: int) -> list[int]:
    """Return the cards that are looked at, in order."""
    found = policy.priorities(day)[0]
    return [int(card) for card in np.argsort(-found, kind="stable") if found[card] > NEVER]


def test_new_cards_come_in_their_order_and_no_more_than_are_allowed() -> None:
    plain = FixedRetention.start(1, CARDS, new_a_day=2)
    ordered = replace(plain, order=np.array([4, 1, 0, 2, 3, 5]))
    assert order_of(plain, 0) == [0, 1]
    assert order_of(ordered, 0) == [4, 1]
    assert order_of(looked_at(ordered, (4,), day=0), 0) == [1, 0]


def test_leftover_time_goes_to_the_weakest() -> None:
    policy: Policy = FixedRetention.start(1, CARDS, retention=0.7, new_a_day=0, spends_leftover=True)
    policy = looked_at(looked_at(policy, (2,), day=0, grade=4), (3,), day=0, grade=3)
    assert order_of(policy, 1) == [3, 2]
    assert order_of(policy, 0) == []


def test_weakest_first_takes_new_cards_then_those_least_likely_recalled() -> None:
    policy = looked_at(WeakestFirst.start(1, CARDS), (0,), day=0, grade=4)
    policy = looked_at(policy, (1,), day=0, grade=1)
    assert order_of(policy, 0) == [2, 3, 4, 5]
    assert order_of(policy, 2) == [2, 3, 4, 5, 1, 0]
