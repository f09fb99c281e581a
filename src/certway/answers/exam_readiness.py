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
from certway.core.study.answer_log import AnswerLog, log_of
from certway.core.study.assumptions import DEFAULTS, Assumptions
from certway.core.study.difficulties import Difficulties
from certway.core.study.readiness import Exam, ExamArea, Readiness, TooLittleKnown, readiness

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
    columns = _Columns(answers, outline, blueprint)
    exam = Exam(tuple(columns.areas()), len(columns.topics), EXAM_GUESS, minutes=minutes or {})
    difficulties = columns.difficulties(measured or {})
    found = readiness(columns.log(), exam, difficulties=difficulties, exam_at=exam_at, assumptions=assumptions)
    if isinstance(found, TooLittleKnown):
        return found
    return ExamReadiness(found, _score(found, scale) if scale else None)


def _score(found: Readiness, scale: Scale) -> Score:
    level = found.level
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
