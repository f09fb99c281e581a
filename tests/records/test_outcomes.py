"""Outcomes of many sittings are told in a few queries, kept, and told anew where a log grew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certway.core.sit.events import Answered
from certway.core.sit.profile import MINUTE, Scale, Segment, practice
from certway.core.sit.scoring import key_of
from certway.records.models import Sitting, User
from certway.records.outcomes import LONGEST_KEPT, KeptOutcome, outcomes_of
from certway.records.sittings import row_of
from members import new_user
from sat_exams import DAY, MARCH, sat, single_form

pytestmark = pytest.mark.django_db

LATER = MARCH + 100 * DAY


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


def outcomes(user: User, *, most: int = 100, now: int = LATER) -> tuple[KeptOutcome, ...]:
    return outcomes_of(user.pk, "cma-aama", most=most, now=now)


def test_outcomes_are_those_that_are_over_the_newest_first(user: User) -> None:
    form = single_form("cma-aama", 10)
    first = sat(user, form, right=lambda place: place < 3)
    second = sat(user, form, right=lambda place: place < 4 or None, at=MARCH + DAY)
    sat(user, form, right=lambda _: True, at=MARCH + 2 * DAY, over=False)
    sat(user, single_form("mlt-ascp", 5), right=lambda _: True)
    sat(new_user("eve@example.org"), form, right=lambda _: True)
    found = outcomes(user)
    assert [(one.key, one.outcome.score.right, one.outcome.unanswered) for one in found] == [
        (second, 4, 6),
        (first, 3, 0),
    ]
    assert [answer.right for answer in found[1].outcome.answers] == [place < 3 for place in range(10)]
    assert [one.key for one in outcomes(user, most=2)] == [second]  # of the newest two one is not over


def test_whole_exam_says_where_it_lies_and_practice_does_not(user: User) -> None:
    form = single_form("cma-aama", 60)
    profile = replace(practice("cma-aama", 60), scale=Scale(200, 800, 405))
    sat(user, form, right=lambda place: place < 50, profile=profile)
    sat(user, form, right=lambda place: place < 50, at=MARCH - DAY)
    whole, drill = (one.outcome for one in outcomes(user))
    assert whole.outlook is not None
    assert (whole.is_practice, whole.outlook.side, whole.scale) == (False, "above", profile.scale)
    assert (drill.is_practice, drill.outlook, drill.scale) == (True, None, None)


def test_answer_that_arrives_late_is_counted(user: User) -> None:
    form = single_form("cma-aama", 10)
    profile = replace(practice("cma-aama", 10), segments=(Segment(10, 10 * MINUTE),))
    key = sat(user, form, right=lambda place: place < 9 or None, profile=profile, over=False)
    assert outcomes(user, now=MARCH + MINUTE) == ()
    assert outcomes(user)[0].outcome.score.right == 9
    late = Answered(MARCH + 5 * MINUTE, 9, key_of(form.items[9].body), LATER, "tab")
    row_of(Sitting.objects.get(public_id=key), late, received=LATER, device="tab", number=99).save()
    assert outcomes(user)[0].outcome.score.right == 10


def test_outcome_that_nobody_asked_for_is_dropped_after_an_hour(user: User) -> None:
    sat(user, single_form("cma-aama", 10), right=lambda _: True)
    counts = []
    for now in (LATER, LATER + LONGEST_KEPT, LATER + 2 * LONGEST_KEPT, LATER + 3 * LONGEST_KEPT + 1):
        outcomes(new_user(f"{now}@example.org"), now=now)  # anybody's question drops what is old
        with CaptureQueriesContext(connection) as asked:
            assert len(outcomes(user, now=now)) == 1
        counts.append(len(asked))
    assert counts == [4, 1, 1, 4]


def test_many_are_told_in_as_many_queries_as_one_and_once(user: User) -> None:
    counts = []
    for number in range(3):
        sat(user, single_form("cma-aama", 10 + number, seed=number), right=lambda _: True, at=MARCH + number * DAY)
        if number in (0, 2):
            with CaptureQueriesContext(connection) as asked:
                assert len(outcomes(user)) == number + 1
            with CaptureQueriesContext(connection) as again:
                assert len(outcomes(user)) == number + 1
            counts.append((len(asked), len(again)))
    assert counts == [(4, 1), (4, 1)]
