"""Abilities at an instant, as believed after some answers, if nothing is practised in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.study.answer_log import Ints
from certway.core.study.assumptions import FAST, SLOW, Assumptions
from certway.core.study.beliefs import (
    ANSWERS,
    AT,
    COUNT,
    FAST_COUNT,
    MEAN,
    SLOW_COUNT,
    TOUCHED,
    VARIANCE,
    Beliefs,
    beliefs_of_topics,
    days_since,
)
from certway.core.study.moment import faded, practice_gain, topic_then


@dataclass(frozen=True, eq=False)
class Abilities:
    """Abilities of people in topics, in logits: normal, and given a person's level independent of each other."""

    level: Floats  # mean of the level, shape (people,)
    level_variance: Floats  # logits²
    mean: Floats  # of the ability in a topic, with what practice gave; shape (people, topics)
    slope: Floats  # how far it goes with the level
    around: Floats  # logits², its variance where the level is known

    @property
    def variance(self) -> Floats:
        """The variance of each ability, shape (people, topics)."""
        return np.asarray(self.slope**2 * self.level_variance[:, None] + self.around)


def abilities_at(
    beliefs: Beliefs, *, topics: int, assumptions: Assumptions, at: Ints, more: Floats | None = None
) -> Abilities:
    """Return the abilities of people at instants (UTC, milliseconds; one a person), none before their last answer.

    With `more` as if so many more questions of each topic, shape (topics,), had been answered at the last answer.
    """
    told, people = _dense(beliefs, topics, assumptions), beliefs.people
    when = at.astype(np.float64)
    since = days_since(people[AT], people[ANSWERS], when)
    away, pause = days_since(told[TOUCHED], told[COUNT], when[:, None]), since[:, None]
    level, variance = people[MEAN][:, None], people[VARIANCE][:, None]
    now = topic_then(told, level, variance, days=away, pause=pause, assumptions=assumptions)
    extra = np.zeros(topics) if more is None else more
    gained = practice_gain(
        assumptions,
        fast=faded(told[FAST_COUNT], away, FAST) + faded(extra, pause, FAST),
        slow=faded(told[SLOW_COUNT], away, SLOW) + faded(extra, pause, SLOW),
        count=told[COUNT] + extra,
        answers=people[ANSWERS][:, None] + extra.sum(),
    )
    return Abilities(
        level=people[MEAN],
        level_variance=people[VARIANCE] + assumptions.level_drift**2 * since,
        mean=now.mean + gained,
        slope=now.slope,
        around=now.around,
    )


def stacked(parts: Sequence[Abilities]) -> Abilities:
    """Return the people of several as one, in their order."""
    return Abilities(
        level=np.concatenate([part.level for part in parts]),
        level_variance=np.concatenate([part.level_variance for part in parts]),
        mean=np.concatenate([part.mean for part in parts]),
        slope=np.concatenate([part.slope for part in parts]),
        around=np.concatenate([part.around for part in parts]),
    )


def _dense(beliefs: Beliefs, topics: int, assumptions: Assumptions) -> Floats:
    """Return a branch for each person and topic, shape (9, people, topics)."""
    count = beliefs.people.shape[1]
    found = beliefs_of_topics(count * topics, assumptions)
    found[:, beliefs.topic_keys] = beliefs.topics
    return found.reshape(len(found), count, topics)
