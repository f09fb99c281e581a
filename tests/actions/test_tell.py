"""Telling: what a form's answers do to what was told before."""

from __future__ import annotations

import pytest
from django.contrib.sessions.backends.db import SessionStore

from builders.records import record
from certway.actions.tell import (
    remove_entry,
    skip_section,
    tell_entry,
    tell_new_entry,
    tell_none,
    tell_single,
)
from certway.core.person.draft import Draft, UnknownEntryError
from certway.core.person.record import OPEN
from certway.records.drafts import load_draft, undo_change
from certway.records.models import VisitorDraft

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> SessionStore:
    return SessionStore()


def test_single_answers_take_the_place_of_those_asked_and_leave_the_others(session: SessionStore) -> None:
    tell_single(session, "procedures", {"venipuncture": 4700, "ekg": 300}, asked=("venipuncture", "ekg"))
    draft = tell_single(session, "procedures", {"injection": 2900}, asked=("venipuncture", "injection"))

    assert draft == load_draft(session)
    assert draft.record == record(procedures={"ekg": 3, "injection": 29})


def test_single_section_whose_last_answer_is_taken_back_is_untold(session: SessionStore) -> None:
    tell_single(session, "statements", {"felony": False}, asked=("felony", "moral_character"))
    draft = tell_single(session, "statements", {}, asked=("felony", "moral_character"))

    assert (draft, draft.is_empty) == (Draft(), True)


def test_entry_gets_a_key_of_its_own(session: SessionStore) -> None:
    keys = [tell_new_entry(session, "work", {"role": "other"}) for _ in range(3)]

    assert len(set(keys)) == 3
    assert load_draft(session).keys == {"work": tuple(keys)}


def test_entry_keeps_what_was_not_asked_and_loses_what_was_left_empty(session: SessionStore) -> None:
    key = tell_new_entry(session, "work", {"role": "other", "to": OPEN, "supervised": True})
    draft = tell_entry(session, "work", key, {"role": "phlebotomist"}, asked=("role", "to"))

    assert draft.entry("work", key) == {"role": "phlebotomist", "supervised": True}


def test_entry_that_is_gone_takes_no_answers(session: SessionStore) -> None:
    key = tell_new_entry(session, "work", {"role": "other"})
    remove_entry(session, "work", key)

    with pytest.raises(UnknownEntryError):
        tell_entry(session, "work", key, {"role": "phlebotomist"}, asked=("role",))
    with pytest.raises(UnknownEntryError):
        tell_entry(SessionStore(), "work", key, {}, asked=())
    assert load_draft(session).record == record(work=[])


def test_none_is_kept_and_taken_back(session: SessionStore) -> None:
    assert tell_none(session, "work").record == record(work=[])
    assert skip_section(session, "work") == Draft()


def test_none_never_removes_an_entry_told_in_another_window(session: SessionStore) -> None:
    tell_new_entry(session, "work", {"role": "other"})
    for change in (tell_none, skip_section):
        assert change(session, "work").record == record(work=[{"role": "other"}])


def test_removal_can_be_undone_and_asked_twice(session: SessionStore) -> None:
    keys = [tell_new_entry(session, "work", {"role": role}) for role in ("other", "phlebotomist")]
    told = load_draft(session)
    for _click in range(2):
        assert remove_entry(session, "work", keys[0]).record == record(work=[{"role": "phlebotomist"}])

    assert (undo_change(session), load_draft(session)) == (True, told)


def test_actions_of_one_visitor_make_one_row(session: SessionStore) -> None:
    tell_none(session, "work")
    tell_single(session, "statements", {"felony": False}, asked=("felony",))
    remove_entry(session, "work", tell_new_entry(session, "work", {"role": "other"}))

    assert VisitorDraft.objects.count() == 1
