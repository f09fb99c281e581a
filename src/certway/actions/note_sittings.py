"""Note what was answered in exams and practice in the log of one's study: it is a review like any other."""

from __future__ import annotations

from certway.answers.study_grading import judged, usual_of
from certway.core.study.usual_time import UsualTimes
from certway.records.models import StudyEvent
from certway.records.models.study import StudyEventKind
from certway.records.people import person_of
from certway.records.study_log import add_events, device_of
from certway.records.study_sittings import SatAnswer, new_answers


def note_sittings(user_id: int, *, now: int) -> int:
    """Note what is new of a user's sittings that are over, or that told at once, and return how much was looked at.

    `now` in UTC milliseconds. What was noted before stays as it is.
    """
    found = new_answers(user_id, now=now)
    if found.answers:
        person, usual = person_of(user_id).pk, usual_of((), {})
        add_events([_row(person, one, usual, now) for one in found.answers])
    found.note()
    return len(found.answers)


def _row(person: int, one: SatAnswer, usual: UsualTimes, now: int) -> StudyEvent:
    answer = one.answer
    told = judged(one.item, answer.response, sure=answer.sure, spent=answer.spent or None, usual=usual)
    return StudyEvent(
        person_id=person,
        kind=StudyEventKind.ANSWERED,
        at=min(answer.at, now),
        received=now,
        device=device_of(one.sitting),
        number=one.place,
        item=one.item.id,
        version=one.version,
        topic=one.item.topic,
        response=answer.response,
        right=told.right,
        grade=told.grade,
        sure=answer.sure,
        spent=answer.spent or None,
    )
