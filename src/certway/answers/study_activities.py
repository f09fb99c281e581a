"""Skills, scenarios and sections of a mock exam on the scale of the cards: points of the score for a second.

A checklist is no question of the exam. It goes over the facts of its topics, so it is worth a share of what reviewing
some of their cards would gain; a scenario likewise. A section of a mock exam asks questions as the outline mixes them,
chosen by nobody's memory. Source and assumptions: docs/concepts/study.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from certway.answers.study_cards import ExamCards
from certway.core.items.scenario import Scenario
from certway.core.items.skill import Skill
from certway.core.study.agenda import Activity, Gains
from certway.core.study.memory import Floats

SKILL, SCENARIO, MOCK = "skill", "scenario", "mock"
STEPS_A_CARD: Final = 3  # of a checklist that go over as much as one card does
SHARE: Final = 0.5  # of a card's gain, where its fact is gone over without being asked
CHOICE_SECONDS: Final = 45.0  # of a scenario
MOCK_QUESTIONS: Final = 40
REST_DAYS: Final = 7.0  # after which as good as all is gained again by going over the same


def activities(
    cards: ExamCards,
    gains: Gains,
    skills: Iterable[Skill],
    scenarios: Iterable[Scenario],
    days_since: Mapping[str, float],
) -> tuple[Activity, ...]:
    """Return what there is beside cards, named `kind/id`, for topics that the exam asks about.

    `days_since` tells how long ago each was done last, by that name; one that never was is not there.
    """
    by_topic = _by_topic(cards, gains)
    found = [*_of_skills(by_topic, skills), *_of_scenarios(by_topic, scenarios)]
    rested = [
        Activity(one.name, one.gain * (1 - float(np.exp(-days_since.get(one.name, np.inf) / REST_DAYS))), one.seconds)
        for one in found
    ]
    return (*rested, _mock(cards, gains))


def _by_topic(cards: ExamCards, gains: Gains) -> Mapping[str, Floats]:
    """Return the gains of the cards of each topic, the largest first."""
    found: dict[str, list[float]] = {}
    for entry, gain in zip(cards.entries, gains.gain.tolist(), strict=True):
        found.setdefault(entry.topic, []).append(max(gain, 0.0))
    return {topic: np.sort(np.array(told))[::-1] for topic, told in found.items()}


def _of_skills(by_topic: Mapping[str, Floats], skills: Iterable[Skill]) -> Iterator[Activity]:
    for skill in skills:
        count = max(len(skill.steps) // STEPS_A_CARD, 1)
        if any(topic in by_topic for topic in skill.topics):
            yield Activity(f"{SKILL}/{skill.id}", _gain(by_topic, skill.topics, count), 60.0 * skill.minutes)


def _of_scenarios(by_topic: Mapping[str, Floats], scenarios: Iterable[Scenario]) -> Iterator[Activity]:
    for scenario in scenarios:
        decisions = max(sum(bool(place.choices) for place in scenario.places) // 2, 1)  # one way goes by half of them
        if any(topic in by_topic for topic in scenario.topics):
            gain = _gain(by_topic, scenario.topics, decisions)
            yield Activity(f"{SCENARIO}/{scenario.id}", gain, CHOICE_SECONDS * decisions)


def _gain(by_topic: Mapping[str, Floats], topics: Sequence[str], count: int) -> float:
    gains = np.concatenate([by_topic[topic] for topic in topics if topic in by_topic])
    return SHARE * float(np.sort(gains)[::-1][:count].sum())


def _mock(cards: ExamCards, gains: Gains) -> Activity:
    """Return a section whose questions are drawn as the outline weighs its parts; each takes what its card does."""
    counts = np.bincount(cards.parts, minlength=len(cards.shares))
    gained, taken = (
        float(cards.shares @ (np.bincount(cards.parts, column, minlength=len(counts)) / counts))
        for column in (np.maximum(gains.gain, 0.0), gains.seconds)
    )
    return Activity(MOCK, MOCK_QUESTIONS * gained, MOCK_QUESTIONS * taken)
