"""See what one remembers of each part of the exam that one studies for, and where one is weak."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from certway.actions.note_sittings import note_sittings
from certway.actions.see_readiness import SeenReadiness, see_readiness
from certway.actions.studied_exam import short_name
from certway.actions.study_state import exam_cards, lines_of
from certway.answers.study_cards import ExamCards, kinds_for, knowledge_from
from certway.answers.study_exam import StudyExam
from certway.answers.study_readiness import StudyReadiness
from certway.answers.study_topics import PartMastery, study_topics
from certway.core.study.knowledge import Knowledge
from certway.core.study.line import Line
from certway.exchange.bank.exams import part_names
from certway.exchange.topics_text import TopicsText, topics_text
from certway.exchange.words.catalogue import catalogue
from certway.records.bank import bank_here
from certway.records.memory_fits import parameters_of
from certway.records.remembered import Latest


@dataclass(frozen=True, eq=False)
class _Kept:
    """What is remembered of the parts, with the exam by whose identity its question goes."""

    parts: tuple[PartMastery, ...]
    exam: StudyExam


PARTS: Latest[_Kept] = Latest(1_000)


@dataclass(frozen=True, slots=True)
class SeenTopics:
    """The parts of the exam that somebody studies for."""

    exam: str
    short: str
    text: TopicsText
    is_ready: bool  # whether readiness is reckoned; else the page may be asked again


def see_topics(
    user_id: int, *, today: int, offset: int, now: int, owner: str, patience_seconds: float
) -> SeenTopics | None:
    """Return what a user remembers; None where no course is open. Arguments are those of `see_readiness`.

    `offset` is what the clocks where she is are ahead of UTC, milliseconds.
    """
    note_sittings(user_id, now=now)
    lines = cache(lambda: lines_of(user_id))
    seen = see_readiness(user_id, today=today, now=now, owner=owner, patience_seconds=patience_seconds, lines=lines)
    if seen is None:
        return None
    course, parts = seen.course, _parts(user_id, seen, lines, today=today, offset=offset, now=now, owner=owner)
    names = part_names(bank_here().editions[course.exam])
    text = topics_text(parts, names, exam_on=course.days.exam_on, today=today, words=catalogue())
    return SeenTopics(course.exam, short_name(course.exam), text, seen.found is not None)


def _parts(
    user_id: int,
    seen: SeenReadiness,
    lines: Callable[[], tuple[Line, ...]],
    *,
    today: int,
    offset: int,
    now: int,
    owner: str,
) -> tuple[PartMastery, ...]:
    own = parameters_of(user_id)
    question = repr((seen.course, seen.state, own, today, offset, id(seen.exam), seen.found is None))
    kept = PARTS.get(owner, question, now=now)
    if kept is None:
        cards = exam_cards(bank_here(), seen.course.exam)
        knowledge = knowledge_from(cards, lines(), kinds_for(own), today=today, offset=offset)
        kept = _Kept(_reckoned(seen, lines(), cards, knowledge, today), seen.exam)
        PARTS.keep(owner, question, kept, now=now)
    return kept.parts


def _reckoned(
    seen: SeenReadiness, lines: tuple[Line, ...], cards: ExamCards, knowledge: Knowledge, today: int
) -> tuple[PartMastery, ...]:
    exam_on = seen.course.days.exam_on
    return study_topics(
        lines,
        seen.exam,
        cards,
        knowledge,
        titles={topic.id: topic.title for topic in bank_here().bank.tree.topics},
        ahead=None if exam_on is None else exam_on - today,
        areas=seen.found.areas if isinstance(seen.found, StudyReadiness) else (),
    )
