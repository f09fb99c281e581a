"""What is believed of people after some of their answers: normal densities that hang on each other like a tree.

A person has a level; each of her topics hangs on the level, and each question that she met on its topic. A branch says
what its child is expected to be at its parent's mean, how far it goes with the parent (slope), and its variance around
that. So an answer changes the three that it is about, and all other branches stay right as they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.study.answer_log import DAY, AnswerLog, Ints, numbered
from certway.core.study.assumptions import Assumptions

# Rows of people, in logits and logits²: of the level, when she last answered (UTC, milliseconds), how many answers, how
# much better than others she recalls questions that she met before, and how much better than usual she is today.
MEAN, VARIANCE, AT, ANSWERS, RECALLER, RECALLER_VARIANCE, TODAY, TODAY_VARIANCE = range(8)
PERSON_ROWS = 8
# Rows of branches: the first three as above, the parent as it was then, when (UTC, milliseconds), how many answers,
# and how many of them have not faded, by a slow and by a fast clock.
CHILD, SLOPE, AROUND, PARENT, PARENT_VARIANCE, TOUCHED, COUNT, SLOW_COUNT, FAST_COUNT = range(9)
BRANCH_ROWS = 9


@dataclass(frozen=True, eq=False)
class Beliefs:
    """Beliefs about some people; the keys of branches are ascending."""

    people: Floats  # shape (8, people)
    topic_keys: Ints  # person * topics + topic
    topics: Floats  # shape (9, topics of people)
    meeting_keys: Ints  # person * items + item
    meetings: Floats  # shape (9, questions that people met)


def beliefs_before(log: AnswerLog, assumptions: Assumptions) -> Beliefs:
    """Return what is believed of the people of a log before any answer, with a branch for all that they will meet."""
    people = np.zeros((PERSON_ROWS, log.people))
    people[MEAN], people[VARIANCE] = assumptions.level, assumptions.level_sd**2
    people[RECALLER_VARIANCE] = assumptions.recaller_sd**2
    topic_keys, meeting_keys = numbered(log.pair)[0], numbered(log.meeting)[0]
    topics = beliefs_of_topics(len(topic_keys), assumptions)
    meetings = _branches(len(meeting_keys), assumptions.meeting_sd**2, 1.0)
    return Beliefs(people, topic_keys, topics, meeting_keys, meetings)


def beliefs_with(beliefs: Beliefs, log: AnswerLog, assumptions: Assumptions) -> Beliefs:
    """Return beliefs about one person with a branch for all that her log meets; those there are stay as they are.

    The log holds all that was met before, by the same numbers.
    """
    found = beliefs_before(log, assumptions)
    found.topics[:, np.searchsorted(found.topic_keys, beliefs.topic_keys)] = beliefs.topics
    found.meetings[:, np.searchsorted(found.meeting_keys, beliefs.meeting_keys)] = beliefs.meetings
    return Beliefs(beliefs.people, found.topic_keys, found.topics, found.meeting_keys, found.meetings)


def beliefs_of_topics(count: int, assumptions: Assumptions) -> Floats:
    """Return what is believed of topics of which nothing was answered, shape (9, count)."""
    found = _branches(count, assumptions.topic_sd**2, assumptions.level_sd**2)
    found[CHILD] = found[PARENT] = assumptions.level
    return found


def _branches(count: int, around: float, parent_variance: float) -> Floats:
    """Return branches whose child is its parent and something of its own."""
    found = np.zeros((BRANCH_ROWS, count))
    found[SLOPE], found[AROUND], found[PARENT_VARIANCE] = 1.0, around, parent_variance
    return found


def days_since(rows: Floats, counted: Floats, at: Floats) -> Floats:
    """Return the days since the last answer, 0 where there was none."""
    return np.where(counted > 0, (at - rows) / DAY, 0.0)


@dataclass(frozen=True, slots=True)
class Aged:
    """A branch as it is now, at its parent's mean of now."""

    mean: Floats
    slope: Floats
    around: Floats


def aged(branch: Floats, *, parent: tuple[Floats, Floats], drift: tuple[Floats, Floats], own_drift: Floats) -> Aged:
    """Return branches after their parents have moved; `parent` is its mean and its variance when last learnt of.

    `drift` is the variance of what the parent changed by itself, and the child with it, since the branch was touched:
    before the parent was last learnt of, and after. The first is taken to have happened before all that was learnt of
    the parent since then. `own_drift` is that of the child alone.
    """
    early, late = drift
    slope, around = _loosened(branch[SLOPE], branch[AROUND], branch[PARENT_VARIANCE], early)
    mean = branch[CHILD] + slope * (parent[0] - branch[PARENT])
    slope, around = _loosened(slope, around, parent[1], late)
    return Aged(mean, slope, around + own_drift)


def _loosened(slope: Floats, around: Floats, parent_variance: Floats, drift: Floats) -> tuple[Floats, Floats]:
    """Return slope and variance around it after a parent and its child have drifted together."""
    wider = parent_variance + drift
    return (slope * parent_variance + drift) / wider, around + parent_variance * drift * (1 - slope) ** 2 / wider
