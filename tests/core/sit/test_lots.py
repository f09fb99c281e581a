"""Lots are the same for the same seed, stream and place on every machine, and spread evenly."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from certway.core.sit.lots import ANSWER, PICK, lots
from strategies.effort import effort


def seeds(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.uint64)


def test_lots_are_these_on_every_machine() -> None:
    drawn = lots(seeds(0, 7), stream=PICK, place=3, count=2)
    assert drawn.tolist() == [[0.9302874638535357, 0.8138721652232379], [0.5653749399701449, 0.1026086875644282]]


@effort(50)
@given(st.integers(0, 2**64 - 1), st.integers(0, 1_000), st.integers(1, 5))
def test_lot_depends_on_its_own_seed_and_place_alone(seed: int, place: int, count: int) -> None:
    many = lots(seeds(1, seed, 2), stream=ANSWER, place=np.array([4, place, 9]), count=count + 3)
    assert many[1, :count].tolist() == lots(seeds(seed), stream=ANSWER, place=place, count=count)[0].tolist()
    assert ((many >= 0) & (many < 1)).all()


def test_lots_are_spread_evenly_over_seeds_places_and_streams() -> None:
    several = [
        lots(np.arange(20_000, dtype=np.uint64), stream=PICK, place=0, count=1),
        lots(seeds(5), stream=PICK, place=0, count=20_000),
        np.concatenate([lots(seeds(5), stream=ANSWER, place=place, count=1) for place in range(20_000)]),
    ]
    for drawn in several:
        counts = np.histogram(drawn, bins=20, range=(0, 1))[0]
        assert ((counts - 1_000) ** 2 / 1_000).sum() < 43.8  # chi-squared, p = 0.001
    assert not np.isin(several[0], several[2]).any()
