"""Today's agenda: within the minutes, what gains most first, topics in turns, what was missed once more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.study.agenda import (
    APART,
    Activity,
    Gains,
    agenda,
    mixed,
    planned_gains,
    simple_gains,
    spread,
    unevenness_for,
)
from certway.core.study.course import Course
from certway.core.study.dice import SplitMix
from certway.core.study.effort import USUAL
from certway.core.study.knowledge import Knowledge, knowledge_of
from certway.core.study.learners import KINDS, Kind, forgetting_sooner
from certway.core.study.memory import AGAIN, DEFAULT, GOOD, replay
from certway.core.study.planning import plan_course
from certway.core.study.worth import varied

TODAY = 100
NOTHING = np.array([], np.int64)


def knowing(cards: int, reviews: list[tuple[int, float, int]], kinds: tuple[Kind, ...] = KINDS) -> Knowledge:
    """Return what is known of cards after reviews: card, day and grade of each."""
    told = [np.array(column) for column in zip(*reviews, strict=True)] if reviews else [NOTHING, NOTHING, NOTHING]
    card, day, grade = told
    return knowledge_of(
        kinds, cards, card.astype(np.int64), day.astype(np.float64), grade.astype(np.int64), today=TODAY
    )


def test_knowledge_is_that_of_the_deck_and_tells_kinds_apart() -> None:
    reviews = [(0, 80.5, GOOD), (0, 90.5, AGAIN), (2, 95.0, GOOD), (1, TODAY + 0.4, GOOD)]
    found = knowing(4, reviews)
    card, day, grade = (np.array(column) for column in zip(*reviews, strict=True))
    deck = replay(DEFAULT, card, day, grade)
    assert np.allclose(found.stability[0, :3], deck.stability)
    assert found.last_day.tolist() == [-10, 0, -5, 0]
    assert found.last_grade.tolist() == [AGAIN, GOOD, GOOD, 0]
    assert found.is_fresh.tolist() == [False, True, False, False]
    assert found.recall_in(0)[3] == 0
    assert np.isclose(found.shares.sum(), 1)
    forgetful = knowing(1, [(0, 90.0 + day, AGAIN) for day in range(8)])
    assert forgetful.shares[0] < found.shares[0] < 0.45


def test_reviews_of_other_cards_tell_what_kind_of_learner_she_is() -> None:
    others = [(7, 60.0 + 3 * day, AGAIN) for day in range(10)]
    assert knowing(2, others).shares[0] < knowing(2, []).shares[0]
    assert not knowing(2, others).seen.any()


def test_plan_of_a_day_ranks_as_the_simulated_policy_does() -> None:
    weights = np.repeat([0.004, 0.016], 50)
    course = Course(weights, np.full(12, 600.0))
    kinds = (Kind(DEFAULT, 1.0),)
    known = knowing(100, [(card, 93.0, GOOD) for card in range(0, 100, 2)], kinds)
    plan = plan_course(course, lambda: SplitMix(1), kinds, known.traces())
    found = planned_gains([by_day[0] for by_day in plan.days], known, weights)
    assert found.gain[50:].mean() > 2 * found.gain[:50].mean()
    chosen = agenda(found, known, np.arange(100) % 7, seconds=600.0)
    assert {one.kind for one in chosen.picks} <= {"new", "review"}
    assert all(one.card >= 50 for one in chosen.picks[:10])
    assert 560 <= chosen.seconds <= 640


def test_reviews_are_varied_by_lot_as_far_as_the_kinds_of_learners_say() -> None:
    gains, reviews = np.array([0.1, 0.1, 0.1, -0.1]), np.array([True, True, False, True])
    lots = np.array([0.5, 0.9, 0.9, 0.9])
    assert varied(gains, reviews, 0.5, lots).tolist() == pytest.approx([0.1, 0.5, 0.1, -0.1])
    assert varied(gains, reviews, 0.0, lots).tolist() == pytest.approx(gains.tolist())
    assert varied(gains, ~reviews & False, 0.5, lots).tolist() == gains.tolist()

    course = Course(np.full(4, 0.25), np.full(4, 60.0))
    kinds = (Kind(DEFAULT, 0.75), Kind(forgetting_sooner(DEFAULT, 0.5), 0.25))
    known = knowing(4, [], kinds)
    days = [by_day[0] for by_day in plan_course(course, lambda: SplitMix(1), kinds, known.traces()).days]
    told = [replace(day, unevenness=unevenness) for day, unevenness in zip(days, (0.4, 1.2), strict=True)]
    assert unevenness_for(told, known) == pytest.approx(0.6)


def test_without_a_plan_what_one_look_adds_counts() -> None:
    known = knowing(4, [(0, 99.0, GOOD), (1, 60.0, GOOD)])
    found = simple_gains(USUAL, known, np.array([0.25] * 4), 30)
    assert found.gain[1] > found.gain[0] > 0
    assert np.isclose(found.gain[2], found.gain[3])
    assert found.gain[2] > found.gain[0]
    assert np.isclose(found.seconds[2], USUAL.new_seconds)


@given(seed=st.integers(0, 2**32), seconds=st.floats(0, 5_000), parts=st.integers(1, 6))
def test_agenda_keeps_to_the_minutes_and_asks_nothing_twice(seed: int, seconds: float, parts: int) -> None:
    dice, cards = SplitMix(seed), 60
    gains = Gains(dice.random((cards,)) - 0.2, 10 + 50 * dice.random((cards,)))
    known = knowing(cards, [(card, 80.0 + card / 4, 1 + card % 4) for card in range(30)])
    part = (np.arange(cards) % parts).astype(np.int64)
    hidden = dice.random((cards,)) < 0.2
    evened = mixed(gains, known, part, np.full(parts, 1 / parts), dice.random((cards,)), seconds=seconds)
    found = agenda(evened, known, part, seconds=seconds, without=hidden)
    chosen = [one.card for one in found.picks]
    assert len(set(chosen)) == len(chosen)
    assert not hidden[chosen].any()
    assert (gains.gain[chosen] > 0).all()
    assert found.seconds <= seconds + gains.seconds.max() / 2
    rest = [card for card in range(cards) if card not in chosen and not hidden[card] and evened.gain[card] > 0]
    rate = evened.gain / evened.seconds
    if chosen and rest:
        assert rate[rest].max() <= rate[chosen].min() + 1e-12


def test_new_cards_come_of_all_parts_by_their_share() -> None:
    parts = np.repeat([0, 1, 2], [20, 100, 180])
    shares = np.array([0.2, 0.3, 0.5])
    weights = shares[parts] / np.bincount(parts)[parts]
    known, lots = knowing(300, []), SplitMix(3).random((300,))
    plain = simple_gains(USUAL, known, weights, 40)
    seconds = float(plain.seconds[0]) * 30
    alone = agenda(plain, known, parts, seconds=seconds)
    assert {int(parts[one.card]) for one in alone.picks} == {0, 1}
    found = agenda(mixed(plain, known, parts, shares, lots, seconds=seconds), known, parts, seconds=seconds)
    counts = np.bincount([parts[one.card] for one in found.picks], minlength=3)
    assert counts.min() >= 4
    assert counts[2] >= 9


def test_what_was_missed_today_comes_again_after_some_others() -> None:
    known = knowing(
        20, [(0, TODAY + 0.1, AGAIN), (1, TODAY + 0.2, GOOD), (2, TODAY + 0.1, AGAIN), (2, TODAY + 0.3, GOOD)]
    )
    gains = simple_gains(USUAL, known, np.full(20, 0.05), 30)
    found = agenda(gains, known, np.arange(20), seconds=400.0)
    assert [one.kind for one in found.picks].index("again") == APART
    assert found.picks[APART].card == 0
    assert {1, 2}.isdisjoint(one.card for one in found.picks)


def test_other_work_stands_where_it_gains_more_for_a_second() -> None:
    known = knowing(3, [])
    gains = Gains(np.array([0.3, 0.2, 0.1]), np.full(3, 10.0))
    skill, scenario = Activity("skill", 1.0, 40.0), Activity("scenario", 0.001, 20.0)
    found = agenda(gains, known, np.arange(3), seconds=55.0, activities=[scenario, skill])
    assert found.activities == (skill,) or found.picks[0].card == 0
    long = agenda(gains, known, np.arange(3), seconds=500.0, activities=[scenario, skill])
    assert skill in long.activities
    assert [one.card for one in long.picks] == [0, 1, 2]


@given(st.lists(st.integers(0, 4), max_size=30))
def test_two_of_a_topic_stand_together_only_where_no_other_is_left(topics: list[int]) -> None:
    known = knowing(len(topics), []) if topics else knowing(1, [])
    gains = Gains(np.ones(len(topics)), np.ones(len(topics)))
    picks = agenda(gains, known, np.array(topics, np.int64), seconds=1e9).picks if topics else ()
    found = [topics[one.card] for one in spread(picks, np.array(topics, np.int64))]
    for at in range(1, len(found)):
        if found[at] == found[at - 1]:
            assert set(found[at:]) == {found[at]}
