"""A history in Anki is taken once, kept without a word of its cards, and given back whole."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from builders.anki_histories import FIRST, OWN_WORDS, history_file, singles
from builders.anki_log import DAY
from certway.actions import bring_reviews
from certway.actions.bring_reviews import (
    NotWaitingError,
    forget_untaken,
    look_at_reviews,
    see_reviews,
    take_back_reviews,
    take_reviews,
)
from certway.actions.see_memory import known_by, told_by
from certway.records.models import BroughtReviews, MemoryFit, StudyCourse, StudyEvent, User
from certway.records.people import person_of
from certway.records.reviews import reviews_in
from certway.records.study_log import events_of, load_lines
from members import new_user

pytestmark = pytest.mark.django_db
AT = timezone.now()
NOW = int(AT.timestamp() * 1000)


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


def looked(user: User, content: bytes) -> BroughtReviews:
    row = see_reviews(user.pk, look_at_reviews(user.pk, content, "history.apkg", at=AT))
    assert row is not None
    return row


def taken(user: User, content: bytes) -> int:
    return take_reviews(user.pk, looked(user, content).public_id, at=AT)


def test_history_is_looked_at_first_and_taken_as_it_was_graded(user: User) -> None:
    items = singles(3)
    content = history_file(items, reviews=2, own=2, grade=2)
    row = looked(user, content)
    text = told_by(row, None)

    assert (text.count, StudyEvent.objects.count()) == ("10 reviews", 0)
    assert "6 reviews of 3 of our questions" in text.ours
    assert "4 reviews of 2 cards" in text.others
    assert take_reviews(user.pk, row.public_id, at=AT) == 10
    lines = load_lines(user.pk)
    ours = [line for line in lines if line.topic]
    assert {(line.item, line.topic) for line in ours} == {(item.id, item.topic) for item in items}
    assert {(line.grade, line.right, line.spent, line.source) for line in lines} == {(2, None, 8000, "elsewhere")}
    assert [line.at for line in ours if line.item == items[0].id] == [FIRST, FIRST + 4 * DAY]
    assert {line.item.partition("/")[0] for line in lines if not line.topic} == {"anki"}


def test_nothing_of_what_cards_say_is_kept(user: User) -> None:
    row = looked(user, history_file(singles(1), reviews=1, own=1))
    kept = [str(row.told), bring_reviews.unpack(bytes(row.content or b""))]
    take_reviews(user.pk, row.public_id, at=AT)
    kept += StudyEvent.objects.values_list("item", "device", "topic", "response")

    assert OWN_WORDS.lower() not in str(kept).lower()
    assert "own1" not in str(kept)


def test_same_file_changes_nothing_and_a_newer_one_brings_what_is_new(user: User) -> None:
    items = singles(2)
    assert taken(user, history_file(items, reviews=2, own=1)) == 6
    before = list(StudyEvent.objects.order_by("pk").values())
    again = looked(user, history_file(items, reviews=2, own=1))
    text = told_by(again, None)
    assert (text.is_new, text.same) == (False, "6 reviews are here already.")
    assert take_reviews(user.pk, again.public_id, at=AT) == 0
    assert list(StudyEvent.objects.order_by("pk").values()) == before
    assert taken(user, history_file(items, reviews=3, own=1)) == 3
    assert StudyEvent.objects.count() == 9


def test_history_is_given_back_alone_with_what_was_fitted(user: User) -> None:
    items = singles(4)
    first = looked(user, history_file(items[:2], reviews=2))
    take_reviews(user.pk, first.public_id, at=AT)
    taken(user, history_file(items[2:], reviews=1))
    person = person_of(user.pk)
    MemoryFit.objects.create(person=person, weights=None, told={}, reviews=500, made_at=AT)
    DBTaskResult.objects.all().delete()

    assert take_back_reviews(user.pk, first.public_id)
    assert {line.item for line in load_lines(user.pk)} == {item.id for item in items[2:]}
    assert (BroughtReviews.objects.count(), MemoryFit.objects.count()) == (1, 0)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [person.pk]
    assert not take_back_reviews(user.pk, first.public_id)
    assert taken(user, history_file(items[:2], reviews=2)) == 4


def test_one_history_waits_for_a_day(user: User) -> None:
    first, second = (looked(user, history_file(singles(1), reviews=count)) for count in (1, 2))
    assert [row.pk for row in BroughtReviews.objects.all()] == [second.pk]
    with pytest.raises(NotWaitingError):
        take_reviews(user.pk, first.public_id, at=AT)
    forget_untaken.call()
    assert BroughtReviews.objects.count() == 1
    BroughtReviews.objects.update(made_at=AT - timedelta(days=1, minutes=1))
    forget_untaken.call()
    assert BroughtReviews.objects.count() == 0


def test_history_that_is_taken_stays_listed_and_is_not_taken_again(user: User) -> None:
    row = looked(user, history_file(singles(1), reviews=1))
    take_reviews(user.pk, row.public_id, at=AT)
    BroughtReviews.objects.update(made_at=AT - timedelta(days=400))
    forget_untaken.call()

    row.refresh_from_db()
    assert (row.content, row.received) == (None, NOW)
    with pytest.raises(NotWaitingError):
        take_reviews(user.pk, row.public_id, at=AT)


def test_history_of_others_is_out_of_reach(user: User) -> None:
    eve = new_user("eve@example.org")
    row = looked(user, history_file(singles(1), reviews=1))

    assert see_reviews(eve.pk, row.public_id) is None
    with pytest.raises(NotWaitingError):
        take_reviews(eve.pk, row.public_id, at=AT)
    assert not take_back_reviews(eve.pk, row.public_id)
    assert BroughtReviews.objects.count() == 1


def test_head_start_is_told_before_and_after(user: User) -> None:
    person = person_of(user.pk)
    person.goal = "cma-aama"
    person.save()
    row = looked(user, history_file(singles(20), reviews=4, own=3))
    text = told_by(row, None)
    take_reviews(user.pk, row.public_id, at=AT)
    known = known_by(user.pk, reviews_in(events_of(user.pk)), now=NOW)

    assert (known.short, known.reviewed) == ("CMA (AAMA)", 20)
    assert 5 < known.expected < 20
    assert text.known == (
        f"You would recall about {round(known.expected)} of the {known.questions} questions for the CMA (AAMA) today."
        " You have reviewed 20 of them."
    )


def test_exam_of_an_open_course_comes_before_the_goal(user: User) -> None:
    person = person_of(user.pk)
    person.goal = "cma-aama"
    person.save()
    assert known_by(user.pk, (), now=NOW).short == "CMA (AAMA)"
    StudyCourse.objects.create(person=person, exam="mlt-ascp", minutes=[20] * 7, began_on=AT.date())
    assert known_by(user.pk, (), now=NOW).short == "MLT (ASCP)"
    StudyCourse.objects.update(ended_at=AT, exam="mlt-ascp")
    assert known_by(user.pk, (), now=NOW).short == "CMA (AAMA)"


def test_more_reviews_than_are_kept_stay_out(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bring_reviews, "MOST_KEPT", 5)
    row = looked(user, history_file(singles(2), reviews=2, own=2))

    assert dict(told_by(row, None).left_out) == {"More than we keep": "4"}
    assert take_reviews(user.pk, row.public_id, at=AT) == 4
