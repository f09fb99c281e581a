"""Adaptive exams keep the outline exactly, ask what tells most, and are rebuilt from seed and log."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.pools import pool
from certway.core.psychometrics.response import information, probability
from certway.core.sit.adaptive import (
    GRID,
    AdaptiveTest,
    PoolError,
    Stop,
    answer,
    begin,
    estimate,
    finished,
    pick,
    prepare,
    replay,
)
from certway.core.sit.pool import NONE
from certway.core.sit.rivals import rivals_of
from strategies.effort import effort

COUNTS = {"blood": 6, "urine": 4, "heart": 2}


def exam(seed: int, **told: object) -> AdaptiveTest:
    """Return an exam of twelve questions from ninety."""
    made = pool(Random(seed), 90, nodes=("blood", "urine", "heart"), sets=6, enemies=8)
    return prepare(made, COUNTS, **told)


def seeds(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.uint64)


def taken(test: AdaptiveTest, seed: int, answers: list[bool]) -> list[int]:
    """Return what one taker is asked who answers so."""
    taker, asked = begin(test, seeds(seed)), []
    for right in answers:
        item = pick(test, taker)
        asked.append(int(item[0]))
        taker = answer(test, taker, item, np.array([right]))
    return asked


@effort(60)
@given(st.integers(0, 50), st.integers(0, 2**32), st.lists(st.booleans(), min_size=12, max_size=12))
def test_outline_is_exact_and_no_rivals_are_asked(made: int, seed: int, answers: list[bool]) -> None:
    test = exam(made)
    asked = taken(test, seed, answers)
    rivals = rivals_of(test.pool)

    assert np.bincount(test.pool.node[asked], minlength=3).tolist() == [6, 4, 2]
    assert all(len({*rivals[item].tolist()} & {*asked}) == 1 for item in asked)


@effort(40)
@given(st.integers(0, 50), st.integers(0, 2**32), st.lists(st.booleans(), max_size=12))
def test_log_rebuilds_where_one_stands_and_what_comes_next(made: int, seed: int, answers: list[bool]) -> None:
    test = exam(made, limits=np.full(90, 0.6))
    taker = begin(test, seeds(seed))
    for right in answers:
        taker = answer(test, taker, pick(test, taker), np.array([right]))
    rebuilt = replay(test, seed, taken(test, seed, answers), answers)

    assert pick(test, rebuilt).tolist() == pick(test, taker).tolist()
    assert estimate(rebuilt).mean == pytest.approx(estimate(taker).mean)
    for name in ("count", "parts", "closed", "barred"):
        assert getattr(rebuilt, name).tolist() == getattr(taker, name).tolist()


@effort(40)
@given(st.integers(0, 50), st.lists(st.integers(0, 2**32), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_many_at_once_are_asked_what_each_is_alone(made: int, numbers: list[int], dice: Random) -> None:
    test = exam(made)
    told = [[dice.random() < 0.5 for _ in range(12)] for _ in numbers]
    takers, asked = begin(test, seeds(*numbers)), []
    for place in range(12):
        items = pick(test, takers)
        asked.append(items.tolist())
        takers = answer(test, takers, items, np.array([answers[place] for answers in told]))

    assert np.array(asked).T.tolist() == [taken(test, one, answers) for one, answers in zip(numbers, told, strict=True)]
    assert pick(test, takers).tolist() == [NONE] * len(numbers)


def test_question_asked_is_one_of_those_that_tell_most_in_its_part() -> None:
    test = exam(3, among=3)
    items = pick(test, begin(test, np.arange(400, dtype=np.uint64)))
    made = test.pool
    tells = information(np.array(0.0), made.a, made.b, made.c)
    for node in range(3):
        inside = np.flatnonzero(made.node == node)
        best = inside[np.argsort(-tells[inside], kind="stable")[:3]]
        assert {*items[made.node[items] == node].tolist()} == {*best.tolist()}


def test_estimate_is_the_mean_of_what_is_likely_after_the_answers() -> None:
    test, asked, right = exam(4), [3, 10, 40, 41], [True, False, True, True]
    made = test.pool
    chance = probability(GRID[:, None], made.a[asked], made.b[asked], made.c[asked])
    likely = np.exp(-(GRID**2) / 2) * np.where(right, chance, 1 - chance).prod(axis=1)
    likely /= likely.sum()
    found = estimate(replay(test, 1, asked, right))

    assert found.mean[0] == pytest.approx((likely * GRID).sum())
    assert found.standard_error[0] == pytest.approx(np.sqrt((likely * GRID**2).sum() - found.mean[0] ** 2))


def test_changed_answer_changes_the_estimate_and_not_what_was_asked() -> None:
    test = exam(5)
    asked = taken(test, 9, [True] * 12)
    before, after = replay(test, 9, asked, [True] * 12), replay(test, 9, asked, [True] * 11 + [False])

    assert estimate(after).mean[0] < estimate(before).mean[0]
    assert finished(test, after).all()
    assert after.closed.tolist() == before.closed.tolist()


def test_exam_ends_with_its_precision_and_not_before_the_least_number() -> None:
    for stop, length in ((Stop(5, 10.0), 5), (Stop(1, 0.0), 12)):
        test = exam(6, stop=stop)
        taker = begin(test, seeds(1))
        while not finished(test, taker).all():
            taker = answer(test, taker, pick(test, taker), np.array([True]))
        assert taker.count.tolist() == [length]


def test_question_above_its_limit_is_not_asked_unless_none_is_left() -> None:
    free = exam(7)
    limits = np.where(np.arange(90) % 2, 1.0, 0.0)
    asked = [taken(replace(free, limits=limits), seed, [True, False] * 6) for seed in range(20)]
    assert all(item % 2 for items in asked for item in items)
    none = [taken(replace(free, limits=np.zeros(90)), seed, [True, False] * 6) for seed in range(5)]
    assert all(np.bincount(free.pool.node[items], minlength=3).tolist() == [6, 4, 2] for items in none)


def test_pool_that_could_run_out_is_refused() -> None:
    made = pool(Random(1), 90, nodes=("blood", "urine", "heart"), sets=0, enemies=0)
    with pytest.raises(PoolError, match="urine lacks 1") as told:
        prepare(made, {"blood": 30, "urine": 31})
    assert told.value.lacks[0].node == "urine"
