"""Flags say what is amiss, beyond the standard error, and never of what few answered."""

from __future__ import annotations

import numpy as np
import pytest

from certway.core.psychometrics.attempts import Attempts, Marks, attempts_of
from certway.core.psychometrics.classical import statistics_of
from certway.core.psychometrics.distractors import options_of
from certway.core.psychometrics.item_flags import LEAST_ANSWERS, ItemFlag, flags_of, suspects_of, unused_of

CURVES: dict[ItemFlag | str, tuple[float, float]] = {  # share right of the weakest and of the ablest
    "sound": (0.3, 0.9),
    "negative": (0.8, 0.2),
    "weak": (0.5, 0.52),
    "hard": (0.05, 0.4),
    "easy": (0.96, 1.0),
}


def answered(people: int, curve: tuple[float, float], *, seed: int = 3) -> Attempts:
    """Return a test of twenty sound items, and one with a curve of its own at the end."""
    rng = np.random.default_rng(seed)
    able = np.linspace(0, 1, people)
    lines = [CURVES["sound"]] * 20 + [curve]
    right = np.stack([rng.random(people) < low + (high - low) * able for low, high in lines], axis=1)
    return attempts_of(right.astype(np.int8))


@pytest.mark.parametrize("name", CURVES)
def test_item_is_flagged_for_what_it_is(name: str) -> None:
    statistics = statistics_of(answered(800, CURVES[name]))
    assert flags_of(statistics, None, 20) == (() if name == "sound" else (name,))


@pytest.mark.parametrize("name", CURVES)
def test_few_answers_are_never_flagged(name: str) -> None:
    statistics = statistics_of(answered(LEAST_ANSWERS - 1, CURVES[name]))
    assert flags_of(statistics, None, 20) == ()


def test_sound_items_are_hardly_ever_flagged_where_few_answered() -> None:
    found = [flags_of(statistics_of(answered(60, CURVES["sound"], seed=seed)), None, 20) for seed in range(60)]
    assert sum(map(bool, found)) <= 3


def chosen(attempts: Attempts) -> Marks:
    """Return what was chosen where who knows it chooses 2, others 0 or 1; option 3 is hardly ever chosen."""
    rng = np.random.default_rng(9)
    choice = np.where(attempts.right, 2, rng.integers(0, 2, len(attempts.item)))
    choice[rng.random(len(choice)) < 0.01] = 3
    return Marks(np.arange(len(choice)), choice, 4)


def test_wrong_key_is_suspected_and_the_option_named_that_the_able_choose() -> None:
    attempts = answered(400, CURVES["sound"])
    marks = chosen(attempts)
    key = np.tile(np.arange(4) == 2, (21, 1))
    key[20] = np.arange(4) == 0  # a slip: who knows it chooses 2
    scored = Attempts(400, 21, attempts.person, attempts.item, key[attempts.item, marks.kind])
    options = options_of(scored, marks, is_key=key)

    assert flags_of(statistics_of(scored), options, 20) == ("miskeyed", "negative", "hard", "unused")
    assert (suspects_of(options, 20), unused_of(options, 20)) == ((2,), (3,))
    assert [suspects_of(options, item) for item in range(20)] == [()] * 20


def test_options_that_an_item_does_not_have_are_not_unused() -> None:
    attempts = answered(400, CURVES["sound"])
    key, there = np.tile(np.arange(5) == 2, (21, 1)), np.tile(np.arange(5) < 3, (21, 1))
    marks = chosen(attempts)
    options = options_of(attempts, Marks(marks.answer, marks.kind, 5), is_key=key, there=there)
    assert flags_of(statistics_of(attempts), options, 0) == ()
