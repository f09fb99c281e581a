"""Courses with a log of answers, as tests make them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import StudyCourse, StudyEvent, User
from certway.records.models.study import StudyEventKind
from certway.records.people import person_of
from certway.web.clock import now_milliseconds

DAY = 86_400_000  # milliseconds


def open_course_of(
    user: User,
    *,
    exam: str = "cma-aama",
    ahead: int | None = 40,
    minutes: tuple[int, ...] = (30,) * 7,
    weekly: dict[str, int] | None = None,
    days_off: tuple[tuple[date, date], ...] = (),
) -> StudyCourse:
    """Open a course that began 20 days ago, to an exam so many days ahead (None = its day is not known)."""
    today = datetime.now(UTC).date()
    return StudyCourse.objects.create(
        person=person_of(user.pk),
        exam=exam,
        exam_on=None if ahead is None else today + timedelta(days=ahead),
        minutes=list(minutes),
        weekly=weekly or {},
        days_off=[[first.isoformat(), last.isoformat()] for first, last in days_off],
        began_on=today - timedelta(days=20),
    )


def answer(
    user: User,
    each: int,
    *,
    right: Callable[[int], bool] = lambda number: number % 10 < 7,
    days_ago: float = 0.0,
    exam: str = "cma-aama",
    device: str = "tab",
    nodes: tuple[str, ...] = (),
) -> int:
    """Let a user answer so many questions of each part of an exam's outline, the last so long ago; return of how many.

    Each takes 40 seconds, and they are half a second apart.
    """
    bank = shipped_bank().bank
    outline = bank.outlines[exam].nodes
    items = []
    for node in nodes or tuple(outline):
        items += [item for topic in outline[node] for item in bank.by_topic[topic]][:each]
    end = now_milliseconds() - round(days_ago * DAY)
    StudyEvent.objects.bulk_create(
        StudyEvent(
            person=person_of(user.pk),
            kind=StudyEventKind.ANSWERED,
            at=end - 500 * (len(items) - number),
            received=end,
            device=device,
            number=number,
            item=item.id,
            version="v",
            topic=item.topic,
            response=[0],
            right=right(number),
            grade=3 if right(number) else 1,
            spent=40_000,
        )
        for number, item in enumerate(items)
    )
    return len(items)
