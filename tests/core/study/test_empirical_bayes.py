"""The fixed numbers that are found are near to those that answers were drawn with."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from builders.answer_logs import drawn_log
from certway.core.study.assumptions import DEFAULTS, NAMES, assumptions_of, point_of
from certway.core.study.empirical_bayes import fit_assumptions, sample_of


def test_spreads_of_people_topics_and_items_are_found() -> None:
    log = drawn_log(np.random.default_rng(1), people=150, answers=60, items=60)

    found = fit_assumptions(log, start=replace(DEFAULTS, level_sd=0.4, item_sd=2.0, topic_sd=1.5))

    assert found.assumptions.level_sd == pytest.approx(1.0, abs=0.3)
    assert found.assumptions.item_sd == pytest.approx(1.0, abs=0.35)
    assert found.assumptions.topic_sd == pytest.approx(0.6, abs=0.3)
    assert found.assumptions.guess < 0.1
    assert found.answers == 9_000


def test_numbers_come_back_from_coordinates() -> None:
    back = assumptions_of(point_of(DEFAULTS))

    assert [getattr(back, name) for name in NAMES] == pytest.approx([getattr(DEFAULTS, name) for name in NAMES])
    assert assumptions_of(point_of(replace(DEFAULTS, guess=0.0))).guess == pytest.approx(1e-4)


def test_sample_is_of_whole_beginnings_of_people_spread_over_the_log() -> None:
    log = drawn_log(np.random.default_rng(2), people=40, answers=30)

    some = sample_of(log, 200, 10)

    assert np.unique(some.person).tolist() == list(range(0, 40, 2))
    assert set(np.bincount(some.person)[::2].tolist()) == {10}
