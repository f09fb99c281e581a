"""Studying by the plan: more is known on the day of the exam than by what people run, within the same minutes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from certway.core.study.course import MOST_CLASSES, Course, classes_of
from certway.core.study.learners import KINDS, forgetting_sooner, halving, likelihoods, shares_after
from certway.core.study.memory import DEFAULT, Floats, next_states, recall
from certway.core.study.planning import NEXT_TO_NOTHING, expected_score, plan_course
from certway.core.study.policies import NEVER, Chance, FixedRetention, Planned, Policy, Worths
from certway.core.study.simulation import Habits, Outcome, simulate
from certway.core.study.truths import ActR, ActRTrace, FsrsTrace, HalfLife, HalfLifeTrace, Trace

CARDS, LEARNERS = 90, 8
AREAS = np.arange(CARDS) % 3
COURSE = Course(np.array([0.6, 0.3, 0.1])[AREAS] / 30, np.full(14, 150.0))


def dice() -> np.random.Generator:
    return np.random.default_rng(3)


KEPT = Habits()


@cache
def worths_here() -> Worths:
    return plan_course(COURSE, dice, KINDS[:2])


def studied(policy: Policy, truth: Trace | None = None, course: Course = COURSE, habits: Habits = KEPT) -> Outcome:
    start = FsrsTrace.new(DEFAULT, LEARNERS, CARDS) if truth is None else truth
    return simulate(start, policy, course, habits, np.random.default_rng(5))


def test_plan_knows_more_than_what_people_run_and_than_chance() -> None:
    own = studied(Planned.start(worths_here(), LEARNERS)).scores.mean()
    peer = studied(FixedRetention.start(LEARNERS, CARDS)).scores.mean()
    tuned = max(
        studied(
            FixedRetention.start(LEARNERS, CARDS, retention=retention, new_a_day=new, spends_leftover=True)
        ).scores.mean()
        for retention in (0.7, 0.8, 0.9)
        for new in (5, 10, 20)
    )
    lots = studied(Chance.start(COURSE, LEARNERS, dice())).scores.mean()
    assert own > tuned + 1
    assert own > peer + 4
    assert own > lots + 4


@pytest.mark.parametrize("model", ["act-r", "half-life"])
def test_plan_holds_where_memory_is_another_model(model: str) -> None:
    def truth() -> Trace:
        if model == "act-r":
            return ActRTrace.new(ActR(), LEARNERS, CARDS, dice())
        return HalfLifeTrace.new(HalfLife(), LEARNERS, CARDS, dice())

    own = studied(Planned.start(worths_here(), LEARNERS), truth()).scores.mean()
    peer = studied(FixedRetention.start(LEARNERS, CARDS), truth()).scores.mean()
    assert own > peer


def test_few_cards_are_begun_where_most_cannot_be_kept() -> None:
    scarce = replace(COURSE, seconds=np.full(20, 60.0))
    kinds = (KINDS[0], KINDS[-1])
    worths = plan_course(scarce, dice, kinds)

    def truth() -> Trace:
        return HalfLifeTrace.new(HalfLife(), LEARNERS, CARDS, dice())

    own = studied(Planned.start(worths, LEARNERS), truth(), scarce).scores.mean()
    weighty = FixedRetention.start(LEARNERS, CARDS, new_a_day=5, spends_leftover=True)
    by_weight = replace(weighty, order=np.argsort(-COURSE.weights, kind="stable"))
    assert own > studied(by_weight, truth(), scarce).scores.mean()


def test_half_lives_are_forgotten_fast_and_gain_little_whatever_went_wrong() -> None:
    parameters = halving(DEFAULT)
    assert recall(parameters, 1.0, 10.0) < recall(DEFAULT, 1.0, 10.0) - 0.15
    stability, difficulty = next_states(parameters, np.array([1.0, 30.0]), 8.0, np.array([4.0, 120.0]))
    grown = stability / np.array([[1.0], [30.0]])
    assert (grown[:, 1:] > 1.2).all()
    assert (grown[0] > grown[1]).all()
    assert (grown[:, 0] < 0.6).all()
    assert (stability < next_states(DEFAULT, np.array([1.0, 30.0]), 8.0, np.array([4.0, 120.0]))[0])[:, 2:].all()
    assert difficulty == pytest.approx(8.0, abs=0.02)


def test_minutes_are_kept_and_days_off_are_free() -> None:
    course = replace(COURSE, seconds=np.where(np.arange(14) % 7 == 6, 0.0, 150.0))
    outcome = studied(Planned.start(worths_here(), LEARNERS), course=course)
    assert (outcome.seconds[:, 6::7] == 0).all()
    worked = np.delete(outcome.seconds, np.s_[6::7], axis=1)
    assert worked.mean() == pytest.approx(150.0, abs=6)
    assert (worked.max(axis=1) / worked.mean(axis=1)).max() < 1.5


def test_missed_days_cost_and_the_rest_is_studied_all_the_same() -> None:
    whole = studied(Planned.start(worths_here(), LEARNERS))
    some = studied(Planned.start(worths_here(), LEARNERS), habits=Habits(missed_share=0.4))
    assert some.scores.mean() < whole.scores.mean()
    assert (some.seconds == 0).any()


def test_same_dice_give_the_same_plan_and_the_same_outcome() -> None:
    again = plan_course(COURSE, dice, KINDS[:2])
    assert [day.price for day in again.days[1]] == [day.price for day in worths_here().days[1]]
    first, second = (studied(Planned.start(one, LEARNERS)) for one in (worths_here(), again))
    assert (first.scores == second.scores).all()


def test_plan_goes_on_from_what_is_remembered() -> None:
    stability = np.where(np.arange(CARDS) < 40, 12.0, np.nan)[None]
    difficulty, day = np.where(np.isnan(stability), np.nan, 5.0), np.full((1, CARDS), -6.0)
    begun = replace(FsrsTrace.new(DEFAULT, 1, CARDS), stability=stability, difficulty=difficulty, day=day)
    worths = plan_course(COURSE, dice, KINDS[:1], [begun])
    score = expected_score(COURSE, worths, [begun], np.ones(1), dice())
    assert score > expected_score(COURSE, worths_here(), [FsrsTrace.new(DEFAULT, 1, CARDS)], np.ones(1), dice())
    longer = replace(COURSE, seconds=COURSE.seconds * 1.5)
    more = plan_course(longer, dice, KINDS[:1], [begun])
    assert expected_score(longer, more, [begun], np.ones(1), dice()) > score


def test_far_exam_is_reckoned_in_steps_of_days() -> None:
    course = Course(np.full(12, 1 / 12), np.full(100, 20.0))
    assert (course.step_days, course.steps, course.step_of(0), course.step_of(99)) == (2, 50, 0, 49)
    assert course.step_seconds().sum() == pytest.approx(2000.0)
    odd = replace(course, seconds=np.full(101, 20.0))
    assert (odd.steps, odd.step_of(0), odd.step_of(1), odd.step_of(100)) == (51, 0, 1, 50)
    assert odd.step_seconds()[:2].tolist() == [20.0, 40.0]
    worths = plan_course(course, dice, KINDS[:1])
    assert len(worths.days[0]) == 100


def share_of_who_forgets_sooner(truth: FsrsTrace) -> float:
    policy: Policy = Planned.start(worths_here(), LEARNERS)
    throws = np.random.default_rng(8)
    for day in range(13):
        ranks = (-policy.priorities(day)).argsort(axis=1).argsort(axis=1)
        chance = np.where(truth.seen, truth.recall_on(day), 1.0)
        looked, grades = ranks < 40, np.where(throws.random(ranks.shape) < chance, 3, 1)
        truth, policy = truth.after(looked, grades, day), policy.after(looked, grades, day)
    assert isinstance(policy, Planned)
    return float(policy.shares[:, 1].mean())


def test_reviews_make_the_kind_of_learner_likelier_that_expected_them() -> None:
    usual = share_of_who_forgets_sooner(FsrsTrace.new(DEFAULT, LEARNERS, CARDS))
    sooner = share_of_who_forgets_sooner(FsrsTrace.new(forgetting_sooner(DEFAULT, 0.25), LEARNERS, CARDS))
    assert usual < KINDS[1].share / (KINDS[0].share + KINDS[1].share) < sooner


def test_kinds_are_told_apart_by_bayes() -> None:
    logs = likelihoods(np.array([True, False]), np.array([0.8, 0.6]))
    assert logs == pytest.approx(np.log([0.8, 0.4]))
    assert shares_after(np.array([0.5, 0.5]), np.log([[0.9, 0.3]])) == pytest.approx(np.array([[0.75, 0.25]]))


def test_card_is_looked_at_once_a_day() -> None:
    policy: Policy = Planned.start(worths_here(), LEARNERS)
    looked = np.zeros((LEARNERS, CARDS), np.bool_)
    looked[:, :5] = True
    policy = policy.after(looked, np.full(looked.shape, 3), 4)
    again: Floats = policy.priorities(4)
    assert (again[:, :5] == NEVER).all()
    assert np.isfinite(again[:, 5:]).all()


def test_many_weights_become_few_classes_near_them() -> None:
    weights = np.linspace(0.001, 0.009, 50)
    found, classes = classes_of(weights)
    assert len(found) == MOST_CLASSES
    assert (np.diff(found) > 0).all()
    assert np.abs(found[classes] - weights).max() < 0.001


def test_gaps_are_uneven_where_time_is_ample_at_next_to_no_cost() -> None:
    """Even gaps suit none of the other models of memory best."""
    ample = Course(COURSE.weights, np.full(30, 600.0))
    plan = plan_course(ample, dice, KINDS[:1])
    even = replace(plan, days=(tuple(replace(day, unevenness=0.0) for day in plan.days[0]),))

    def scores(plan: Worths) -> list[float]:
        truths = (FsrsTrace.new(DEFAULT, LEARNERS, CARDS), ActRTrace.new(ActR(), LEARNERS, CARDS, dice()))
        return [float(studied(Planned.start(plan, LEARNERS), truth, ample).scores.mean()) for truth in truths]

    own, without = scores(plan), scores(even)
    assert plan.days[0][0].unevenness > 0
    assert own[0] > without[0] - 2 * NEXT_TO_NOTHING
    assert own[1] > without[1]


@pytest.mark.parametrize("seed", [2, 5])
def test_of_plans_that_are_alike_that_is_kept_which_begins_new_cards_soonest(seed: int) -> None:
    ample = Course(COURSE.weights, np.full(30, 600.0))
    plan = plan_course(ample, lambda: np.random.default_rng(seed), KINDS[:3])
    assert {day.caution for days in plan.days for day in days} == {1.0}
