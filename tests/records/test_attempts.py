"""What exams answered is kept beside them, and outlives the person without a trace of her."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction

from builders.crowds import BEGAN, DEVICE, EXAM, NOW, exam_form, sat, single_items
from builders.visits import visit
from certway.actions.erase_account import erase_due_accounts
from certway.core.items.identity import version_of
from certway.core.items.item import Item, NumberEntry
from certway.core.sit.attempt import AskedItem, choices_of
from certway.core.sit.events import Answered, Response
from certway.core.sit.profile import practice
from certway.exchange.bank.shipped import shipped_bank
from certway.records.attempts import attempts_at, gather_attempts
from certway.records.erase import erase_people, forget_visitor
from certway.records.models import AttemptAnswers, ExamForm, Person, Sitting, SittingEvent, User
from certway.records.sittings import plain, row_of
from certway.records.visits import SESSION_KEY

pytestmark = pytest.mark.django_db

TYPED = "5551234"  # what a number question was answered with: a telephone number, for instance


@pytest.fixture
def items() -> list[Item]:
    number = next(one for one in shipped_bank().bank.items if isinstance(one.body, NumberEntry))
    return [*single_items(5), number]


def key(item: Item) -> Response:
    return tuple(place for place, right in enumerate(choices_of(item)) if right)


def kept() -> list[tuple[AskedItem, ...]]:
    return list(attempts_at(EXAM, most=100))


def test_exam_that_is_over_is_kept_once(items: list[Item]) -> None:
    wrong = next(place for place, right in enumerate(choices_of(items[1])) if not right)
    sat(exam_form(items, unscored=1), [[key(items[0]), (wrong,), (), key(items[3]), (), TYPED]])
    assert [gather_attempts(NOW), gather_attempts(NOW), AttemptAnswers.objects.count()] == [1, 0, 1]
    (asked,) = kept()
    found = {one.item: (one.outcome, one.chosen, one.counts, one.is_new) for one in asked}
    assert [one.item for one in asked] == sorted(one.id for one in items)
    assert {(one.item, one.version) for one in asked} == {(one.id, version_of(one)) for one in items}
    other = len(choices_of(items[5])) - 1
    assert [found[one.id] for one in items] == [
        ("right", key(items[0]), False, True),
        ("wrong", (wrong,), True, True),
        ("omitted", (), True, True),
        ("right", key(items[3]), True, True),
        ("omitted", (), True, True),
        ("wrong", (other,), True, True),
    ]
    assert {one.spent for one in asked} == {30_000, None}
    assert TYPED not in json.dumps(AttemptAnswers.objects.get().answers)


def test_exam_that_runs_was_never_begun_or_is_practice_is_not_kept(items: list[Item]) -> None:
    form, answers = exam_form(items), [[key(one) for one in items[:5]]]
    sat(form, answers, is_practice=True)
    sat(form, answers)
    SittingEvent.objects.filter(sitting__is_practice=False, kind="submitted").delete()
    Sitting.objects.create(
        person=Person.objects.create(),
        form=form,
        profile=plain(practice(EXAM, 6)),
        accommodations={},
        made_at=NOW,
    )
    assert gather_attempts(NOW) == 0


def test_answer_that_comes_late_is_seen(items: list[Item]) -> None:
    (sitting,) = sat(exam_form(items), [[key(items[0])]])
    gather_attempts(NOW)
    late = Answered(BEGAN + 500, 1, key(items[1]), BEGAN + 10**6, DEVICE)
    row_of(sitting, late, received=BEGAN + 10**6, device=DEVICE, number=99).save()
    assert (gather_attempts(NOW), gather_attempts(NOW)) == (1, 0)
    assert [one.outcome for one in kept()[0]].count("right") == 2


def test_question_that_was_met_before_says_so(items: list[Item]) -> None:
    person = Person.objects.create()
    row = [[key(one) for one in items[:2]]]
    sat(exam_form(items[:2]), row, people=[person], is_practice=True)
    sat(exam_form(items[1:3]), [[key(one) for one in items[1:3]]], people=[person], began=BEGAN + 10**6)
    sat(exam_form(items[:1]), [[key(items[0])]], began=BEGAN + 10**6)
    gather_attempts(NOW)
    assert sorted((one.item, one.is_new) for asked in kept() for one in asked) == sorted(
        [(items[0].id, True), (items[1].id, False), (items[2].id, True)]
    )


def everything() -> Iterator[str]:
    """Yield every row of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                told = [
                    bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else value for value in row
                ]
                yield f"{table}: {told}".lower()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("gathered", [True, False], ids=["gathered", "not yet"])
def test_erased_person_leaves_her_answers_and_nothing_else(items: list[Item], gathered: bool) -> None:
    zora = User.objects.create_user(email="zora@example.org")
    person = Person.objects.create(owner=zora)
    form = exam_form(items)
    (sitting,) = sat(form, [[key(one) for one in items[:5]] + [TYPED]], people=[person])
    other = sat(exam_form(items[:5]), [[key(one) for one in items[:5]]])[0]
    if gathered:
        gather_attempts(NOW)
        before = AttemptAnswers.objects.get(sitting=sitting).pk
    hers = [str(one.public_id) for one in (zora, person, sitting, form)]
    hers += [one.replace("-", "") for one in hers] + ["zora@example.org", TYPED]
    assert {name for name in hers for row in everything() if name in row} >= {TYPED, "zora@example.org"}
    User.objects.filter(pk=zora.pk).update(erase_at=NOW - timedelta(days=1))

    assert erase_due_accounts(NOW) == 1
    assert [(name, row) for name in hers for row in everything() if name in row] == []
    assert list(Sitting.objects.all()) == [other]
    assert list(ExamForm.objects.all()) == [other.form]
    freed = AttemptAnswers.objects.get(sitting=None)
    assert (freed.spent, freed.entries, freed.exam) == (None, None, EXAM)
    times = [str(number) for row in SittingEvent.objects.all() for number in (row.at, row.received)]
    said = next(row for row in everything() if row.startswith("records_attemptanswers") and str(freed.pk) in row)
    assert [number for number in [*times, DEVICE, "2026-"] if number in said] == []
    (asked,) = [one for one in kept() if len(one) == 6]
    assert [one.outcome for one in asked].count("right") == 5
    assert {one.spent for one in asked} == {None}
    if gathered:
        assert freed.pk != before  # so that no earlier copy of the database says whose it is
    assert gather_attempts(NOW) == (0 if gathered else 1)


def test_erased_attempts_are_not_tied_to_each_other(items: list[Item]) -> None:
    person = Person.objects.create()
    for number in range(3):
        sat(exam_form(items[number : number + 2]), [[key(one) for one in items[number : number + 2]]], people=[person])
    sat(exam_form(items), [[()] * 6], people=[person])  # in which nothing was answered
    erase_people(Person.objects.filter(pk=person.pk), NOW)
    rows = list(AttemptAnswers.objects.order_by("pk"))
    assert len(rows) == 3
    assert all(later.pk - earlier.pk > 10**6 for earlier, later in pairwise(rows))
    assert ExamForm.objects.count() == 0


def test_visitor_and_whoever_has_no_exam_leave_nothing(items: list[Item]) -> None:
    here = visit()
    here.session[SESSION_KEY] = str(Person.objects.create().public_id)
    forget_visitor(here)
    erase_people(Person.objects.all(), NOW)
    assert (Person.objects.count(), AttemptAnswers.objects.count()) == (0, 0)


def test_exam_whose_question_is_gone_keeps_nobody_from_being_erased(items: list[Item]) -> None:
    (sitting,) = sat(exam_form(items), [[key(one) for one in items[:5]]])
    Sitting.objects.filter(pk=sitting.pk).update(profile={"strange": 1, "segments": [], "scale": None, "assumed": []})
    erase_people(Person.objects.all(), NOW)
    assert (Person.objects.count(), AttemptAnswers.objects.count()) == (0, 0)


def test_database_refuses_times_of_nobody() -> None:
    for told in ({"spent": [1]}, {"entries": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AttemptAnswers.objects.create(exam=EXAM, is_adaptive=False, answers=[], **told)


def test_reached_is_told_by_segments(items: list[Item]) -> None:
    profile = replace(practice(EXAM, 6), segments=(practice(EXAM, 3).segments[0],) * 2)
    sat(exam_form(items), [[key(items[0]), (), (), (), key(items[4]), ()]], profile=profile)
    SittingEvent.objects.filter(kind="answered", place=4).delete()
    gather_attempts(NOW)
    found = {one.item: one.outcome for one in kept()[0]}
    assert [found[one.id] for one in items] == ["right", *["unreached"] * 5]
