"""Exams and practice count as reviews: each answer once, of whoever gave it, and late ones as well."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certway.actions.note_sittings import note_sittings
from certway.core.sit.profile import practice
from certway.core.study.memory import AGAIN, GOOD
from certway.records.models import StudyEvent, User
from certway.records.study_log import load_lines
from members import new_user
from sat_exams import MARCH, sat, single_form

pytestmark = pytest.mark.django_db
NOW = MARCH + 3_600_000


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


def test_answers_of_a_sitting_that_is_over_are_lines_once(user: User) -> None:
    sat(user, single_form("cma-aama", 6), right=lambda place: None if place == 5 else place < 3)

    assert note_sittings(user.pk, now=NOW) == 5
    lines = load_lines(user.pk)
    assert [line.right for line in lines] == [True, True, True, False, False]
    assert [line.grade for line in lines] == [GOOD] * 3 + [AGAIN] * 2
    assert {(line.source, line.spent, line.sure) for line in lines} == {("exam", 9_000, 75)}
    assert lines[0].at == MARCH + 10_000

    with CaptureQueriesContext(connection) as asked:
        assert note_sittings(user.pk, now=NOW) == 0
    assert len(asked) == 1
    assert len(load_lines(user.pk)) == 5


def test_sittings_of_others_and_those_that_run_tell_nothing(user: User) -> None:
    other = new_user("otto@example.org")
    sat(other, single_form("cma-aama", 4), right=lambda _: True)
    sat(user, single_form("cma-aama", 4), right=lambda _: True, profile=practice("cma-aama", 4), over=False)

    assert note_sittings(user.pk, now=MARCH + 60_000) == 0
    assert not StudyEvent.objects.exists()
