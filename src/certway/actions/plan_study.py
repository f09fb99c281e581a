"""Reckon what studying is worth on a day of a course: in the background, as it takes seconds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django_tasks import task

from certway.actions.study_state import StudyState, lines_of, state_from
from certway.core.study.course import Course
from certway.core.study.dice import SplitMix
from certway.core.study.planning import expected_score, plan_course
from certway.records.bank import bank_here
from certway.records.courses import course_of
from certway.records.memory_fits import parameters_of
from certway.records.models import StudyCourse, StudyEvent
from certway.records.study_worths import KeptWorth, keep_worth

BEFORE_NIGHTLY_WORK: Final = -5  # of the queue: mail goes first, what is reckoned at night comes after
MORE_MINUTES: Final = 10  # a day, for what more time would do
SEED: Final = 2026  # plans are compared by the same luck
ACTIVE_DAYS: Final = 7  # since the last answer, for which a course is planned at night; else once it is looked at


@task(priority=BEFORE_NIGHTLY_WORK)
def plan_study(course: str, today: int, offset: int) -> None:
    """Reckon a course (its key) for a day (an ordinal where she is); `offset` as in `study_state`."""
    row = StudyCourse.objects.filter(public_id=UUID(course), ended_at=None).select_related("person").first()
    if row is None or row.person.owner_id is None:
        return
    user_id, indexed = row.person.owner_id, bank_here()
    if row.exam not in indexed.editions:
        return
    own = parameters_of(user_id)
    state = state_from(course_of(row), indexed, lines_of(user_id), own, today=today, offset=offset)
    worth = worth_today(state)
    if worth is not None:
        keep_worth(row, worth, timezone.now())


def worth_today(state: StudyState) -> KeptWorth | None:
    """Return what studying is worth today; None where there is no time to study any more."""
    days, weights = state.course.days, state.cards.weights
    seconds = days.seconds(state.today)
    if not seconds.any():
        return None
    course = Course(weights, seconds, state.effort)
    traces, shares = state.knowledge.traces(), state.knowledge.shares
    worths = plan_course(course, lambda: SplitMix(SEED), state.kinds, traces)
    more = Course(weights, days.seconds(state.today, more=MORE_MINUTES), state.effort)
    return KeptWorth(
        on=state.today,
        question=state.question,
        worths=tuple(by_day[0] for by_day in worths.days),
        expected=expected_score(course, worths, traces, shares, SplitMix(SEED)),
        expected_with_more=expected_score(more, worths, traces, shares, SplitMix(SEED)),
    )


@task(priority=BEFORE_NIGHTLY_WORK)
def plan_all_study() -> None:
    """Queue the plans of the courses that somebody studied lately."""
    now = timezone.now()
    since = int((now - timedelta(days=ACTIVE_DAYS)).timestamp() * 1000)
    active = StudyEvent.objects.filter(at__gte=since).values("person")
    rows = StudyCourse.objects.filter(ended_at=None, person__in=active).select_related("person__owner")
    for row in rows.order_by("pk"):
        if row.person.owner is not None:
            today, offset = _where_she_is(row.person.owner.time_zone, now)
            plan_study.enqueue(str(row.public_id), today, offset)


def _where_she_is(zone: str, now: datetime) -> tuple[int, int]:
    """Return the day (an ordinal) and what the clocks are ahead of UTC (milliseconds) in a time zone; '' = UTC."""
    there = now.astimezone(ZoneInfo(zone) if zone else UTC)
    ahead = there.utcoffset() or timedelta()
    return there.date().toordinal(), int(ahead.total_seconds() * 1000)
