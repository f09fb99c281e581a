"""Simple models that Certway's is held against: shares of right answers so far, and Elo ratings.

Each meets the answers to train on by time, then the others by time. It knows an answer only after it has said how
likely it was to be right, and goes on learning from it.
"""

from __future__ import annotations

from math import exp

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.study.answer_log import AnswerLog, Flags, Ints, sums_before, within

_DRAWN = 2.0  # answers at the share of all, which stand in for those of a topic or a person that are not there yet
_FARTHEST, _SLOWING = 1.0, 0.05  # of Elo: an answer moves an estimate by a / (1 + b n) logits after n of them


def topic_means(log: AnswerLog, train: Flags) -> Floats:
    """Return the share of right answers in the topic so far, everybody's; shape (answers,)."""
    return _shares(log, log.topic, train)


def person_means(log: AnswerLog, train: Flags) -> Floats:
    """Return the share of right answers of the person so far; shape (answers,)."""
    return _shares(log, log.person, train)


def _order(log: AnswerLog, train: Flags) -> Ints:
    """Return the places of the answers to train on by time, then of the others by time."""
    return np.lexsort((log.at, ~train))


def _shares(log: AnswerLog, group: Ints, train: Flags) -> Floats:
    """Return the share of right answers before among those of the same group, drawn to that of all before."""
    order = _order(log, train)
    right = log.right[order].astype(np.float64)
    overall = (np.cumsum(right) - right + 1) / (np.arange(len(order)) + 2)
    found = np.empty(len(order))
    found[order] = (sums_before(group[order], right) + _DRAWN * overall) / (within(group[order]) + _DRAWN)
    return found


def elo(log: AnswerLog, train: Flags) -> Floats:
    """Return the chances by Elo ratings of people, of people in topics, and of items; shape (answers,).

    Source: Pelánek (2016), Applications of the Elo rating system in adaptive educational systems, Computers & Education
    98, 169-179: a step that gets smaller with the number of answers, and local skills besides a global one.
    """
    skills, items, local = _Ratings(), _Ratings(), _Ratings()
    found = [0.0] * len(log)
    columns = (log.person.tolist(), log.item.tolist(), log.pair.tolist(), log.right.tolist())
    persons, questions, pairs, rights = columns
    for place in _order(log, train).tolist():
        person, item, pair = persons[place], questions[place], pairs[place]
        chance = 1 / (1 + exp(items.of(item) - skills.of(person) - local.of(pair)))
        found[place] = chance
        missed = rights[place] - chance
        skills.move(person, missed / 2)  # the two halves of a person's skill move together
        local.move(pair, missed / 2)
        items.move(item, -missed)
    return np.array(found)


class _Ratings:
    """Elo ratings by number, 0 before any answer."""

    def __init__(self) -> None:
        self._rating: dict[int, float] = {}
        self._answers: dict[int, int] = {}

    def of(self, number: int) -> float:
        return self._rating.get(number, 0.0)

    def move(self, number: int, by: float) -> None:
        answers = self._answers.get(number, 0)
        self._rating[number] = self._rating.get(number, 0.0) + _FARTHEST / (1 + _SLOWING * answers) * by
        self._answers[number] = answers + 1
