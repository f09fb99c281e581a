"""Questions that hang together exclude each other, and a part that could run out is named."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np

from builders.pools import pool
from certway.core.sit.pool import NONE
from certway.core.sit.rivals import lacks_of, rivals_of
from certway.core.sit.wanted import Lack


def test_sets_and_enemies_of_enemies_exclude_each_other() -> None:
    made = replace(pool(Random(1), 8, sets=1), enemies=((1, 2), (2, 5), (6, 7)))
    together = [{*row} for row in rivals_of(made).tolist()]

    assert together == [{0, 1, 2, 5}, {0, 1, 2, 5}, {0, 1, 2, 5}, {3}, {4}, {0, 1, 2, 5}, {6, 7}, {6, 7}]


def test_every_candidate_alone_has_itself() -> None:
    made = pool(Random(1), 4, sets=0, enemies=0)
    assert rivals_of(made).tolist() == [[0], [1], [2], [3]]


def test_group_counts_once_and_not_at_all_if_it_is_of_two_parts() -> None:
    made = replace(
        pool(Random(1), 8, sets=0), set_=np.full(8, NONE), enemies=((0, 2, 4), (1, 6)), node=np.array([0, 1] * 4)
    )
    assert lacks_of(made, {"blood": 1, "urine": 3}) == ()
    assert lacks_of(made, {"blood": 2, "urine": 4, "heart": 1}) == (
        Lack("blood", 1),
        Lack("urine", 1),
        Lack("heart", 1),
    )
