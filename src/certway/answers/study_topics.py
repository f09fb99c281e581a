"""What somebody remembers of each part of the exam that she studies for, and where she is weak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from certway.answers.study_exam import StudyExam
from certway.core.sit.weakness import PartStrength, strengths_of
from certway.core.study.line import Line
from certway.core.study.memory import DEFAULT, Floats, Parameters, recall, replay
from certway.core.study.readiness import AreaReadiness, Interval

_DAY = 86_400_000  # milliseconds
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Mastery:
    """What is remembered of some cards: questions and templates of the bank.

    A card that was never answered counts as not remembered: nobody knows whether she knows it.
    """

    cards: int
    answered: int  # of them, at least once, here or elsewhere
    now: float  # of them, that are expected to be recalled today, after the last answer
    then: float | None  # the same on the exam's day, if nothing more is studied; None where it is unknown or over


@dataclass(frozen=True, slots=True)
class TopicMastery:
    """A topic of the bank."""

    topic: str
    title: str
    mastery: Mastery


@dataclass(frozen=True, slots=True)
class PartMastery:
    """A part of the exam."""

    nodes: tuple[str, ...]  # of the outline that count to it and that topics serve
    mastery: Mastery
    strength: PartStrength  # with its id, and its weight in the exam
    right: Interval | None  # share right of questions not met yet, on the exam's day; None where too little is known
    topics: tuple[TopicMastery, ...]  # in the order of the outline


def study_topics(
    lines: Sequence[Line],
    exam: StudyExam,
    titles: Mapping[str, str],
    *,
    on: int,
    exam_on: int | None,
    areas: Iterable[AreaReadiness] = (),
    parameters: Parameters = DEFAULT,
) -> tuple[PartMastery, ...]:
    """Return what is remembered of each part with questions, in the order of the outline.

    `on` is the ordinal of today, `exam_on` that of the exam's day; `titles` are those of the topics by their ids, and
    `areas` what readiness says, where it says something.
    """
    memory = _Memory(lines, exam, on=on, exam_on=exam_on, parameters=parameters)
    right = {area.node: area.right for area in areas}
    strengths = strengths_of(tuple(exam.past(reversed(lines))), exam.parts.weights)
    return tuple(_part(one, right.get(one.node), exam, titles, memory) for one in strengths)


def _part(
    strength: PartStrength, right: Interval | None, exam: StudyExam, titles: Mapping[str, str], memory: _Memory
) -> PartMastery:
    outline, nodes = exam.parts.outline.nodes, exam.parts.nodes_of[strength.node]
    topics = [topic for node in nodes for topic in outline[node] if topic in exam.by_topic]
    return PartMastery(
        nodes=nodes,
        mastery=memory.of(card.id for card in exam.parts.pools[strength.node]),
        strength=strength,
        right=right,
        topics=tuple(
            TopicMastery(topic, titles.get(topic, topic), memory.of(exam.by_topic[topic])) for topic in topics
        ),
    )


def _noon(day: int) -> float:
    """Return noon in UTC of a day (an ordinal), in days since the beginning of 1970."""
    return day - _EPOCH + 0.5


class _Memory:
    """What is recalled of the cards of an exam, now and on its day."""

    def __init__(
        self, lines: Sequence[Line], exam: StudyExam, *, on: int, exam_on: int | None, parameters: Parameters
    ) -> None:
        of = [line for line in lines if line.item in exam.cards]
        numbers = {name: number for number, name in enumerate(dict.fromkeys(line.item for line in of))}
        deck = replay(
            parameters,
            np.array([numbers[line.item] for line in of], dtype=np.int64),
            np.array([line.at / _DAY for line in of], dtype=np.float64),
            np.array([line.grade for line in of], dtype=np.int64),
        )

        def recalled(day: float) -> dict[str, float]:
            found: Floats = recall(parameters, deck.stability, day - deck.last_reviewed)
            return dict(zip(numbers, found.tolist(), strict=True))

        last = max((line.at / _DAY for line in of), default=0.0)
        self._now = recalled(max(_noon(on), last))
        self._then = None if exam_on is None or exam_on <= on else recalled(max(_noon(exam_on), last))

    def of(self, cards: Iterable[str]) -> Mastery:
        """Return what is recalled of some cards together."""
        names = tuple(cards)
        known = [name for name in names if name in self._now]
        then = None if self._then is None else sum(self._then[name] for name in known)
        return Mastery(len(names), len(known), sum(self._now[name] for name in known), then)
