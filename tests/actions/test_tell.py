"""Telling: what a form's answers do to what was told before."""

from __future__ import annotations

import pytest

from builders.records import record
from builders.visits import undo_last, visit
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
from certway.records.load import load_draft
from certway.records.models import Person
from certway.records.visits import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Visit:
    return visit()


def test_single_answers_take_the_place_of_those_asked_and_leave_the_others(here: Visit) -> None:
    tell_single(here, "procedures", {"venipuncture": 4700, "ekg": 300}, asked=("venipuncture", "ekg"))
    draft = tell_single(here, "procedures", {"injection": 2900}, asked=("venipuncture", "injection"))

    assert draft == load_draft(here)
    assert draft.record == record(procedures={"ekg": 3, "injection": 29})


def test_single_section_whose_last_answer_is_taken_back_is_untold(here: Visit) -> None:
    tell_single(here, "statements", {"felony": False}, asked=("felony", "moral_character"))
    draft = tell_single(here, "statements", {}, asked=("felony", "moral_character"))

    assert (draft, draft.is_empty) == (Draft(), True)


def test_entry_gets_a_key_of_its_own(here: Visit) -> None:
    keys = [tell_new_entry(here, "work", {"role": "other"}) for _ in range(3)]

    assert len(set(keys)) == 3
    assert load_draft(here).keys == {"work": tuple(keys)}


def test_entry_keeps_what_was_not_asked_and_loses_what_was_left_empty(here: Visit) -> None:
    key = tell_new_entry(here, "work", {"role": "other", "to": OPEN, "supervised": True})
    draft = tell_entry(here, "work", key, {"role": "phlebotomist"}, asked=("role", "to"))

    assert draft.entry("work", key) == {"role": "phlebotomist", "supervised": True}


def test_entry_that_is_gone_takes_no_answers(here: Visit) -> None:
    key = tell_new_entry(here, "work", {"role": "other"})
    remove_entry(here, "work", key)

    with pytest.raises(UnknownEntryError):
        tell_entry(here, "work", key, {"role": "phlebotomist"}, asked=("role",))
    with pytest.raises(UnknownEntryError):
        tell_entry(visit(), "work", key, {}, asked=())
    assert load_draft(here).record == record(work=[])


def test_none_is_kept_and_taken_back(here: Visit) -> None:
    assert tell_none(here, "work").record == record(work=[])
    assert skip_section(here, "work") == Draft()


def test_none_never_removes_an_entry_told_in_another_window(here: Visit) -> None:
    tell_new_entry(here, "work", {"role": "other"})
    for change in (tell_none, skip_section):
        assert change(here, "work").record == record(work=[{"role": "other"}])


def test_removal_can_be_undone_and_asked_twice(here: Visit) -> None:
    keys = [tell_new_entry(here, "work", {"role": role}) for role in ("other", "phlebotomist")]
    told = load_draft(here)
    for _click in range(2):
        assert remove_entry(here, "work", keys[0]).record == record(work=[{"role": "phlebotomist"}])

    assert (undo_last(here), load_draft(here)) == (True, told)


def test_actions_of_one_visitor_make_one_row(here: Visit) -> None:
    tell_none(here, "work")
    tell_single(here, "statements", {"felony": False}, asked=("felony",))
    remove_entry(here, "work", tell_new_entry(here, "work", {"role": "other"}))

    assert Person.objects.count() == 1
