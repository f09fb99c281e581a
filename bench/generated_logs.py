"""Answers drawn by models of learning that are not Certway's, with the chance of each."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.study.answer_log import DAY, AnswerLog, Ints, log_of

Truth = Literal["irt", "practice", "pfa", "mastery", "memory"]
TRUTHS: tuple[Truth, ...] = get_args(Truth)

DAYS = 60
START = 1_700_000_000_000


def drawn_answers(
    truth: Truth,
    rng: np.random.Generator,
    *,
    people: int = 1_000,
    answers: int = 100,
    items: int = 300,
    topics: int = 10,
) -> tuple[AnswerLog, Floats]:
    """Return answers of people at random instants to questions drawn alike, and how likely each was to be right.

    irt: abilities and difficulties that stand still. practice: they rise with the logarithm of answers in the topic,
    which fade. pfa: by the numbers of right and wrong answers. mastery: a topic is known or not, and learnt at once
    (BKT). memory: known by ability, or recalled by a forgetting curve of the question (as FSRS), with guessing.
    """
    people_ = _People(truth, rng, people, items, topics)
    at = np.sort(rng.integers(0, DAYS * DAY, (people, answers)), axis=1)
    columns = []
    for place in range(answers):
        item = people_.choose(place)
        chance = people_.chance(item, at[:, place] / DAY)
        right = rng.random(people) < chance
        people_.learn(item, right, at[:, place] / DAY)
        columns.append((np.arange(people), item, people_.topic_of[item], right, at[:, place] + START, chance))
    person, item, topic, right, instant, chance = (np.concatenate(column) for column in zip(*columns, strict=True))
    order = np.lexsort((instant, person))
    return log_of(person, item, topic, right, instant), chance[order]


class _People:
    def __init__(self, truth: Truth, rng: np.random.Generator, people: int, items: int, topics: int) -> None:
        self.truth, self.rng, self.people = truth, rng, np.arange(people)
        self.topic_of, self.hard = np.arange(items) % topics, rng.normal(0, 1, items)
        self.ability = rng.normal(0, 1, (people, 1)) + rng.normal(0, 0.5, (people, topics))
        self.wins, self.losses = np.zeros((people, topics)), np.zeros((people, topics))
        self.ease, self.gains = (
            rng.normal(0, 1, topics),
            (rng.uniform(0.05, 0.25, topics), rng.uniform(-0.1, 0.05, topics)),
        )
        self.knows = rng.random((people, topics)) < rng.uniform(0.1, 0.5, topics)
        self.learns, self.slips, self.guesses = (
            rng.uniform(*ends, topics) for ends in ((0.03, 0.2), (0.03, 0.15), (0.1, 0.3))
        )
        self.last = np.zeros((people, topics))
        self.stability = np.zeros((people, items), dtype=np.float32)
        self.met = np.zeros((people, items), dtype=np.float32)
        self.history: list[Ints] = []

    def choose(self, place: int) -> Ints:
        drawn = self.rng.integers(0, len(self.topic_of), len(self.people))
        if self.truth == "memory" and place > 5:
            back = self.rng.integers(0, place, len(self.people))
            again = np.array(self.history)[back, self.people]
            drawn = np.where(self.rng.random(len(self.people)) < 0.4, again, drawn)
        self.history.append(drawn)
        return drawn

    def chance(self, item: Ints, day: Floats) -> Floats:
        who, topic = self.people, self.topic_of[item]
        if self.truth == "mastery":
            return np.where(self.knows[who, topic], 1 - self.slips[topic], self.guesses[topic])
        if self.truth == "pfa":
            win, loss = self.gains[0][topic], self.gains[1][topic]
            return _logistic(self.ease[topic] + win * self.wins[who, topic] + loss * self.losses[who, topic])
        known = _logistic(self.ability[who, topic] + self._practised(topic, day) - self.hard[item])
        if self.truth != "memory":
            return known
        stability = self.stability[who, item].astype(np.float64)
        recalled = (1 + 19 / 81 * (day - self.met[who, item]) / np.maximum(stability, 0.1)) ** -0.5
        return 0.25 + 0.73 * (1 - (1 - known) * (1 - np.where(stability > 0, recalled, 0.0)))

    def _practised(self, topic: Ints, day: Floats) -> Floats:
        if self.truth != "practice":
            return np.zeros(len(topic))
        return 0.35 * np.log1p(self.wins[self.people, topic] * np.exp(-(day - self.last[self.people, topic]) / 15))

    def learn(self, item: Ints, right: np.ndarray, day: Floats) -> None:
        who, topic = self.people, self.topic_of[item]
        if self.truth == "practice":  # every answer counts, and fades
            self.wins[who, topic] = self.wins[who, topic] * np.exp(-(day - self.last[who, topic]) / 15) + 1
            self.last[who, topic] = day
            return
        self.wins[who, topic] += right
        self.losses[who, topic] += ~right
        self.knows[who, topic] |= self.rng.random(len(who)) < self.learns[topic]
        stability = self.stability[who, item]
        self.stability[who, item] = np.where(right, np.maximum(stability, 1) * 2.2, np.maximum(0.6, 0.3 * stability))
        self.met[who, item] = day


def _logistic(x: Floats) -> Floats:
    return 1 / (1 + np.exp(-x))
