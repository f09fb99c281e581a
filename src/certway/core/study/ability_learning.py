"""Abilities learnt from answers, one after the other: each changes what is believed of a person, a topic, a question.

The chance of a right answer is g + (1 − g − s) / (1 + exp(−x)), where x is the person's ability for the question, with
what practice gave and has not faded, less its difficulty; g and s are the shares of guesses and of slips. x is taken to
be normal, so the chance is that of the logistic curve stretched by √(1 + π/8 · variance), and an answer moves every
mean by its covariance with x times how surprising it is: assumed-density filtering with Fisher's information.

A question met again tells little of others: most of the surprise goes to what is believed of that question alone.

Source: MacKay (1992), Neural Computation 4, 720-736, equation 10 (the stretched curve); Minka (2001), A family of
algorithms for approximate Bayesian inference, chapter 3; Wilson et al. (2016), Back to the basics: Bayesian extensions
of IRT outperform neural networks for proficiency estimation, EDM 2016; Choffin et al. (2019), DAS3H, EDM 2019 (practice
counted by how long ago it was).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.study.answer_log import AnswerLog, Ints, numbered
from certway.core.study.assumptions import Assumptions
from certway.core.study.beliefs import (
    ANSWERS,
    AROUND,
    AT,
    BRANCH_ROWS,
    CHILD,
    COUNT,
    FAST_COUNT,
    MEAN,
    PARENT,
    PARENT_VARIANCE,
    RECALLER,
    RECALLER_VARIANCE,
    SLOPE,
    SLOW_COUNT,
    TODAY,
    TODAY_VARIANCE,
    TOUCHED,
    VARIANCE,
    Beliefs,
    beliefs_before,
)
from certway.core.study.difficulties import Difficulties
from certway.core.study.moment import Moment, moment_of

_STRETCH = np.pi / 8


@dataclass(frozen=True, eq=False)
class Learnt:
    """What came of some answers."""

    chances: Floats  # of a right answer, as believed before each; shape (answers,)
    beliefs: Beliefs
    difficulties: Difficulties


def learn(
    log: AnswerLog,
    *,
    assumptions: Assumptions,
    difficulties: Difficulties,
    beliefs: Beliefs | None = None,
    learn_items: bool = False,
) -> Learnt:
    """Return what is believed after the answers of a log.

    Everybody's first answer is taken, then everybody's second, and so on. `beliefs` of before must have a branch for
    all that is met here. With `learn_items` the answers tell of the questions, too.
    """
    course = _Course(log, assumptions, beliefs or beliefs_before(log, assumptions), difficulties)
    for places in log.rounds():
        now = course.now(places)
        told = course.told(places, now)
        course.keep(places, now, told)
        if learn_items:
            course.keep_difficulties(places, told)
    return course.learnt()


def chance_of(mean: Floats, variance: Floats, guess: Floats | float, slip: float) -> tuple[Floats, Floats]:
    """Return the chance of a right answer where the logit is normal, and its derivative by the mean."""
    stretch = 1 / np.sqrt(1 + _STRETCH * variance)
    logistic = 0.5 * (1 + np.tanh(0.5 * stretch * mean))
    between = 1 - guess - slip
    return np.asarray(guess + between * logistic), np.asarray(between * stretch * logistic * (1 - logistic))


@dataclass(frozen=True, slots=True)
class _Told:
    """What some answers tell of their logits; shape (answers,)."""

    surprise: Floats  # how much higher a logit of variance 1 is believed to be
    information: Floats  # how much less uncertain it is


class _Course:
    """The answers of a log being taken round by round; no person stands twice in a round."""

    def __init__(self, log: AnswerLog, assumptions: Assumptions, before: Beliefs, difficulties: Difficulties) -> None:
        self._log, self._assumed, self._before = log, assumptions, before
        self._people, self._topics, self._meetings = (
            rows.copy() for rows in (before.people, before.topics, before.meetings)
        )
        self._mean, self._variance = difficulties.mean.copy(), difficulties.variance.copy()
        self._topic_mean, self._topic_variance = difficulties.topic_mean.copy(), difficulties.topic_variance.copy()
        self._guess = difficulties.guess
        self._topic_place = np.searchsorted(before.topic_keys, log.pair)
        self._meeting_place = np.searchsorted(before.meeting_keys, log.meeting)
        self._chances = np.empty(len(log))

    def now(self, places: Ints) -> Moment:
        """Return what is believed just before the answers at some places."""
        return moment_of(
            self._people[:, self._log.person[places]],
            self._topics[:, self._topic_place[places]],
            self._meetings[:, self._meeting_place[places]],
            at=self._log.at[places].astype(np.float64),
            assumptions=self._assumed,
        )

    def told(self, places: Ints, now: Moment) -> _Told:
        """Return what the answers at some places tell."""
        item, topic = self._log.item[places], self._log.topic[places]
        mean = now.logit - self._mean[item] - self._topic_mean[topic]
        variance = now.logit_variance + self._variance[item] + self._topic_variance[topic]
        chance, steep = chance_of(mean, variance, self._guess[item], self._assumed.slip)
        self._chances[places] = chance
        spread = chance * (1 - chance)
        return _Told((self._log.right[places] - chance) * steep / spread, steep**2 / spread)

    def keep(self, places: Ints, now: Moment, told: _Told) -> None:
        """Change what is believed of the people who gave the answers, of their topics and their questions.

        What each shares with a logit, its covariance, says how far the answer moves it and how much surer it gets.
        """
        at, topic_share = self._log.at[places], now.ability.slope * now.topic_variance
        level_share, ability_share = topic_share * now.level_slope, now.ability_variance
        level = _moved(now.level, now.level_variance, level_share, told)
        topic = _moved(now.topic.mean, now.topic_variance, topic_share, told)
        ability = _moved(now.ability.mean, now.ability_variance, ability_share, told)
        self._keep_person(self._log.person[places], now, told, level, at)
        # Of two ends of a branch, less of what they have in common is left to chance.
        together = now.topic.slope * now.level_variance - level_share * topic_share * told.information
        kept = _branch(topic, level, together, at)
        kept[AROUND] += self._assumed.topic_step**2
        _keep_branch(self._topics, self._topic_place[places], kept, slow=now.slow, fast=now.fast)
        kept = _branch(ability, topic, topic_share - topic_share * ability_share * told.information, at)
        kept[AROUND] += self._assumed.recall_sd**2
        _keep_branch(self._meetings, self._meeting_place[places], kept, slow=now.kept, fast=now.kept)

    def _keep_person(self, who: Ints, now: Moment, told: _Told, level: _Belief, at: Ints) -> None:
        people = self._people
        people[MEAN, who], people[VARIANCE, who], people[AT, who] = level.mean, level.variance, at
        people[ANSWERS, who] += 1
        today = _moved(now.today, now.today_variance, now.today_variance, told)
        people[TODAY, who], people[TODAY_VARIANCE, who] = today.mean, today.variance
        people[RECALLER, who] += now.recaller_variance * told.surprise
        people[RECALLER_VARIANCE, who] -= now.recaller_variance**2 * told.information

    def keep_difficulties(self, places: Ints, told: _Told) -> None:
        """Change what is believed of the questions that were answered."""
        _move(self._mean, self._variance, self._log.item[places], told)
        _move(self._topic_mean, self._topic_variance, self._log.topic[places], told)

    def learnt(self) -> Learnt:
        """Return what came of the answers so far."""
        before = self._before
        beliefs = Beliefs(self._people, before.topic_keys, self._topics, before.meeting_keys, self._meetings)
        found = Difficulties(self._mean, self._variance, self._guess, self._topic_mean, self._topic_variance)
        return Learnt(self._chances, beliefs, found)


@dataclass(frozen=True, slots=True)
class _Belief:
    """A normal density; shape (answers,)."""

    mean: Floats
    variance: Floats


def _moved(mean: Floats, variance: Floats, share: Floats, told: _Told) -> _Belief:
    """Return what is believed after answers with whose logits something shares so much."""
    return _Belief(mean + share * told.surprise, variance - share**2 * told.information)


def _branch(child: _Belief, parent: _Belief, together: Floats, at: Ints) -> Floats:
    """Return branches by what is believed of both ends and their covariance; the counts are left at 0."""
    rows = np.zeros((BRANCH_ROWS, len(together)))
    rows[CHILD], rows[PARENT], rows[PARENT_VARIANCE], rows[TOUCHED] = child.mean, parent.mean, parent.variance, at
    rows[SLOPE] = together / parent.variance
    rows[AROUND] = child.variance - rows[SLOPE] * together
    return rows


def _keep_branch(rows: Floats, which: Ints, kept: Floats, *, slow: Floats, fast: Floats) -> None:
    kept[COUNT], kept[SLOW_COUNT], kept[FAST_COUNT] = rows[COUNT, which] + 1, slow + 1, fast + 1
    rows[:, which] = kept


def _move(mean: Floats, variance: Floats, which: Ints, told: _Told) -> None:
    """Change what is believed of difficulties, in place; one may stand several times in a round."""
    keys, place = numbered(which)
    left = 1 - variance[keys][place] * told.information
    precision = 1 / variance[keys] + np.bincount(place, told.information / left, len(keys))
    variance[keys] = 1 / precision
    mean[keys] -= np.bincount(place, told.surprise / left, len(keys)) / precision
