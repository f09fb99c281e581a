"""See what one remembers of each part of the exam that one studies for, and where one is weak."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from certway.actions.note_sittings import note_sittings
from certway.actions.see_readiness import SeenReadiness, see_readiness
from certway.actions.studied_exam import short_name
from certway.answers.study_exam import StudyExam
from certway.answers.study_readiness import StudyReadiness
from certway.answers.study_topics import PartMastery, study_topics
from certway.core.study.line import Line
from certway.exchange.bank.exams import part_names
from certway.exchange.topics_text import TopicsText, topics_text
from certway.exchange.words.catalogue import catalogue
from certway.records.bank import bank_here
from certway.records.remembered import Latest
from certway.records.study_log import load_lines


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


def see_topics(user_id: int, *, today: int, now: int, owner: str, patience_seconds: float) -> SeenTopics | None:
    """Return what a user remembers; None where no course is open. Arguments are those of `see_readiness`."""
    note_sittings(user_id, now=now)
    lines = cache(lambda: load_lines(user_id))
    seen = see_readiness(user_id, today=today, now=now, owner=owner, patience_seconds=patience_seconds, lines=lines)
    if seen is None:
        return None
    course, parts = seen.course, _parts(seen, lines, today=today, now=now, owner=owner)
    names = part_names(bank_here().editions[course.exam])
    text = topics_text(parts, names, exam_on=course.exam_on, today=today, words=catalogue())
    return SeenTopics(course.exam, short_name(course.exam), text, seen.found is not None)


def _parts(
    seen: SeenReadiness, lines: Callable[[], tuple[Line, ...]], *, today: int, now: int, owner: str
) -> tuple[PartMastery, ...]:
    question = repr((seen.course, seen.state, today, id(seen.exam), seen.found is None))
    kept = PARTS.get(owner, question, now=now)
    if kept is None:
        kept = _Kept(_reckoned(seen, lines(), today), seen.exam)
        PARTS.keep(owner, question, kept, now=now)
    return kept.parts


def _reckoned(seen: SeenReadiness, lines: tuple[Line, ...], today: int) -> tuple[PartMastery, ...]:
    return study_topics(
        lines,
        seen.exam,
        {topic.id: topic.title for topic in bank_here().bank.tree.topics},
        on=today,
        exam_on=seen.course.exam_on,
        areas=seen.found.areas if isinstance(seen.found, StudyReadiness) else (),
    )
