"""What is deleted, with its history."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from builders.visits import NOON, visit
from certway.core.person.draft import Draft
from certway.records.erase import delete_old_visitors, forget_visitor
from certway.records.load import load_draft
from certway.records.models import Change, Entry, Person, Revision, SectionTold, User
from certway.records.save import KEPT_DAYS, change_draft, remove_from_draft
from certway.records.visits import SESSION_KEY, Visit

pytestmark = pytest.mark.django_db

KEY = "01920000-0000-7000-8000-000000000001"
KEPT = timedelta(days=KEPT_DAYS)


def visitor(hours: float = 0) -> Visit:
    here = visit(hours=hours)
    change_draft(here, lambda draft: draft.with_none("work"))
    return here


def test_forgetting_deletes_the_record_with_its_history_and_the_session() -> None:
    here, other = visitor(), visitor()
    change_draft(here, lambda draft: draft.with_entry("work", KEY, {"role": "other"}))
    remove_from_draft(here, "work", KEY)
    for one in (here, other):
        one.session.save()
    key = here.session.session_key
    forget_visitor(here)

    assert [str(row.public_id) for row in Person.objects.all()] == [other.session[SESSION_KEY]]
    assert [row.session_key for row in Session.objects.all()] == [other.session.session_key]
    assert (dict(here.session.items()), here.session.session_key != key) == ({}, True)
    assert [model.objects.count() for model in (Change, SectionTold, Entry, Revision)] == [1, 1, 0, 0]


def test_forgetting_without_anything_told_is_fine() -> None:
    here = visit()
    forget_visitor(here)

    assert dict(here.session.items()) == {}


def test_visitor_is_kept_for_sixty_days_after_her_last_change() -> None:
    visitor()
    late = visitor(hours=1)
    change_draft(visit(late.session, hours=2), lambda draft: draft.with_none("cards"))
    owned = visit(user=User.objects.create_user(email="zora@example.org"))
    change_draft(owned, lambda draft: draft.with_none("work"))
    Person.objects.create()  # somebody on a roster

    counts = [delete_old_visitors(NOON + KEPT + timedelta(hours=hours)) for hours in (0, 1, 2, 3)]
    assert (counts, KEPT_DAYS) == ([0, 1, 0, 1], 60)
    assert Person.objects.count() == 2


def test_command_deletes_old_visitors() -> None:
    old, young = visitor(), visitor()
    for one, days in ((old, -1), (young, 1)):
        Person.objects.filter(public_id=one.person_id).update(kept_until=timezone.now() + timedelta(days=days))
    call_command("clearvisitors")

    assert [one.public_id for one in Person.objects.all()] == [young.person_id]


def test_new_visitor_who_tells_something_deletes_old_ones() -> None:
    old = visitor()
    late = visit(hours=61 * 24)
    load_draft(late)
    assert Person.objects.count() == 1

    change_draft(late, lambda draft: draft.with_none("work"))
    assert (load_draft(old), Person.objects.get().public_id) == (Draft(), late.person_id)
