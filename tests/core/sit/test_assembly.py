"""Forms are the best there are, keep every limit, and say why there are none."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.pools import best_least, breaches, pool, wanted
from certway.core.sit.assembly import assemble
from certway.core.sit.pool import NONE
from certway.core.sit.rows import INFORMATION
from certway.core.sit.wanted import FAMILIES, Lack, Wanted
from strategies.effort import effort

DICE = st.randoms(use_true_random=False)


@effort(150)
@given(DICE, st.integers(4, 8), st.integers(1, 2))
def test_least_information_is_that_of_trying_everything(dice: Random, items: int, forms: int) -> None:
    small, asked = pool(dice, items), wanted(dice, forms=forms)
    found, best = assemble(small, asked, gap=0), best_least(small, asked)

    assert (found.status, round(found.least * INFORMATION)) == ("impossible" if best is None else "optimal", best or 0)
    assert best is None or breaches(small, asked, found.forms) == []


@effort(40)
@given(DICE, st.integers(1, 3), st.sampled_from([0, 3, None]))
def test_larger_forms_keep_every_limit(dice: Random, forms: int, overlap: int | None) -> None:
    large = pool(dice, 90, sets=6, enemies=8)
    asked = replace(wanted(dice, forms=forms), counts={"blood": 8, "urine": 7}, levels={}, overlap=overlap)
    found = assemble(large, asked, gap=0.02)

    assert found.status != "unsolved"
    assert found.status == "impossible" or breaches(large, asked, found.forms) == []
    assert found.least <= found.bound


@effort(20)
@given(DICE, st.integers(4, 8))
def test_each_reason_makes_forms_possible_and_no_other_does(dice: Random, items: int) -> None:
    small, asked = pool(dice, items, sets=2), wanted(dice, forms=2)
    found = assemble(small, asked)
    if found.status != "impossible":
        assert (found.lacks, found.reasons) == ((), ())
        return
    eased = {
        "levels": (small, replace(asked, levels={})),
        "difficulty": (small, replace(asked, difficulty=None)),
        "keys": (small, replace(asked, key_spread=None)),
        "topics": (small, replace(asked, topic_most=None)),
        "enemies": (replace(small, enemies=()), asked),
        "sets": (replace(small, set_=np.full(items, NONE)), asked),
        "overlap": (small, replace(asked, overlap=None)),
        "used": (small, replace(asked, used_most=None)),
    }
    assert found.reasons == tuple(name for name in FAMILIES if best_least(*eased[name]) is not None)


def test_large_pool_is_narrowed_without_losing_what_was_asked_for() -> None:
    large = pool(Random(1), 1_200, nodes=("a", "b", "c"), sets=40, enemies=60)
    asked = Wanted(
        counts={"a": 20, "b": 15, "c": 5},
        forms=2,
        levels={"recall": (8, 16), "application": (8, 20)},
        difficulty=(-0.1, 0.1),
        key_spread=2,
        topic_most=2,
        overlap=4,
    )
    found = assemble(large, asked)

    assert breaches(large, asked, found.forms) == []
    assert found.gap < 0.01
    assert found == assemble(large, asked)


def test_part_with_too_few_questions_is_named_with_what_it_lacks() -> None:
    small = pool(Random(2), 10, sets=0, enemies=0)
    asked = Wanted(counts={"blood": 6, "urine": 5}, forms=1)
    assert assemble(small, asked).lacks == (Lack("blood", 1),)
    twice = assemble(small, replace(asked, counts={"blood": 3, "urine": 2, "heart": 1}, forms=2))
    assert (twice.status, twice.lacks) == ("impossible", (Lack("blood", 1), Lack("heart", 2)))
    assert twice.reasons == ()


def test_limit_of_overlap_is_the_reason_where_forms_would_share() -> None:
    small = pool(Random(2), 10, sets=0, enemies=0)
    found = assemble(small, Wanted(counts={"blood": 3, "urine": 3}, forms=2))
    assert (found.lacks, found.reasons) == ((Lack("blood", 1), Lack("urine", 1)), ("overlap",))


def test_forms_that_may_share_everything_are_the_best_one_each_time() -> None:
    small = pool(Random(3), 12)
    once = assemble(small, Wanted(counts={"blood": 2, "urine": 2}), gap=0)
    thrice = assemble(small, Wanted(counts={"blood": 2, "urine": 2}, forms=3, overlap=None), gap=0)
    assert thrice.forms == once.forms * 3
    assert thrice.least == pytest.approx(once.least)
