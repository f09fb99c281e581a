"""The plan of a course is reckoned in the background, kept for its day, and read by the page Today."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from certway.actions.keep_study import StudyAnswered, StudyWish, send_study
from certway.actions.plan_study import plan_all_study, plan_study
from certway.actions.see_study import see_questions, see_today
from certway.actions.study_course import start_studying
from certway.core.items.identity import version_of
from certway.core.study.days import StudyDays
from certway.core.study.learners import KINDS
from certway.exchange.bank.shipped import shipped_bank
from certway.records.courses import open_course
from certway.records.models import StudyCourse, StudyEvent, StudyWorth, User
from certway.records.people import person_of
from certway.records.study_worths import keep_worth, worth_of
from members import new_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30).toordinal()
NOW = int(datetime(2026, 11, 30, 15, tzinfo=UTC).timestamp() * 1000)
WHEN = {"today": TODAY, "offset": 0, "now": NOW}


@pytest.fixture
def user() -> User:
    user = new_user("zora@example.org")
    start_studying(
        user.pk, "cma-aama", StudyDays(TODAY + 4, (15,) * 7), today=TODAY, at=datetime(2026, 11, 30, tzinfo=UTC)
    )
    return user


def queued() -> list[str]:
    return [one.task_path.rpartition(".")[2] for one in DBTaskResult.objects.order_by("enqueued_at")]


def test_first_look_asks_for_a_plan_once_and_goes_on_without(user: User) -> None:
    seen = see_today(user.pk, **WHEN)
    assert seen is not None
    assert (seen.expected, seen.questions > 5, seen.days_left) == (None, True, 4)
    see_today(user.pk, **WHEN)
    assert queued() == ["plan_study"]


def test_plan_is_kept_and_says_what_to_expect_with_and_without_more_minutes(user: User) -> None:
    course = open_course(user.pk)
    assert course is not None
    plan_study.func(str(course.key), TODAY, 0)
    worth = worth_of(course.key)
    assert worth is not None
    assert (worth.on, len(worth.worths)) == (TODAY, len(KINDS))
    uneven = replace(worth, worths=tuple(replace(one, unevenness=0.6) for one in worth.worths))
    keep_worth(StudyCourse.objects.get(), uneven, datetime.now(UTC))
    kept = worth_of(course.key)
    assert kept is not None
    assert {one.unevenness for one in kept.worths} == {0.6}
    assert 0 < worth.expected < worth.expected_with_more < 100

    seen = see_today(user.pk, **WHEN)
    assert seen is not None
    assert (seen.expected, seen.expected_with_more) == (round(worth.expected), round(worth.expected_with_more))
    assert queued() == []
    assert len(see_questions(user.pk, **WHEN) or ()) == 8

    start_studying(user.pk, "cma-aama", StudyDays(TODAY + 5, (15,) * 7), today=TODAY, at=datetime.now(UTC))
    changed = see_today(user.pk, **WHEN)  # the plan was of another question
    assert changed is not None
    assert changed.expected is None
    assert queued() == ["plan_study"]


def test_reviews_are_chosen_by_the_lots_of_their_day_as_far_as_the_plan_says(user: User) -> None:
    bank, course = shipped_bank().bank, open_course(user.pk)
    assert course is not None
    asked = [one for topic in sorted(bank.outlines["cma-aama"].topics) for one in bank.by_topic[topic]]
    known = [StudyAnswered(one.id, version_of(one), (0,), None, 9000) for one in asked if one.kind == "single"][:60]
    wishes = [StudyWish(number, one, 0) for number, one in enumerate(known)]
    assert len(send_study(user.pk, "tab", wishes, now=NOW - 3 * 86_400_000).kept) == 60
    plan_study.func(str(course.key), TODAY, 0)
    worth = worth_of(course.key)
    assert worth is not None
    seen = []
    for number, unevenness in enumerate((0.0, 2.4, 2.4)):
        told = replace(worth, worths=tuple(replace(one, unevenness=unevenness) for one in worth.worths))
        keep_worth(StudyCourse.objects.get(), told, datetime(2026, 11, 30, number, tzinfo=UTC))
        seen.append([str(one) for one in see_questions(user.pk, **WHEN) or ()])
    assert seen[0] != seen[1] == seen[2]


def test_plan_of_a_course_that_is_gone_or_over_is_none(user: User) -> None:
    plan_study.func("01920000-0000-7000-8000-000000000000", TODAY, 0)
    course = open_course(user.pk)
    assert course is not None
    plan_study.func(str(course.key), TODAY + 4, 0)
    assert not StudyWorth.objects.exists()


def test_at_night_courses_are_planned_that_somebody_studied_lately(user: User) -> None:
    plan_all_study.func()
    assert queued() == []
    at = int((datetime.now(UTC) - timedelta(days=2)).timestamp() * 1000)
    event = {"kind": "answered", "item": "x/y", "grade": 3, "right": True, "device": "a", "number": 1}
    StudyEvent.objects.create(person=person_of(user.pk), at=at, received=at, **event)
    plan_all_study.func()
    assert queued() == ["plan_study"]
