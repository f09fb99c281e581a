"""What is said of a whole exam is what many simulated exams come to."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from certway.core.study.abilities import Abilities
from certway.core.study.assumptions import DEFAULTS
from certway.core.study.normal import share_below
from certway.core.study.pass_chance import ExamTopics, PassChances, pass_chances

ITEMS = np.array([40.0, 30.0, 0.0, 30.0])
EXAM = ExamTopics(ITEMS, guess=0.25)


def abilities(mean: list[float], *, level_variance: float = 0.1, around: float = 0.1) -> Abilities:
    slopes = np.array([[0.8, 0.5, 1.0, 1.0]])
    return Abilities(np.zeros(1), np.full(1, level_variance), np.array([mean]), slopes, np.full((1, 4), around))


def only(found: PassChances) -> dict[str, float]:
    return {name: float(getattr(found, name)[0]) for name in found.__dataclass_fields__}


def simulated(of: Abilities, rng: np.random.Generator, people: int = 3_000) -> tuple[float, np.ndarray, np.ndarray]:
    """Return the share that passes, and of each person drawn the chance of passing and the questions right."""
    assumed, asked = DEFAULTS, np.repeat(np.arange(4), ITEMS.astype(int))
    level = rng.normal(0, np.sqrt(of.level_variance[0]), (people, 1))
    ability = of.mean + of.slope * level + rng.normal(0, np.sqrt(of.around[0]), (people, 4))
    chances, rights = np.zeros(people), np.zeros(people)
    for _ in range(40):
        hard = rng.normal(0, assumed.item_sd, len(asked))
        own = rng.normal(0, assumed.meeting_sd, (people, len(asked)))
        today = rng.normal(0, assumed.day_sd, (people, 1))
        between = 1 - 0.25 - assumed.slip
        right = 0.25 + between / (1 + np.exp(hard - own - today - ability[:, asked]))
        cut = (0.25 + 0.75 / (1 + np.exp(hard))).sum()
        spread = np.sqrt((right * (1 - right)).sum(axis=1))
        chances += share_below((right.sum(axis=1) - cut) / spread) / 40
        rights += right.sum(axis=1) / 40
    return float(chances.mean()), chances, rights


@pytest.mark.parametrize("mean", [[0.3, 0.6, 0.0, -0.2], [-0.4, -0.5, 9.0, 0.2]])
def test_figures_are_those_of_many_exams(mean: list[float]) -> None:
    of = abilities(mean)
    found = only(pass_chances(of, EXAM, DEFAULTS))

    passed, chances, rights = simulated(of, np.random.default_rng(1))

    assert found["chance"] == pytest.approx(passed, abs=0.02)
    assert 100 * found["right"] == pytest.approx(rights.mean(), abs=0.5)
    inside = (chances >= found["low"]) & (chances <= found["high"])
    assert inside.mean() == pytest.approx(0.8, abs=0.04)
    within = (rights >= 100 * found["right_low"]) & (rights <= 100 * found["right_high"])
    assert within.mean() == pytest.approx(0.8, abs=0.04)


def test_who_is_at_the_cut_passes_half_of_the_time() -> None:
    plain = replace(DEFAULTS, slip=0.0, meeting_sd=0.0)
    found = only(pass_chances(abilities([0, 0, 0, 0], level_variance=0, around=1e-12), EXAM, plain))

    assert [found[name] for name in ("chance", "low", "high")] == pytest.approx([0.5] * 3, abs=1e-4)
    assert [found[name] for name in ("level", "level_low", "level_high")] == pytest.approx([0.0] * 3, abs=1e-4)


def test_same_ability_everywhere_is_the_level_and_a_higher_cut_lowers_it() -> None:
    sure = abilities([0.7, 0.7, 0, 0.7], level_variance=0, around=1e-12)
    plain = replace(DEFAULTS, slip=0.0, meeting_sd=0.0)
    low, high = (only(pass_chances(sure, replace(EXAM, cut=cut), plain)) for cut in (0.0, 0.5))

    assert (low["level"], high["level"]) == pytest.approx((0.7, 0.2), abs=1e-3)
    assert low["right"] == pytest.approx(high["right"], abs=1e-4)
    assert low["chance"] > high["chance"] > 0.5


def test_topics_that_are_not_asked_change_nothing() -> None:
    found = [only(pass_chances(abilities([0.3, 0.1, other, 0.2]), EXAM, DEFAULTS)) for other in (-3, 3)]

    assert found[0] == found[1]


def test_less_that_is_known_widens_the_interval_and_draws_the_chance_to_the_middle() -> None:
    of = [abilities([0.6, 0.6, 0, 0.6], level_variance=more, around=0.05) for more in (0.01, 0.1, 0.5)]
    found = [only(pass_chances(one, EXAM, DEFAULTS)) for one in of]
    widths, chances = [one["high"] - one["low"] for one in found], [one["chance"] for one in found]

    assert widths == sorted(widths)
    assert chances == sorted(chances, reverse=True)


def test_many_people_are_judged_as_each_alone() -> None:
    means = np.linspace(-1, 1, 600)[:, None] * np.ones(4)
    many = Abilities(np.zeros(600), np.full(600, 0.1), means, np.ones((600, 4)), np.full((600, 4), 0.1))
    found = pass_chances(many, EXAM, DEFAULTS)
    last = Abilities(np.zeros(1), np.full(1, 0.1), means[-1:], np.ones((1, 4)), np.full((1, 4), 0.1))

    assert len(found.chance) == 600
    assert np.diff(found.chance).min() > 0
    assert found.low[-1] == pytest.approx(pass_chances(last, EXAM, DEFAULTS).low[0])
