"""Dice that fall by a seed: SplitMix64's own numbers, the same in one throw or many."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from certway.core.study.dice import SplitMix, normal, thrown

# Source: the reference implementation of SplitMix64 (Vigna, prng.di.unimi.it/splitmix64.c) from the seed 1234567.
REFERENCE = (6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821)


def test_numbers_are_those_of_the_reference() -> None:
    assert SplitMix(1234567).random((5,)).tolist() == [(one >> 11) * 2.0**-53 for one in REFERENCE]


@given(seed=st.integers(), rows=st.integers(1, 9), columns=st.integers(1, 9))
def test_one_throw_is_many(seed: int, rows: int, columns: int) -> None:
    dice = SplitMix(seed)
    singly = [dice.random((columns,)) for _ in range(rows)]
    assert np.array_equal(SplitMix(seed).random((rows, columns)), singly)


def test_outcomes_come_by_their_odds() -> None:
    found = np.bincount(thrown(SplitMix(5), (1.0, 2.0, 1.0), (40_000,))) / 40_000
    assert np.allclose(found, [0.25, 0.5, 0.25], atol=0.01)
    spread = normal(SplitMix(6), 2.0, (40_000,))
    assert abs(spread.mean()) < 0.05
    assert abs(spread.std() - 2.0) < 0.05
