"""See what one remembers of each part of the exam that one studies for, and where one is weak."""

from __future__ import annotations

from dataclasses import dataclass

from certway.actions.note_sittings import note_sittings
from certway.actions.see_readiness import see_readiness
from certway.actions.studied_exam import short_name
from certway.answers.study_readiness import StudyReadiness
from certway.answers.study_topics import study_topics
from certway.exchange.bank.exams import part_names
from certway.exchange.topics_text import TopicsText, topics_text
from certway.exchange.words.catalogue import catalogue
from certway.records.bank import bank_here
from certway.records.study_log import load_lines


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
    lines = load_lines(user_id)
    seen = see_readiness(user_id, today=today, now=now, owner=owner, patience_seconds=patience_seconds, lines=lines)
    if seen is None:
        return None
    indexed, course, found = bank_here(), seen.course, seen.found
    parts = study_topics(
        lines,
        seen.exam,
        {topic.id: topic.title for topic in indexed.bank.tree.topics},
        now=now,
        exam_on=course.exam_on,
        areas=found.areas if isinstance(found, StudyReadiness) else (),
    )
    names = part_names(indexed.editions[course.exam])
    text = topics_text(parts, names, exam_on=course.exam_on, today=today, words=catalogue())
    return SeenTopics(course.exam, short_name(course.exam), text, found is not None)
