"""How long things stay with somebody beside most people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.study.lasting import compared
from certway.core.study.learners import forgetting_sooner
from certway.core.study.memory import DEFAULT, LEAST_WEIGHTS, MOST_WEIGHTS, Parameters


def test_most_people_are_as_most_people() -> None:
    found = compared(DEFAULT)

    assert (found.new, found.learned) == (1, 1)
    assert found.own.new == pytest.approx(2.3065)
    assert found.own.learned > 20 * found.own.new


@pytest.mark.parametrize("times", [0.25, 0.5, 2])
def test_new_things_stay_as_long_as_their_first_stability_says(times: float) -> None:
    found = compared(forgetting_sooner(DEFAULT, times))

    assert found.new == pytest.approx(times)
    assert (found.learned < 1) == (times < 1)


def test_who_learns_faster_keeps_what_was_learned_for_longer() -> None:
    weights = list(DEFAULT.weights)
    weights[8] += 0.3  # how much a good review adds
    found = compared(replace(DEFAULT, weights=tuple(weights)))

    assert (found.new, found.learned > 1.2) == (1, True)


@given(st.tuples(*(st.floats(least, most) for least, most in zip(LEAST_WEIGHTS, MOST_WEIGHTS, strict=True))))
def test_every_memory_can_be_compared(weights: tuple[float, ...]) -> None:
    found = compared(Parameters(weights))

    assert found.new > 0
    assert found.learned > 0
