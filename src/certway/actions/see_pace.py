"""See how study keeps up with the plan for the same exam, and have it planned anew from today."""

from __future__ import annotations

from datetime import tzinfo

from certway.actions.choose_goal import choose_goal, goal_of
from certway.actions.make_plan import make_plan, plan_since
from certway.actions.study_hours import seconds_by_day, studied_before
from certway.answers.study_pace import Pace, pace_of
from certway.core.plan.roadmap import Roadmap
from certway.records.courses import open_course
from certway.records.load import load_draft
from certway.records.visits import Visit


def see_pace(user_id: int, visit: Visit, exam: str, *, today: int, zone: tzinfo | None) -> Pace | None:
    """Return how a user keeps up with her plan for an exam; None where she has none, or it is still being made."""
    goal = goal_of(visit, zone=zone)
    if goal.id != exam:
        return None
    draft = load_draft(visit)
    if draft.is_empty:
        return None
    _, made = plan_since(
        draft,
        exam,
        since=goal.plan_start(exam, as_of=today),
        as_of=today,
        make=lambda asked: make_plan(asked, owner=visit.owner, patience_seconds=0.0),
        studied=studied_before(user_id, exam, zone=zone),
    )
    if not isinstance(made, Roadmap):
        return None
    return pace_of(made, seconds_by_day(user_id, exam, zone=zone), today=today)


def plan_anew(user_id: int, visit: Visit, *, today: int) -> str | None:
    """Let the plan for the course's exam start today: what was studied is taken off, the rest is placed anew.

    Return the exam; None where no course is open.
    """
    course = open_course(user_id)
    if course is None:
        return None
    choose_goal(visit, course.exam, on=today)
    return course.exam
