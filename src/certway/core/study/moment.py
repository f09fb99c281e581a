"""What is believed of people, topics and questions at a moment: time has gone by, and practice has faded."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.study.assumptions import FAST, RECALL, SLEEP, SLOW, Assumptions
from certway.core.study.beliefs import (
    ANSWERS,
    AT,
    COUNT,
    FAST_COUNT,
    MEAN,
    RECALLER,
    RECALLER_VARIANCE,
    SLOW_COUNT,
    TODAY,
    TODAY_VARIANCE,
    TOUCHED,
    VARIANCE,
    Aged,
    aged,
    days_since,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """Just before some answers; shape (answers,). Means in logits, variances in logits²."""

    level: Floats
    level_variance: Floats
    topic: Aged
    topic_variance: Floats
    ability: Aged  # for the question, beside its difficulty and what practice gave
    ability_variance: Floats
    fast: Floats  # answers in the topic that have not faded, by a fast and by a slow clock
    slow: Floats
    kept: Floats  # the same of answers to the question
    practised: Floats  # logits that practice gave, with what of the question itself is recalled
    recaller_variance: Floats  # of what the person's way to recall adds; 0 where the question is new
    today: Floats  # how much better than usual the person is
    today_variance: Floats

    @property
    def level_slope(self) -> Floats:
        """How far the level goes with the topic: their covariance over the topic's variance."""
        return np.asarray(self.topic.slope * self.level_variance / self.topic_variance)

    @property
    def logit(self) -> Floats:
        """The mean of the logit of a right answer to a question of difficulty 0."""
        return np.asarray(self.ability.mean + self.practised + self.today)

    @property
    def logit_variance(self) -> Floats:
        """Its variance."""
        return np.asarray(self.ability_variance + self.recaller_variance + self.today_variance)


def moment_of(person: Floats, topic: Floats, meeting: Floats, *, at: Floats, assumptions: Assumptions) -> Moment:
    """Return what is believed at instants (UTC, milliseconds) by the rows of people, of their topics and questions."""
    days = days_since(topic[TOUCHED], topic[COUNT], at)
    since = days_since(meeting[TOUCHED], meeting[COUNT], at)
    pause = days_since(person[AT], person[ANSWERS], at)
    another_day = (person[ANSWERS] == 0) | (pause > SLEEP)
    level_variance = person[VARIANCE] + assumptions.level_drift**2 * pause
    in_topic = topic_then(topic, person[MEAN], person[VARIANCE], days=days, pause=pause, assumptions=assumptions)
    topic_variance = in_topic.slope**2 * level_variance + in_topic.around
    ability = _ability(meeting, in_topic.mean, topic_variance, since, assumptions)
    fast, slow = faded(topic[FAST_COUNT], days, FAST), faded(topic[SLOW_COUNT], days, SLOW)
    kept = faded(meeting[SLOW_COUNT], since, RECALL)
    is_met = meeting[COUNT] > 0
    practised = practice_gain(assumptions, fast=fast, slow=slow, count=topic[COUNT], answers=person[ANSWERS])
    recalled = assumptions.recall * np.log1p(kept) + assumptions.recall_lasting * np.log1p(meeting[COUNT])
    return Moment(
        level=person[MEAN],
        level_variance=level_variance,
        topic=in_topic,
        topic_variance=topic_variance,
        ability=ability,
        ability_variance=ability.slope**2 * topic_variance + ability.around,
        fast=fast,
        slow=slow,
        kept=kept,
        practised=practised + recalled + np.where(is_met, person[RECALLER], 0.0),
        recaller_variance=np.where(is_met, person[RECALLER_VARIANCE], 0.0),
        today=np.where(another_day, 0.0, person[TODAY]),
        today_variance=np.where(another_day, assumptions.day_sd**2, person[TODAY_VARIANCE]),
    )


def topic_then(
    topic: Floats, level: Floats, level_variance: Floats, *, days: Floats, pause: Floats, assumptions: Assumptions
) -> Aged:
    """Return topics so many days after their last answer, `pause` of them after the person's last one."""
    level_drift, late = assumptions.level_drift**2, np.minimum(pause, days)
    drift = (level_drift * (days - late), level_drift * late)
    return aged(topic, parent=(level, level_variance), drift=drift, own_drift=assumptions.topic_drift**2 * days)


def _ability(meeting: Floats, topic: Floats, variance: Floats, since: Floats, assumptions: Assumptions) -> Aged:
    """Return abilities for questions so many days after they were last answered."""
    still = np.zeros_like(since)
    drift = ((assumptions.level_drift**2 + assumptions.topic_drift**2) * since, still)
    return aged(meeting, parent=(topic, variance), drift=drift, own_drift=still)


def faded(count: Floats, days: Floats, clock: float) -> Floats:
    """Return how many answers have not faded after some days; a share of 1/e has not after `clock` of them."""
    return np.asarray(count * np.exp(-days / clock))


def practice_gain(assumptions: Assumptions, *, fast: Floats, slow: Floats, count: Floats, answers: Floats) -> Floats:
    """Return the logits that practice gave an ability in a topic.

    `fast` and `slow` are answers in the topic that have not faded by either clock, `count` all of them, and `answers`
    those in any topic.
    """
    return np.asarray(
        assumptions.gain_fast * np.log1p(fast)
        + assumptions.gain_slow * np.log1p(slow)
        + assumptions.gain_lasting * np.log1p(count)
        + assumptions.gain_level * np.log1p(answers)
    )
