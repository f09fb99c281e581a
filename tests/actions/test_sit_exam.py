"""A sitting is kept event by event: once, durable, its owner's alone; a form is rebuilt to the letter."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from certway.actions.ask_sureness import ask_sureness
from certway.actions.begin_sitting import begin_practice, keep_sitting
from certway.actions.sit_exam import MOST_AGE, Wish, send_wishes, steer, take_over
from certway.answers.practice_form import NothingToAskError, practice_form
from certway.core.items.identity import version_of
from certway.core.items.template_making import make_question
from certway.core.sit.delivery import RefusedError, State, state_of
from certway.core.sit.events import Answered, Began, Flagged, SegmentClosed, Submitted, Visited
from certway.core.sit.profile import MINUTE, Accommodations, Profile, Segment, practice
from certway.exchange.bank.sheet import cleaned, read_sheet, sheet_of
from certway.exchange.bank.shipped import shipped_bank
from certway.records.accommodations import grant, granted_to
from certway.records.models import ItemVersion, Sitting, SittingEvent, User
from certway.records.people import person_of
from certway.records.sittings import (
    accommodations_of_row,
    form_of,
    load_log,
    own_sitting,
    profile_of_row,
    questions_of,
)
from members import new_user

pytestmark = pytest.mark.django_db

NOW = 1_795_953_600_000
TODAY = date(2026, 11, 29).toordinal()
HOW: dict[str, Any] = {"minutes": None, "tells": True, "asks_sure": True, "on": TODAY, "now": NOW}
LINEAR = replace(practice("cma-aama", 8), segments=(Segment(4, 10 * MINUTE),) * 2, break_milliseconds=MINUTE)


@pytest.fixture
def user() -> User:
    return new_user("zora@example.org")


def sitting_of(user: User, profile: Profile = LINEAR) -> UUID:
    bank = shipped_bank().bank
    single = replace(bank, items=tuple(item for item in bank.items if item.kind == "single"), templates=())
    outline = bank.outlines["cma-aama"]
    frozen = practice_form(single, outline, nodes=(), most=profile.items, dice=Random(7), seeded=Random)
    return keep_sitting(user.pk, frozen, profile, is_practice=False, now=NOW)


def answer(number: int, place: int, *, age: int = 0, response: tuple[int, ...] = (1,)) -> Wish:
    return Wish(number, Answered(0, place, response, 0, "", spent=500, sure=75), age)


def state(user: User, key: UUID, now: int) -> State:
    sitting = own_sitting(user.pk, key)
    assert sitting is not None
    return state_of(profile_of_row(sitting), accommodations_of_row(sitting), load_log(sitting), now)


def test_answers_are_kept_once_however_often_they_are_sent(user: User) -> None:
    key = sitting_of(user)
    steer(user.pk, key, Began(NOW), now=NOW)
    first = send_wishes(user.pk, key, "a", [answer(1, 0), answer(2, 1)], now=NOW + 1000)
    again = send_wishes(user.pk, key, "a", [answer(1, 0), answer(2, 1), answer(3, 2)], now=NOW + 2000)
    assert (first.kept, again.kept, again.refused) == ((1, 2), (1, 2, 3), ())
    assert SittingEvent.objects.filter(kind="answered").count() == 3
    seen = state(user, key, NOW + 3000)
    assert seen.answered == {0, 1, 2}
    assert (seen.answers[0].at, seen.answers[0].sure, seen.answers[0].spent) == (NOW + 1000, 75, 500)
    assert first.state.closes == NOW + 10 * MINUTE


def test_same_number_in_one_message_is_kept_once(user: User) -> None:
    key = sitting_of(user)
    steer(user.pk, key, Began(NOW), now=NOW)
    sent = send_wishes(user.pk, key, "a", [answer(1, 0), answer(1, 1)], now=NOW)
    assert sent.kept == (1,)
    assert state(user, key, NOW).answered == {0}


def test_answer_that_its_question_cannot_have_is_refused(user: User) -> None:
    key = sitting_of(user)
    steer(user.pk, key, Began(NOW), now=NOW)
    sent = send_wishes(user.pk, key, "a", [answer(1, 0, response=(99,)), answer(2, 99)], now=NOW)
    assert (sent.kept, sent.refused) == ((), ((1, "no-such-answer"), (2, "no-such-question")))


def test_answer_counts_by_when_it_was_given(user: User) -> None:
    key = sitting_of(user)
    steer(user.pk, key, Began(NOW), now=NOW)
    late = NOW + 30 * MINUTE
    sent = send_wishes(user.pk, key, "a", [answer(1, 0, age=21 * MINUTE), answer(2, 1, age=19 * MINUTE)], now=late)
    assert (sent.kept, sent.refused) == ((1,), ((2, "over"),))
    row = SittingEvent.objects.get(kind="answered")
    assert (row.at, row.received) == (late - 21 * MINUTE, late)


def test_age_beyond_belief_or_from_the_future_is_bounded(user: User) -> None:
    key = sitting_of(user, practice("cma-aama", 4))
    steer(user.pk, key, Began(NOW), now=NOW)
    assert send_wishes(user.pk, key, "a", [answer(1, 0, age=-5)], now=NOW).kept == (1,)
    assert send_wishes(user.pk, key, "a", [answer(2, 0, age=10**15)], now=NOW + MOST_AGE).kept == (2,)


def test_what_was_kept_before_a_takeover_is_acknowledged_after_it(user: User) -> None:
    key = sitting_of(user)
    steer(user.pk, key, Began(NOW), now=NOW)
    take_over(user.pk, key, "a", now=NOW)
    send_wishes(user.pk, key, "a", [answer(1, 0)], now=NOW + 1)
    take_over(user.pk, key, "b", now=NOW + 10)
    take_over(user.pk, key, "b", now=NOW + 11)
    sent = send_wishes(user.pk, key, "a", [answer(1, 0), answer(2, 1)], now=NOW + 20)
    assert (sent.kept, sent.refused) == ((1,), ((2, "elsewhere"),))
    assert SittingEvent.objects.filter(kind="taken-over").count() == 2


def test_device_has_the_exam_since_it_opened_it_but_takes_nothing_from_what_was_told_before(user: User) -> None:
    key = sitting_of(user)
    steer(user.pk, key, Began(NOW), now=NOW)
    take_over(user.pk, key, "a", now=NOW)
    send_wishes(user.pk, key, "a", [answer(1, 0)], now=NOW + 1000)
    take_over(user.pk, key, "b", age=5000, now=NOW + 4000)  # opened before a's answer, told after it
    sent = send_wishes(user.pk, key, "b", [answer(1, 1, age=2500), answer(2, 2, age=3500)], now=NOW + 4000)
    assert (sent.kept, sent.refused) == ((1,), ((2, "elsewhere"),))
    late = send_wishes(user.pk, key, "a", [answer(2, 3, age=3500), answer(3, 3, age=100)], now=NOW + 4000)
    assert (late.kept, late.refused) == ((2,), ((3, "elsewhere"),))
    assert sorted(state(user, key, NOW + 4000).answered) == [0, 1, 3]


def test_marks_and_visits_are_kept_and_steering_refused_where_it_does_not_fit(user: User) -> None:
    key = sitting_of(user)
    with pytest.raises(RefusedError):
        steer(user.pk, key, SegmentClosed(NOW), now=NOW)
    steer(user.pk, key, Began(NOW), now=NOW)
    wishes = [Wish(1, Visited(0, 2), 0), Wish(2, Flagged(0, 2, on=True), 0), Wish(3, Visited(0, 6), 0)]
    sent = send_wishes(user.pk, key, "a", wishes, now=NOW + 5)
    assert (sent.kept, sent.refused) == ((1, 2), ((3, "segment-closed"),))
    assert (state(user, key, NOW + 6).place, state(user, key, NOW + 6).flags) == (2, {2})
    assert steer(user.pk, key, Submitted(NOW + 7), now=NOW + 7).phase == "over"


def test_nobody_else_gets_at_a_sitting(user: User) -> None:
    key, eve = sitting_of(user), new_user("eve@example.org")
    for whose, named in ((eve, key), (user, uuid4())):
        for act in (
            lambda: send_wishes(whose.pk, named, "a", [answer(1, 0)], now=NOW),  # noqa: B023
            lambda: steer(whose.pk, named, Began(NOW), now=NOW),  # noqa: B023
            lambda: take_over(whose.pk, named, "a", now=NOW),  # noqa: B023
        ):
            with pytest.raises(LookupError):
                act()
    assert own_sitting(eve.pk, key) is None
    assert SittingEvent.objects.count() == 0


def test_form_is_rebuilt_to_the_letter(user: User) -> None:
    bank = shipped_bank().bank
    frozen = practice_form(bank, bank.outlines["mlt-ascp"], nodes=(), most=60, dice=Random(1), seeded=Random)
    key = keep_sitting(user.pk, frozen, practice("mlt-ascp", 60), is_practice=True, now=NOW)
    sitting = Sitting.objects.get(public_id=key)
    assert form_of(sitting.form) == frozen.form
    assert questions_of(frozen.form) == frozen.items
    assert any(item.seed is not None for item in frozen.form.items)
    assert [version_of(item) for item in frozen.items] == [item.version for item in frozen.form.items]
    for place, one in enumerate(frozen.form.items):
        if one.seed is not None:
            template = next(each for each in bank.templates if each.id == one.item)
            assert make_question(template, Random(one.seed)).item == frozen.items[place]
    ItemVersion.objects.filter(item=frozen.form.items[0].item).delete()
    with pytest.raises(LookupError):
        questions_of(frozen.form)


@pytest.mark.parametrize("template", shipped_bank().bank.templates, ids=lambda one: one.id)
def test_question_made_of_any_template_comes_back_from_its_sheet(template) -> None:  # type: ignore[no-untyped-def]
    for seed in range(3):
        made = make_question(template, Random(seed)).item
        assert read_sheet(cleaned(sheet_of(made))).item == made


def test_practice_is_of_the_parts_that_were_asked_for(user: User) -> None:
    outline = shipped_bank().bank.outlines["cma-aama"]
    node = next(iter(outline.nodes))
    key = begin_practice(user.pk, "cma-aama", nodes=[node, "shoes"], most=10, **HOW)
    sitting = Sitting.objects.get(public_id=key)
    assert {one.node for one in form_of(sitting.form).items} == {node}
    assert (profile_of_row(sitting).tells, profile_of_row(sitting).items) == (True, 10)
    assert state(user, key, NOW).phase == "running"
    with pytest.raises(LookupError):
        begin_practice(user.pk, "cpa", nodes=[], most=10, **HOW)


def test_practice_goes_by_the_exams_rule_about_calculators_and_asks_how_sure(user: User) -> None:
    key = begin_practice(user.pk, "cma-aama", nodes=[], most=5, **HOW)
    profile = profile_of_row(Sitting.objects.get(public_id=key))
    assert (profile.calculator, profile.asks_sure) == ("not-allowed", True)
    key = begin_practice(user.pk, "rma-amt", nodes=[], most=5, **{**HOW, "asks_sure": False})
    profile = profile_of_row(Sitting.objects.get(public_id=key))
    assert (profile.calculator, profile.asks_sure) == ("unknown", False)


@pytest.mark.parametrize(
    ("kept", "assumed", "rule"),
    [(True, [], "unknown"), (False, [], "not-allowed"), (False, ["calculator"], "unknown"), ("allowed", [], "allowed")],
)
def test_profile_of_an_older_sitting_is_still_read(user: User, kept: object, assumed: list[str], rule: str) -> None:
    key = sitting_of(user)
    row = Sitting.objects.get(public_id=key)
    row.profile = {**row.profile, "calculator": kept, "assumed": assumed}
    del row.profile["asks_sure"]
    row.save()
    read = profile_of_row(Sitting.objects.get(public_id=key))
    assert (read.calculator, read.asks_sure, read.segments) == (rule, False, LINEAR.segments)


def test_sureness_is_chosen_before_the_exam_begins_by_its_owner_alone(user: User) -> None:
    key, eve = sitting_of(user), new_user("eve@example.org")
    ask_sureness(user.pk, key, asks=True)
    assert profile_of_row(Sitting.objects.get(public_id=key)) == replace(LINEAR, asks_sure=True)
    with pytest.raises(LookupError):
        ask_sureness(eve.pk, key, asks=False)
    steer(user.pk, key, Began(NOW), now=NOW)
    with pytest.raises(RefusedError, match="begun-before"):
        ask_sureness(user.pk, key, asks=False)
    assert profile_of_row(Sitting.objects.get(public_id=key)).asks_sure is True


def test_answer_that_was_told_is_kept_once(user: User) -> None:
    key = sitting_of(user, practice("cma-aama", 4, tells=True))
    steer(user.pk, key, Began(NOW), now=NOW)
    assert send_wishes(user.pk, key, "a", [answer(1, 0)], now=NOW + 1).kept == (1,)
    sent = send_wishes(user.pk, key, "a", [answer(1, 0), answer(2, 0, response=(2,))], now=NOW + 2)
    assert (sent.kept, sent.refused) == ((1,), ((2, "told-before"),))


def test_practice_of_all_parts_follows_the_weights_of_the_body(user: User) -> None:
    key = begin_practice(user.pk, "ccma-nha", nodes=["shoes"], most=100, **HOW)
    asked = Counter(one.node for one in form_of(Sitting.objects.get(public_id=key).form).items)
    assert (asked["ccma-3.3e"], asked["ccma-6"], asked.total()) == (8, 8, 100)


def test_questions_of_a_set_stand_together() -> None:
    bank = shipped_bank().bank
    sets = {item.set_id for item in bank.items if item.set_id}
    outline = bank.outlines["mls-ascp"]
    frozen = practice_form(bank, outline, nodes=(), most=2000, dice=Random(3), seeded=Random)
    order = [item.set_id for item in frozen.items]
    assert len(order) == len({item.id for item in frozen.items})
    for name in sets & set(order):
        places = [place for place, one in enumerate(order) if one == name]
        assert places == list(range(places[0], places[0] + len(places)))


def test_parts_without_a_question_are_refused() -> None:
    bank = shipped_bank().bank
    empty = replace(bank, items=(), templates=())
    with pytest.raises(NothingToAskError):
        practice_form(empty, bank.outlines["cma-aama"], nodes=(), most=5, dice=Random(0), seeded=Random)


def test_accommodations_are_kept_once_and_sittings_keep_theirs(user: User) -> None:
    person = person_of(user.pk)
    assert granted_to(person) == Accommodations()
    grant(person, Accommodations(pace=150, stop_clock=True))
    key = sitting_of(user)
    grant(person, Accommodations(pace=200, large_type=True))
    assert granted_to(person) == Accommodations(pace=200, large_type=True)
    assert accommodations_of_row(Sitting.objects.get(public_id=key)) == Accommodations(pace=150, stop_clock=True)
    steer(user.pk, key, Began(NOW), now=NOW)
    assert state(user, key, NOW).closes == NOW + 15 * MINUTE


@pytest.mark.parametrize(
    "change", [{"kind": "lost"}, {"received": 0}, {"device": "a", "number": 1}], ids=["kind", "tomorrow", "twice"]
)
def test_database_refuses_an_event_that_cannot_be(user: User, change: dict[str, object]) -> None:
    key = sitting_of(user)
    steer(user.pk, key, Began(NOW), now=NOW)
    send_wishes(user.pk, key, "a", [answer(2, 0)], now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        SittingEvent.objects.update(**change)
