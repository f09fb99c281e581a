"""The plan's study becomes sessions, what is studied is taken off the plan, and who falls behind plans anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

import planning
from certway.actions.study_course import start_studying
from certway.core.study.days import StudyDays
from certway.exchange.bank.shipped import shipped_bank
from certway.records.models import Person, StudyCourse, StudyEvent, User
from certway.web.clock import machine_today
from members import new_user, signed_in
from visitors import Visitor, see, send, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return new_user("maria@example.org")


@pytest.fixture
def maria(user: User, monkeypatch: pytest.MonkeyPatch) -> Visitor:
    """Maria, who has a record, and a plan for the CMA since four weeks ago."""
    monkeypatch.setattr(settings, "PLAN_PATIENCE_SECONDS", 60.0)
    client = signed_in(user, zone="UTC")
    upload(client, planning.maria())
    send(client, "/plan/", {"goal": "cma-aama", "hours_per_week": "10", "study_hours": "40"})
    return client


def begin(user: User) -> None:
    days = StudyDays(machine_today() + 90, (20,) * 7)
    start_studying(user.pk, "cma-aama", days, today=machine_today(), at=datetime.now(UTC))


def studied(user: User, minutes: int, *, days_ago: int) -> None:
    """Add minutes of study of the exam's questions to the log."""
    topics = {one for node in shipped_bank().bank.outlines["cma-aama"].nodes.values() for one in node}
    item = next(one for one in shipped_bank().bank.items if one.topic in topics)
    at = int((datetime.now(UTC) - timedelta(days=days_ago)).timestamp() * 1000)
    person, start = Person.objects.get(owner=user), StudyEvent.objects.count()
    told = {"kind": "answered", "item": item.id, "topic": item.topic, "grade": 3, "right": True, "device": "a"}
    StudyEvent.objects.bulk_create(
        StudyEvent(person=person, at=at, received=at, number=start + one, spent=60_000, **told)
        for one in range(minutes)
    )


def test_course_begins_with_the_plan_and_today_stands_beside_it(maria: Visitor, user: User) -> None:
    assert "Study by this plan" in see(maria, "/plan/cma-aama/").text
    page = see(maria, "/study/course/?exam=cma-aama")
    assert "These come of your plan" in page.text
    minutes = [one.get("value") for one in page.all("input") if (one.get("name") or "").startswith("minutes")]
    assert len(set(minutes)) == 1
    assert int(minutes[0]) > 20
    start_studying(
        user.pk, "cma-aama", StudyDays(machine_today() + 90, (20,) * 7), today=machine_today(), at=datetime.now(UTC)
    )
    today = see(maria, "/study/").text
    assert "Beside your plan" in today
    assert "By your plan the exam is on" in today


def test_what_was_studied_before_a_plan_is_taken_off_and_who_is_behind_plans_anew(maria: Visitor, user: User) -> None:
    start_studying(
        user.pk, "cma-aama", StudyDays(machine_today() + 90, (20,) * 7), today=machine_today(), at=datetime.now(UTC)
    )
    studied(user, 90, days_ago=3)
    assert "1.5 hours of study that you did before this plan starts" in see(maria, "/plan/cma-aama/").text
    answer = send(maria, "/study/replan/")
    assert answer.headers["Location"] == "/plan/cma-aama/"
    assert Person.objects.get(owner=user).goal_since == datetime.now(UTC).date()
    StudyCourse.objects.all().delete()
    assert send(maria, "/study/replan/").headers["Location"] == "/study/course/"
