"""Logs of answers whose truth is known: people with levels, topics around them, questions of known difficulty."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from certway.core.study.answer_log import DAY, AnswerLog, log_of

START = 1_700_000_000_000  # UTC, milliseconds


def log_with(rows: Sequence[tuple[int, int, int, bool, float]], *, people: int = 0, items: int = 0) -> AnswerLog:
    """Return a log of rows: person, item, topic, right, and days since START."""
    person, item, topic = (np.array([row[place] for row in rows], dtype=np.int64) for place in range(3))
    at = np.array([START + round(row[4] * DAY) for row in rows], dtype=np.int64)
    log = log_of(person, item, topic, np.array([row[3] for row in rows], dtype=np.bool_), at)
    return AnswerLog(
        log.person,
        log.item,
        log.topic,
        log.right,
        log.at,
        people=max(people, log.people),
        items=max(items, log.items),
        topics=log.topics,
    )


def drawn_log(
    rng: np.random.Generator, *, people: int = 120, answers: int = 60, items: int = 80, topics: int = 4, days: int = 30
) -> AnswerLog:
    """Return the answers of people of level N(0, 1), with topics N(0, 0.6) around it, to questions of N(0, 1)."""
    topic_of, hard = np.arange(items) % topics, rng.normal(0, 1, items)
    ability = rng.normal(0, 1, (people, 1)) + rng.normal(0, 0.6, (people, topics))
    person = np.repeat(np.arange(people), answers)
    item = rng.integers(0, items, len(person))
    chance = 1 / (1 + np.exp(hard[item] - ability[person, topic_of[item]]))
    at = START + rng.integers(0, days * DAY, len(person))
    return log_of(person, item, topic_of[item], rng.random(len(person)) < chance, at)
