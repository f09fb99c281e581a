"""Readiness is told in the background, noted once a day as it was told, and gone on from; of whoever it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certway.actions.replace_answers import forget_answers
from certway.actions.see_readiness import SeenReadiness, note_readiness, see_readiness
from certway.answers.study_readiness import StudyReadiness
from certway.core.study.readiness import TooLittleKnown
from certway.records.models import ReadinessNote, StudyCourse, StudyEvent, User
from certway.web.clock import now_milliseconds
from members import new_user
from sat_exams import MARCH, sat, single_form
from studied import answer, open_course_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


def today() -> int:
    return datetime.now(UTC).date().toordinal()


def seen(user: User, *, ahead: int = 0, patience: float = 60.0) -> SeenReadiness:
    """See it today, or so many days later."""
    found = see_readiness(
        user.pk, today=today() + ahead, now=now_milliseconds(), owner=f"owner {user.pk}", patience_seconds=patience
    )
    assert found is not None
    return found


def test_who_studies_for_nothing_is_told_nothing(user: User) -> None:
    assert see_readiness(user.pk, today=today(), now=1, owner="x", patience_seconds=60) is None
    open_course_of(user, exam="no-such-exam")
    assert see_readiness(user.pk, today=today(), now=1, owner="x", patience_seconds=60) is None


def test_few_answers_are_refused_and_enough_are_told_and_noted_in_place_of_it(user: User) -> None:
    open_course_of(user)
    answer(user, 1)
    refused = seen(user)
    assert isinstance(refused.found, TooLittleKnown)
    assert [(one.on, one.now) for one in refused.told] == [(today(), None)]

    answer(user, 8, device="desk")
    told = seen(user)
    assert isinstance(told.found, StudyReadiness)
    assert ReadinessNote.objects.count() == 1
    assert [one.on for one in told.told] == [today()]
    assert told.told[0].now is not None
    assert told.told == seen(user).told


def test_history_stands_as_it_was_told(user: User) -> None:
    open_course_of(user)
    answer(user, 8)
    first = seen(user).told[0]
    answer(user, 9, right=lambda _: False, device="desk")
    later = seen(user, ahead=1)

    assert later.told[0] == first
    assert later.told[1].now is not None
    assert first.now is not None
    assert later.told[1].now.chance.middle < first.now.chance.middle


def test_what_is_not_reckoned_yet_shows_what_was_told_last(user: User) -> None:
    open_course_of(user)
    answer(user, 8)
    told = seen(user).told
    answer(user, 9, device="desk")
    waiting = seen(user, patience=0)

    assert waiting.found is None
    assert waiting.told == told
    assert isinstance(seen(user).found, StudyReadiness)


def test_answers_of_exams_count(user: User) -> None:
    open_course_of(user)
    sat(user, single_form("cma-aama", 100), right=lambda place: place % 3 > 0, at=MARCH)

    found = seen(user).found
    assert isinstance(found, StudyReadiness)
    assert found.answered == 100


def test_what_is_kept_asks_no_lines_and_is_dropped_with_its_owner(user: User) -> None:
    open_course_of(user)
    answer(user, 8)
    seen(user)
    with CaptureQueriesContext(connection) as kept:
        seen(user)
    forget_answers(f"owner {user.pk}")
    with CaptureQueriesContext(connection) as anew:
        seen(user)

    assert len(anew) == len(kept) + 1


def test_notes_and_answers_are_of_one_person_alone(user: User) -> None:
    eve = new_user("eve@example.org")
    for one in (user, eve):
        open_course_of(one)
    answer(user, 8)
    seen(user)

    found = seen(eve)
    assert isinstance(found.found, TooLittleKnown)
    assert found.found.answered == 0
    assert [one.now for one in found.told] == [None]


def test_chore_notes_everybody_once_a_day_where_there_is_something_to_tell(user: User) -> None:
    eve, otto, rosa = (new_user(f"{name}@example.org") for name in ("eve", "otto", "rosa"))
    for one in (user, eve, otto, rosa):
        open_course_of(one, ahead=-3 if one is otto else 40)
    for one in (user, otto, rosa):
        answer(one, 8)
    StudyCourse.objects.filter(person__owner=rosa).update(ended_at=datetime.now(UTC))

    assert note_readiness(datetime.now(UTC)) == 1
    assert note_readiness(datetime.now(UTC)) == 0
    note = ReadinessNote.objects.get()
    assert note.person.owner_id == user.pk
    assert note.content["now"]["chance"][0] > 0
    assert StudyEvent.objects.filter(person__owner=eve).count() == 0
