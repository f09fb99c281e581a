"""Choose what to study for: the exam, its day, the minutes of each day; end it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal, TypeAlias

from certway.actions.choose_goal import goal_of
from certway.actions.make_plan import make_plan, plan_since
from certway.actions.study_hours import studied_before
from certway.core.plan.roadmap import Roadmap
from certway.core.study.days import StudyDays
from certway.records.bank import bank_here
from certway.records.courses import end_course, keep_course, open_course
from certway.records.load import load_draft
from certway.records.visits import Visit

Origin: TypeAlias = Literal["course", "plan", "nothing"]
"""What a form for a course is filled with: the course that is open, the plan for the credential, or nothing."""

STUDY_DAYS = 7  # of a week, over which a plan's weekly hours are spread
LEAST_MINUTES = 5  # a day


@dataclass(frozen=True, slots=True)
class ChosenCourse:
    """What a form for a course begins with."""

    exam: str  # id of a credential; empty for none
    days: StudyDays | None
    origin: Origin


def chosen_course(user_id: int, visit: Visit, exam: str, *, today: int, zone: tzinfo | None) -> ChosenCourse:
    """Return the course that is open; for another `exam`, or without one, what the plan for the credential says.

    `today` is an ordinal. A plan that takes long to make is not waited for.
    """
    course = open_course(user_id)
    if course is not None and exam in ("", course.exam):
        return ChosenCourse(course.exam, course.days, "course")
    goal = goal_of(visit, zone=zone)
    wanted = exam or goal.id
    if wanted not in bank_here().editions:
        return ChosenCourse("", None, "nothing")
    planned = _planned(visit, wanted, since=goal.plan_start(wanted, as_of=today), today=today, zone=zone)
    return ChosenCourse(wanted, planned, "nothing" if planned is None else "plan")


def _planned(visit: Visit, goal: str, *, since: int, today: int, zone: tzinfo | None) -> StudyDays | None:
    """Return the days of study by the plan for a credential: the exam's day, and the weekly minutes of its study."""
    draft = load_draft(visit)
    if draft.is_empty:
        return None
    question, made = plan_since(
        draft,
        goal,
        since=since,
        as_of=today,
        make=lambda asked: make_plan(asked, owner=visit.owner, patience_seconds=0.5),
        studied=studied_before(visit.user_id, goal, zone=zone),
    )
    if not isinstance(made, Roadmap) or made.exam_on <= today:
        return None
    weeks = [minutes for minutes in made.study_by_week if minutes]
    daily = max(-(-max(weeks) // STUDY_DAYS), LEAST_MINUTES) if weeks else None
    return None if daily is None else StudyDays(made.exam_on, (daily,) * 7, question.wishes.days_off)


def start_studying(user_id: int, exam: str, days: StudyDays, *, today: int, at: datetime) -> None:
    """Keep a course; one for another exam ends with it. `at` in UTC. Raises LookupError for no exam of the bank."""
    if exam not in bank_here().editions:
        raise LookupError(exam)
    keep_course(user_id, exam, days, today=today, at=at)


def end_studying(user_id: int, *, at: datetime) -> None:
    """End the course that is open. What was answered stays, and counts for the next one."""
    end_course(user_id, at=at)
