"""Trials: the same luck for every way of studying, one truth for all, and what hindsight finds is the best there is."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import get_args

import numpy as np
import pytest

from certway.core.study.memory import DEFAULT
from certway.core.study.policies import Worths
from certway.core.study.simulation import Habits
from certway.core.study.trial_learners import TRUTHS, TruthName, learners_of, own_parameters
from certway.core.study.trials import (
    AREAS,
    WAYS,
    Trial,
    TrialFound,
    Tried,
    Way,
    WayName,
    areas_of,
    course_of,
    gather,
    plan_trial,
    try_way,
)

DICE = np.random.default_rng
TRIAL = Trial(cards=48, minutes=2, days=8, truth="fsrs", learners=4)


@cache
def plan_here() -> Worths:
    return plan_trial(TRIAL, DICE)


def found(trial: Trial) -> TrialFound:
    """Return a trial with the plan made once; the peer is tuned among few."""
    ways = (Way("certway"), Way("fsrs"), Way("tuned", 0.7, 10), Way("tuned", 0.9, 20), Way("weakest"), Way("chance"))
    return gather(trial, DICE, [try_way(trial, way, DICE, plan_here()) for way in ways])


def test_every_way_has_its_place_and_the_tuned_one_is_the_best_of_its_like() -> None:
    told = found(TRIAL)
    assert [one.way.name for one in told.ways] == list(get_args(WayName))
    tuned = [try_way(TRIAL, Way("tuned", *how), DICE).score for how in ((0.7, 10), (0.9, 20))]
    assert told.score("tuned") == max(tuned)
    assert told.bound is not None
    assert told.bound > told.score("certway") - 2  # four learners have luck
    assert told.score("certway") > told.score("chance")
    assert {way.name for way in WAYS} == set(get_args(WayName)) - {"tuned-by-weight"}


@pytest.mark.parametrize("truth", TRUTHS)
def test_trial_comes_to_the_same_again_and_to_another_with_another_seed(truth: TruthName) -> None:
    trial = replace(TRIAL, truth=truth, ability_spread=0.4, habits=Habits(missed_share=0.2, slip_share=0.1))
    one, same, other = (try_way(asked, Way("fsrs"), DICE) for asked in (trial, trial, replace(trial, seed=1)))
    assert (one.scores == same.scores).all()
    assert (one.seconds == same.seconds).all()
    assert (one.scores != other.scores).any()
    assert (one.scores > 0).all()


def test_all_ways_miss_the_same_days() -> None:
    trial = replace(TRIAL, habits=Habits(missed_share=0.5))
    missed = [one.seconds == 0 for one in found(trial).ways]
    assert missed[0].any()
    assert all((one == missed[0]).all() for one in missed)


def test_slips_and_other_parameters_cost_points() -> None:
    usual = try_way(TRIAL, Way("fsrs"), DICE).score
    assert try_way(replace(TRIAL, habits=Habits(slip_share=0.4)), Way("fsrs"), DICE).score < usual
    assert try_way(replace(TRIAL, truth="fsrs-wrong"), Way("fsrs"), DICE).score < usual


def test_bound_is_told_only_where_it_holds() -> None:
    told = {truth: found(replace(TRIAL, truth=truth)).bound for truth in TRUTHS}
    assert [truth for truth, bound in told.items() if bound is not None] == ["fsrs", "fsrs-wrong"]
    assert found(replace(TRIAL, ability_spread=0.3)).bound is None
    assert found(replace(TRIAL, habits=Habits(slip_share=0.1))).bound is None


def test_areas_carry_their_shares() -> None:
    areas, course = areas_of(TRIAL, DICE), course_of(TRIAL, DICE)
    assert np.bincount(areas).tolist() == [8] * len(AREAS)
    assert [course.weights[areas == area].sum() for area in range(len(AREAS))] == pytest.approx(AREAS)
    assert course.seconds.tolist() == [120.0] * 8


@pytest.mark.parametrize("truth", TRUTHS)
def test_ability_is_of_areas(truth: TruthName) -> None:
    areas = np.repeat(np.arange(3), 400)
    cards = len(areas)
    start = learners_of(truth, 2, areas, ability_spread=1.5, dice=DICE(4))
    seen = start.after(np.ones((2, cards), np.bool_), np.full((2, cards), 3), 0)
    recalled = seen.recall_on(8).reshape(2, 3, -1).mean(axis=2)
    plain = learners_of(truth, 2, areas, ability_spread=0.0, dice=DICE(4))
    same = plain.after(np.ones((2, cards), np.bool_), np.full((2, cards), 3), 0)
    level = same.recall_on(8).reshape(2, 3, -1).mean(axis=2)
    assert np.ptp(recalled, axis=1).min() > 0.05
    assert np.ptp(level, axis=1).max() < 0.05


def test_own_parameters_differ_around_the_defaults() -> None:
    drawn = own_parameters(DICE(2), 300)
    decays = np.array([one.weights[20] for one in drawn])
    assert np.median(decays) == pytest.approx(DEFAULT.weights[20], rel=0.1)
    assert len({one.weights for one in drawn}) == 300
    assert all(one.weights[9:20] == DEFAULT.weights[9:20] for one in drawn)


def test_peak_is_the_fullest_day_over_the_mean_one() -> None:
    tried = Tried(Way("chance"), np.zeros(2), np.array([[60.0, 120.0], [0.0, 0.0]]))
    assert tried.peaks.tolist() == [pytest.approx(120 / 90), 1.0]
