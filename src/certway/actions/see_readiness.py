"""See how one stands for the exam that one studies for: reckoned in the background, noted once a day as it was told.

What was learned of somebody's answers stays in the process as long as the desk keeps what was told of it, so that only
new answers are gone through. Where it is not ready yet, what was told last is shown.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakValueDictionary

from certway.actions.desk import BusyError, Desk
from certway.actions.note_sittings import note_sittings
from certway.actions.studied_exam import studied_exam
from certway.answers.exam_readiness import Learned
from certway.answers.study_exam import StudyExam
from certway.answers.study_readiness import Reckoned, StudyReadiness, ToldReadiness, as_told, study_readiness
from certway.core.study.line import Line
from certway.core.study.readiness import TooLittleKnown
from certway.records.courses import Course, course_of, open_course
from certway.records.models import StudyCourse
from certway.records.readiness_notes import keep_note, notes_of
from certway.records.reminders import zone_named
from certway.records.study_log import events_of, load_lines, log_state
from certway.records.work.failures import WorkError

LOG = logging.getLogger("certway.study")
_LEARNED: WeakValueDictionary[str, Learned] = WeakValueDictionary()  # by the exam and whose it is


class NotNotedError(WorkError):
    """Raised when everybody's turn is over and somebody's readiness could not be noted."""

    def __init__(self, count: int) -> None:
        super().__init__(f"people whose readiness could not be noted: {count}; the log names each by number")


@dataclass(frozen=True, eq=False)
class _Kept:
    """An answer of the desk, with the exam by whose identity its question goes."""

    reckoned: Reckoned
    exam: StudyExam


DESK: Desk[_Kept] = Desk("readiness")


@dataclass(frozen=True, slots=True)
class SeenReadiness:
    """How somebody stands for the exam of her open course."""

    course: Course
    found: StudyReadiness | TooLittleKnown | None  # None = it is being reckoned: what was told last stands in `told`
    exam: StudyExam
    told: tuple[ToldReadiness, ...]  # once a day, the oldest first; today's is among it once it is found
    state: tuple[int, int]  # of her log: it tells one from another


def see_readiness(
    user_id: int,
    *,
    today: int,
    now: int,
    owner: str,
    patience_seconds: float,
    lines: Callable[[], tuple[Line, ...]] | None = None,
) -> SeenReadiness | None:
    """Return how a user stands; None where no course is open, or the bank does not serve its exam.

    `today` is an ordinal where she is, `now` an instant in UTC milliseconds; `owner` is the hash of her record
    (`Visit.owner`). `lines` gives hers, for who noted what is new of her sittings already.
    """
    course = open_course(user_id)
    exam = None if course is None else studied_exam(course.exam, on=today)
    if course is None or exam is None:
        return None
    if lines is None:
        note_sittings(user_id, now=now)
    state = log_state(user_id)
    question = repr((owner, course, today, state, id(exam)))
    found = _ask(question, course, exam, today, owner, patience_seconds, lines or (lambda: load_lines(user_id)))
    told = notes_of(user_id, course.exam)
    if found is None:
        return SeenReadiness(course, None, exam, told, state)
    return SeenReadiness(course, found, exam, _noted(user_id, course.exam, told, as_told(today, found)), state)


def _ask(
    question: str,
    course: Course,
    exam: StudyExam,
    today: int,
    owner: str,
    patience_seconds: float,
    lines: Callable[[], tuple[Line, ...]],
) -> StudyReadiness | TooLittleKnown | None:
    told = DESK.kept(question)
    if told is not None:
        return told.reckoned.told
    own = lines()
    try:
        kept = DESK.ask(
            question, lambda: _reckon(own, exam, course, today, owner), owner=owner, patience_seconds=patience_seconds
        )
    except BusyError:
        return None
    return None if kept is None else kept.reckoned.told


def _reckon(lines: tuple[Line, ...], exam: StudyExam, course: Course, today: int, owner: str) -> _Kept:
    key = f"{course.exam} {id(exam)} {owner}"
    before = _LEARNED.get(key) if owner else None
    reckoned = study_readiness(lines, exam, course.rhythm, on=today, exam_on=course.days.exam_on, before=before)
    if reckoned.learned is not None and owner:
        _LEARNED[key] = reckoned.learned
    return _Kept(reckoned, exam)


def _noted(user_id: int, exam: str, told: tuple[ToldReadiness, ...], new: ToldReadiness) -> tuple[ToldReadiness, ...]:
    """Keep what is told today, where it is not kept yet, and return all that was told."""
    if new not in told:
        keep_note(user_id, exam, new)
    return (*(one for one in told if one.on != new.on), new)


def note_readiness(now: datetime) -> int:
    """Note how everybody stands who studies for an exam that is not over; return of how many.

    `now` is an instant in UTC. Somebody of whom it can't be told keeps nobody else from it. Raises NotNotedError
    afterwards, if there was any.
    """
    noted, failed = 0, 0
    courses = StudyCourse.objects.filter(ended_at=None).select_related("person__owner").order_by("pk")
    for row in courses.iterator(chunk_size=200):
        user = row.person.owner
        if user is None:
            continue
        today = now.astimezone(zone_named(user.time_zone)).date().toordinal()
        try:
            noted += _note(user.pk, course_of(row), today, int(now.timestamp() * 1000))
        except Exception:
            LOG.exception("readiness of user %s was not noted", user.pk)
            failed += 1
    if failed:
        raise NotNotedError(failed)
    return noted


def _note(user_id: int, course: Course, today: int, now: int) -> bool:
    """Note how somebody stands, unless it was noted today; return whether it was done."""
    exam = studied_exam(course.exam, on=today)
    if exam is None or (course.days.exam_on is not None and course.days.exam_on < today):
        return False
    note_sittings(user_id, now=now)
    if not events_of(user_id).exists():
        return False
    told = notes_of(user_id, course.exam)
    if told and told[-1].on >= today:
        return False
    reckoned = study_readiness(load_lines(user_id), exam, course.rhythm, on=today, exam_on=course.days.exam_on)
    keep_note(user_id, course.exam, as_told(today, reckoned.told))
    return True
