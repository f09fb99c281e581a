"""What is believed after answers is near to Bayes' rule, and moves as it should."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.answer_logs import drawn_log, log_with
from certway.core.psychometrics.response import Floats
from certway.core.study.abilities import Abilities, abilities_at
from certway.core.study.ability_learning import chance_of, learn
from certway.core.study.answer_log import DAY, AnswerLog
from certway.core.study.assumptions import DEFAULTS, Assumptions
from certway.core.study.beliefs import beliefs_before
from certway.core.study.difficulties import Difficulties, unknown_difficulties
from certway.core.study.normal import normal_points

STILL = replace(
    DEFAULTS,
    level=0.0,
    **dict.fromkeys(("level_drift", "topic_drift", "topic_step", "day_sd"), 0.0),
    **dict.fromkeys(("gain_fast", "gain_slow", "gain_lasting", "gain_level"), 0.0),
)  # nothing changes with time or practice


def known(log: AnswerLog, *, guess: float = 0.0) -> Difficulties:
    zeros = np.zeros(log.items)
    return Difficulties(zeros, zeros + 1e-9, zeros + guess, np.zeros(log.topics), np.zeros(log.topics))


def abilities(log: AnswerLog, assumed: Assumptions, *, days: float = 0.0, topics: int = 0) -> Abilities:
    beliefs = learn(log, assumptions=assumed, difficulties=known(log)).beliefs
    at = np.full(log.people, int(log.at.max()) + int(days * DAY))
    return abilities_at(beliefs, topics=topics or log.topics, assumptions=assumed, at=at)


def by_bayes(log: AnswerLog, assumed: Assumptions) -> tuple[Floats, Floats]:
    """Return means and deviations of two topics' abilities by adding up over a grid, each question met once."""
    at = np.linspace(-5, 5, 201)
    points, weights = normal_points(15)
    own = assumed.meeting_sd * points
    chance = (1 - assumed.slip) / (1 + np.exp(-(at[:, None] + own))) @ weights
    height = np.zeros((201, 201))
    for topic, right in zip(log.topic, log.right, strict=True):
        told = np.log(chance if right else 1 - chance)
        height += told[:, None] if topic == 0 else told
    total = assumed.level_sd**2 + assumed.topic_sd**2
    spread = np.array([[total, assumed.level_sd**2], [assumed.level_sd**2, total]])
    inverse = np.linalg.inv(spread)
    height -= (inverse[0, 0] * at[:, None] ** 2 + 2 * inverse[0, 1] * at[:, None] * at + inverse[1, 1] * at**2) / 2
    mass = np.exp(height - height.max())
    shares = [mass.sum(axis=1) / mass.sum(), mass.sum(axis=0) / mass.sum()]
    means = np.array([share @ at for share in shares])
    return means, np.sqrt([share @ (at - mean) ** 2 for share, mean in zip(shares, means, strict=True)])


@pytest.mark.parametrize("rights", ["1111", "11110000", "1101", "01111011101111", "0000000011"])
def test_beliefs_are_near_to_bayes_rule(rights: str) -> None:
    log = log_with([(0, place, place % 3 == 1, one == "1", 0.0) for place, one in enumerate(rights)])

    found, (means, deviations) = abilities(log, STILL), by_bayes(log, STILL)

    assert found.mean[0] == pytest.approx(means, abs=0.06)
    assert np.sqrt(found.variance[0]) == pytest.approx(deviations, abs=0.05)


answers = st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.floats(0, 40)), min_size=1, max_size=25)


@given(answers, st.data())
def test_right_instead_of_wrong_never_lowers_an_ability(
    rows: list[tuple[int, bool, float]], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(rows) - 1))
    logs = [
        log_with([(0, n, topic, right if n != place else told, day) for n, (topic, right, day) in enumerate(rows)])
        for told in (False, True)
    ]

    wrong, right = (abilities(log, DEFAULTS, topics=3).mean[0] for log in logs)

    assert (right >= wrong - 1e-9).all()
    assert right[rows[place][0]] > wrong[rows[place][0]]


@given(answers, st.floats(0, 100), st.floats(0, 100))
def test_time_without_practice_never_makes_surer(rows: list[tuple[int, bool, float]], days: float, more: float) -> None:
    log = log_with([(0, n, *row) for n, row in enumerate(rows)])

    soon, late = (abilities(log, DEFAULTS, days=far, topics=3) for far in (days, days + more))

    assert (late.variance >= soon.variance - 1e-12).all()
    assert (late.mean <= soon.mean + 1e-12).all()


def test_unrelated_topics_may_come_in_any_order() -> None:
    rows = [(0, n, n % 2, n % 3 > 0, 0.0) for n in range(12)]
    apart = replace(STILL, level_sd=1e-6)
    blocked = sorted(rows, key=lambda row: row[2])

    mixed, after = (abilities(log_with(one), apart) for one in (rows, blocked))

    assert after.mean == pytest.approx(mixed.mean, abs=1e-6)
    assert after.variance == pytest.approx(mixed.variance, abs=1e-6)


def test_related_topics_learn_from_each_other_and_hardly_mind_the_order() -> None:
    rows = [(0, n, n % 2, n % 3 > 0, 0.0) for n in range(12)]
    blocked = sorted(rows, key=lambda row: row[2])

    mixed, after = (abilities(log_with(one), STILL) for one in (rows, blocked))
    others = abilities(log_with([(0, n, 0, True, 0.0) for n in range(12)]), STILL, topics=2).mean[0]

    assert after.mean == pytest.approx(mixed.mean, abs=0.03)
    assert others[0] > others[1] > 0.2


def test_question_met_again_tells_less_than_a_new_one() -> None:
    begin = [(0, 0, 0, True, 0.0)]
    new, again = (abilities(log_with([*begin, (0, item, 0, True, 1.0)]), STILL).mean[0, 0] for item in (1, 0))
    once = abilities(log_with(begin), STILL).mean[0, 0]

    assert 0 < again - once < 0.35 * (new - once)


def test_any_number_of_repeats_tells_little() -> None:
    once, often = (abilities(log_with([(0, 0, 0, True, day) for day in range(days)]), STILL) for days in (1, 200))

    assert often.mean[0, 0] < once.mean[0, 0] + 0.3
    assert often.variance[0, 0] > 0.6 * once.variance[0, 0]


def test_answers_in_two_goes_are_as_in_one() -> None:
    log = drawn_log(np.random.default_rng(1), people=20)
    items = unknown_difficulties(log.items, log.topics, DEFAULTS)
    early = log.place < 30

    whole = learn(log, assumptions=DEFAULTS, difficulties=items, learn_items=True)
    first = learn(
        log.where(early),
        assumptions=DEFAULTS,
        difficulties=items,
        beliefs=beliefs_before(log, DEFAULTS),
        learn_items=True,
    )
    then = learn(
        log.where(~early),
        assumptions=DEFAULTS,
        difficulties=first.difficulties,
        beliefs=first.beliefs,
        learn_items=True,
    )

    assert then.chances.tolist() == whole.chances[~early].tolist()
    assert then.beliefs.topics.tolist() == whole.beliefs.topics.tolist()
    assert then.difficulties.mean.tolist() == whole.difficulties.mean.tolist()


def test_many_people_are_believed_of_as_each_alone() -> None:
    log = drawn_log(np.random.default_rng(2), people=8)
    items = known(log)
    together = learn(log, assumptions=DEFAULTS, difficulties=items).chances

    alone = [learn(log.where(log.person == one), assumptions=DEFAULTS, difficulties=items).chances for one in range(8)]

    assert np.concatenate(alone) == pytest.approx(together, abs=1e-12)


def test_difficulties_are_found_from_many_peoples_answers() -> None:
    rng = np.random.default_rng(3)
    hard, people, items = rng.normal(0, 1, 40), 400, 40
    right = rng.random((people, items)) < 1 / (1 + np.exp(hard - rng.normal(0, 1, (people, 1))))
    log = log_with([(p, i, 0, right[p, i], 0.0) for p in range(people) for i in rng.permutation(items)])
    assumed = replace(STILL, level_sd=1.0, topic_sd=0.1, meeting_sd=0.1, guess=0.0)

    items_before = unknown_difficulties(log.items, log.topics, assumed)
    found = learn(log, assumptions=assumed, difficulties=items_before, learn_items=True).difficulties

    away = found.mean - found.mean.mean() - (hard - hard.mean())
    assert float(np.sqrt((away**2).mean())) < 0.2
    assert float(np.sqrt(found.variance).max()) < 0.2


def test_chance_lies_between_guess_and_slip_and_its_slope_is_right() -> None:
    at, variance = np.linspace(-8, 8, 33), np.full(33, 1.5)

    chance, slope = chance_of(at, variance, 0.25, 0.02)
    above, _ = chance_of(at + 1e-6, variance, 0.25, 0.02)

    assert (chance > 0.25).all()
    assert (chance < 0.98).all()
    assert slope == pytest.approx((above - chance) / 1e-6, abs=1e-5)
