"""What somebody remembers of each part of the exam that she studies for, and where she is weak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from certway.answers.study_cards import ExamCards
from certway.answers.study_exam import StudyExam
from certway.core.sit.weakness import PartStrength, strengths_of
from certway.core.study.knowledge import Knowledge
from certway.core.study.line import Line
from certway.core.study.readiness import AreaReadiness, Interval


@dataclass(frozen=True, slots=True)
class Mastery:
    """What is remembered of some cards: questions and templates of the bank.

    A card that was never answered counts as not remembered: nobody knows whether she knows it.
    """

    cards: int
    answered: int  # of them, at least once, here or elsewhere
    now: float  # of them, that are expected to be recalled today
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
    cards: ExamCards,
    knowledge: Knowledge,
    *,
    titles: Mapping[str, str],
    ahead: int | None,
    areas: Iterable[AreaReadiness] = (),
) -> tuple[PartMastery, ...]:
    """Return what is remembered of each part with questions, in the order of the outline.

    `knowledge` is of the `cards` of the exam, which is `ahead` days from today (None = its day is unknown); `titles`
    are those of the topics by their ids, and `areas` what readiness says, where it says something.
    """
    memory = _Memory(cards, knowledge, ahead)
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


class _Memory:
    """What is recalled of the cards of an exam, today and on its day."""

    def __init__(self, cards: ExamCards, knowledge: Knowledge, ahead: int | None) -> None:
        seen = np.flatnonzero(knowledge.seen).tolist()
        names = [cards.entries[number].id for number in seen]

        def recalled(days: int) -> dict[str, float]:
            return dict(zip(names, knowledge.recall_in(days)[seen].tolist(), strict=True))

        self._now = recalled(0)
        self._then = None if ahead is None or ahead <= 0 else recalled(ahead)

    def of(self, cards: Iterable[str]) -> Mastery:
        """Return what is recalled of some cards together."""
        names = tuple(cards)
        known = [name for name in names if name in self._now]
        then = None if self._then is None else sum(self._then[name] for name in known)
        return Mastery(len(names), len(known), sum(self._now[name] for name in known), then)
