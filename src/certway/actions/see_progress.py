"""See how one comes on: readiness over time, and what was worked on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from functools import cache

from certway.actions.note_sittings import note_sittings
from certway.actions.see_readiness import see_readiness
from certway.actions.studied_exam import short_name
from certway.actions.study_state import lines_of
from certway.answers.study_work import Piece, study_work
from certway.exchange.bank.exams import part_names
from certway.exchange.readiness_text import NamedPart, ReadinessText, readiness_text
from certway.exchange.words.catalogue import catalogue
from certway.exchange.work_text import WorkText, work_text
from certway.records.bank import bank_here
from certway.records.remembered import Latest
from certway.records.study_pieces import answers_by_day, runs_by_day

DAYS: Latest[tuple[Piece, ...]] = Latest(1_000)  # what was answered on which day


@dataclass(frozen=True, slots=True)
class SeenProgress:
    """How somebody comes on."""

    exam: str
    short: str
    readiness: ReadinessText
    work: WorkText
    is_ready: bool  # whether readiness is reckoned; else the page may be asked again


def see_progress(
    user_id: int, *, today: int, now: int, zone: tzinfo | None, owner: str, patience_seconds: float
) -> SeenProgress | None:
    """Return how a user comes on; None where no course is open. Arguments are those of `see_readiness`.

    `zone` is where she is (None = where the machine is).
    """
    note_sittings(user_id, now=now)
    lines = cache(lambda: lines_of(user_id))
    seen = see_readiness(user_id, today=today, now=now, owner=owner, patience_seconds=patience_seconds, lines=lines)
    if seen is None:
        return None
    course, words = seen.course, catalogue()
    names = part_names(bank_here().editions[course.exam])
    parts = tuple(NamedPart(node, nodes, names.get(node, node)) for node, nodes in seen.exam.parts.nodes_of.items())
    question = repr((seen.state, zone))
    answers = DAYS.get(owner, question, now=now)
    if answers is None:
        answers = answers_by_day(lines(), zone)
        DAYS.keep(owner, question, answers, now=now)
    work = study_work((*answers, *runs_by_day(user_id, zone)), course.rhythm, today=today)
    return SeenProgress(
        exam=course.exam,
        short=short_name(course.exam),
        readiness=readiness_text(
            seen.found, seen.told, parts, scale=seen.exam.scale, exam_on=course.days.exam_on, today=today, words=words
        ),
        work=work_text(work, today=today, words=words),
        is_ready=seen.found is not None,
    )
