"""Would she pass this exam? Answers by topics of the bank, the exam by its outline, the score on the body's scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from certway.core.items.item import PRIOR_LOGITS, Difficulty
from certway.core.items.topics import OutlineTopics
from certway.core.sit.blueprint import Blueprint
from certway.core.sit.outlook import scaled
from certway.core.sit.profile import Scale
from certway.core.study.ability_learning import learn
from certway.core.study.answer_log import AnswerLog, Ints, log_of
from certway.core.study.assumptions import DEFAULTS, Assumptions
from certway.core.study.beliefs import Beliefs, beliefs_with
from certway.core.study.difficulties import Difficulties
from certway.core.study.readiness import (
    Exam,
    ExamArea,
    Expected,
    Interval,
    Readiness,
    TooLittleKnown,
    different_questions,
    expected_at,
    readiness_of,
    too_little,
)

AUTHOR_SD = 0.6  # logits: how far a difficulty may lie from what its author expects; ours
EXAM_GUESS = 0.25  # of the bodies' questions, which have four options


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer of one person."""

    item: str  # id of the question, or of the template that made it
    topic: str
    difficulty: Difficulty
    guess: float  # chance of a right answer of who knows nothing, 0 to below 1
    right: bool
    at: int  # UTC, milliseconds


@dataclass(frozen=True, slots=True)
class Measured:
    """A difficulty from people's answers, on a scale whose 0 is the cut."""

    logits: float
    error: float  # standard error, above 0


@dataclass(frozen=True, slots=True)
class Score:
    """An estimate on the body's scale, with its 80 percent interval. No body publishes how it scales."""

    middle: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class ExamReadiness:
    """What is to be expected of a person in an exam; all of it is an estimate."""

    found: Readiness
    score: Score | None  # None where the body's scale is not known


def exam_readiness(
    answers: Sequence[GivenAnswer],
    *,
    outline: OutlineTopics,
    blueprint: Blueprint,
    scale: Scale | None,
    exam_at: int,
    measured: Mapping[str, Measured] | None = None,
    minutes: Mapping[str, float] | None = None,
    assumptions: Assumptions = DEFAULTS,
) -> ExamReadiness | TooLittleKnown:
    """Return what is to be expected of a person at an instant (UTC, milliseconds), or what must be answered before.

    The blueprint is of the questions that count. `measured` goes by the ids of questions, `minutes` that one takes to
    practise by the ids of the blueprint's parts.
    """
    told = [answer for answer in answers if answer.at <= exam_at]
    learned = learn_answers(
        told, outline=outline, blueprint=blueprint, measured=measured, minutes=minutes, assumptions=assumptions
    )
    return learned if isinstance(learned, TooLittleKnown) else learned.readiness_at(exam_at, scale)


@dataclass(frozen=True, eq=False)
class Learned:
    """What is believed of a person after her answers: asked about an exam on any day, and gone on from."""

    answers: tuple[GivenAnswer, ...]  # by time
    exam: Exam
    topics: Mapping[str, int]  # numbers of topics in `exam`, by their ids
    answered: Ints  # different questions, shape (topics,)
    beliefs: Beliefs
    assumptions: Assumptions

    def readiness_at(self, at: int, scale: Scale | None) -> ExamReadiness:
        """Return what is to be expected at an instant (UTC, milliseconds), none before the last answer."""
        found = readiness_of(self.beliefs, self.answered, self.exam, exam_at=at, assumptions=self.assumptions)
        return ExamReadiness(found, score_of(found.level, scale))

    def expected_at(self, instants: Sequence[int], more: Mapping[str, float] | None = None) -> tuple[Expected, ...]:
        """Return the same in short for several instants; `more` new questions of topics as if they were answered."""
        numbers = None if more is None else np.array([more.get(topic, 0.0) for topic in self.topics])
        return expected_at(self.beliefs, self.exam, instants, more=numbers, assumptions=self.assumptions)


def learn_answers(
    answers: Sequence[GivenAnswer],
    *,
    outline: OutlineTopics,
    blueprint: Blueprint,
    measured: Mapping[str, Measured] | None = None,
    minutes: Mapping[str, float] | None = None,
    before: Learned | None = None,
    assumptions: Assumptions = DEFAULTS,
) -> Learned | TooLittleKnown:
    """Return what is believed of a person after answers, or what must be answered before anything is said.

    What was learned `before` from the first of these answers, of the same exam and with the same values, is gone on
    from: one takes as long as many answers are new.
    """
    told = tuple(sorted(answers, key=lambda answer: answer.at))
    columns = _Columns(told, outline, blueprint)
    exam = Exam(tuple(columns.areas()), len(columns.topics), EXAM_GUESS, minutes=minutes or {})
    log, difficulties = columns.log(), columns.difficulties(measured or {})
    answered = different_questions(log, exam.topics)[0]
    lacking = too_little(answered, exam)
    if lacking is not None:
        return lacking
    goes_on = before is not None and told[: len(before.answers)] == before.answers
    start = beliefs_with(before.beliefs, log, assumptions) if before is not None and goes_on else None
    new = log if before is None or start is None else log.where(np.arange(len(log)) >= len(before.answers))
    beliefs = learn(new, assumptions=assumptions, difficulties=difficulties, beliefs=start).beliefs
    return Learned(told, exam, columns.topics, answered, beliefs, assumptions)


def score_of(level: Interval, scale: Scale | None) -> Score | None:
    """Return an ability on the body's scale; None where that is not known."""
    if scale is None:
        return None
    return Score(scaled(level.middle, scale), scaled(level.low, scale), scaled(level.high, scale))


class _Columns:
    """Answers and an exam's parts with numbers in place of ids."""

    def __init__(self, answers: Sequence[GivenAnswer], outline: OutlineTopics, blueprint: Blueprint) -> None:
        self._answers = answers
        # A part that no topic serves is a topic of its own, of which nothing is ever answered.
        self._parts = {
            part: tuple(topic for node in part.nodes for topic in outline.nodes.get(node, ())) or (part.node,)
            for part in blueprint.parts
        }
        asked = (topic for topics in self._parts.values() for topic in topics)
        names = dict.fromkeys((*asked, *(answer.topic for answer in answers)))
        self.topics = {name: number for number, name in enumerate(names)}
        self._items = {answer.item: answer for answer in answers}

    def areas(self) -> Iterator[ExamArea]:
        """Yield the areas that are asked about."""
        for part, topics in self._parts.items():
            if part.items:
                yield ExamArea(part.node, part.items, tuple(self.topics[topic] for topic in topics))

    def log(self) -> AnswerLog:
        """Return the answers as the log of one person."""
        numbers = {name: number for number, name in enumerate(self._items)}
        found = log_of(
            np.zeros(len(self._answers), dtype=np.int64),
            np.array([numbers[answer.item] for answer in self._answers], dtype=np.int64),
            np.array([self.topics[answer.topic] for answer in self._answers], dtype=np.int64),
            np.array([answer.right for answer in self._answers], dtype=np.bool_),
            np.array([answer.at for answer in self._answers], dtype=np.int64),
        )
        columns = (found.person, found.item, found.topic, found.right, found.at)
        return AnswerLog(*columns, people=1, items=len(numbers), topics=len(self.topics))

    def difficulties(self, measured: Mapping[str, Measured]) -> Difficulties:
        """Return what is believed of the questions: what was measured, else what their authors expect."""
        told = [
            measured.get(name, Measured(PRIOR_LOGITS[answer.difficulty], AUTHOR_SD))
            for name, answer in self._items.items()
        ]
        nothing = np.zeros(len(self.topics))
        return Difficulties(
            mean=np.array([one.logits for one in told], dtype=np.float64),
            variance=np.array([one.error**2 for one in told], dtype=np.float64),
            guess=np.array([answer.guess for answer in self._items.values()], dtype=np.float64),
            topic_mean=nothing,
            topic_variance=nothing,
        )
