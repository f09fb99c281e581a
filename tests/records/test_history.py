"""Taking changes back, and the record as it was known earlier."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from builders.records import record
from builders.visits import can_undo, undo_last, visit
from certway.core.person.draft import Draft
from certway.core.person.record import Entry, Record
from certway.records.history import (
    UNDO_HOURS,
    changes_of,
    put_back_removed,
    restore_before,
    undo_change,
    undoable_change,
)
from certway.records.load import load_draft
from certway.records.models import ChangeKind, Person
from certway.records.save import change_draft, remove_from_draft
from certway.records.visits import Visit

pytestmark = pytest.mark.django_db

JOB: Entry = {"role": "other"}
A, B, C = KEYS = tuple(str(UUID(int=number)) for number in (1, 2, 3))


def tell_jobs(here: Visit) -> Draft:
    for key in KEYS:
        draft = change_draft(here, lambda draft, key=key: draft.with_entry("work", key, JOB))
    return draft


def replace_all(here: Visit, told: Draft) -> Draft:
    return change_draft(here, lambda _kept: told, kind=ChangeKind.REPLACED)


class TestUndo:
    def test_undo_brings_back_what_was_replaced(self) -> None:
        here = visit()
        own = tell_jobs(here)
        replace_all(here, Draft(record(cards=[{}]), {"cards": (str(UUID(int=9)),)}))

        assert (undo_last(here), load_draft(here)) == (True, own)

    def test_undo_brings_back_what_was_removed_in_its_place(self) -> None:
        for key in KEYS:
            here = visit()
            Person.objects.all().delete()
            own = tell_jobs(here)
            remove_from_draft(here, "work", key)

            assert [name for name, _ in load_draft(here).keyed("work")] == [name for name in KEYS if name != key]
            assert (undo_last(here), load_draft(here)) == (True, own)

    def test_undo_says_what_it_takes_back(self) -> None:
        here = visit()
        tell_jobs(here)
        replace_all(here, Draft(record(statements={"felony": False})))
        change = undoable_change(here)

        assert change is not None
        assert (change.kind, change.sections) == (ChangeKind.REPLACED, {"work", "statements"})
        assert change.name == changes_of(here).first().public_id

    def test_removing_twice_keeps_what_can_be_undone(self) -> None:
        here = visit()
        own = tell_jobs(here)
        for _click in range(2):
            assert remove_from_draft(here, "work", A) == own.without_entry("work", A)

        assert (undo_last(here), load_draft(here)) == (True, own)

    def test_steps_are_undone_from_the_last_to_the_first_and_nothing_else(self) -> None:
        here = visit()
        seen = [Draft(), *(change_draft(here, lambda d, key=key: d.with_entry("work", key, JOB)) for key in KEYS)]
        seen.append(replace_all(here, Draft(record(procedures={"injection": 1}, cards=[{}]), {"cards": (A,)})))
        undo_last(here)
        seen[-1:] = [remove_from_draft(here, "work", B)]
        seen.append(change_draft(here, lambda draft: draft.with_single("person", {"name": "Zora"})))

        for draft in reversed(seen[:-1]):
            assert (undo_last(here), load_draft(here)) == (True, draft)
        assert (can_undo(here), undo_last(here)) == (False, False)

    def test_undoing_twice_takes_nothing_else_back(self) -> None:
        here = visit()
        tell_jobs(here)
        one = replace_all(here, Draft(record(statements={"felony": True})))
        replace_all(here, Draft(record(statements={"felony": False})))
        change = undoable_change(here)
        assert change is not None

        assert [undo_change(here, change.name), undo_change(here, change.name)] == [True, False]
        assert load_draft(here) == one

    def test_undo_is_offered_for_a_day(self) -> None:
        here = visit()
        own = tell_jobs(here)
        remove_from_draft(here, "work", A)
        late = visit(here.session, hours=UNDO_HOURS + 1)

        assert (can_undo(late), undo_last(late)) == (False, False)
        assert undo_last(visit(here.session, hours=UNDO_HOURS))
        assert load_draft(here) == own

    def test_undo_without_anything_told_makes_no_row(self) -> None:
        assert (undo_last(visit()), Person.objects.count()) == (False, 0)

    def test_nobody_undoes_what_somebody_else_did(self) -> None:
        here, other = visit(), visit()
        tell_jobs(here)
        remove_from_draft(here, "work", A)
        (removed, *_) = changes_of(here)

        assert (can_undo(other), undo_last(other), changes_of(other).count()) == (False, False, 0)
        assert [undo_change(other, removed.public_id), put_back_removed(other, removed.public_id)] == [False, False]


class TestRemovedEntry:
    """It is put back from the history, whatever was told since."""

    def test_what_was_told_since_stays(self) -> None:
        here = visit()
        tell_jobs(here)
        remove_from_draft(here, "work", B)
        removed = changes_of(here).first().public_id
        change_draft(here, lambda draft: draft.with_single("person", {"name": "Zora"}))
        change_draft(here, lambda draft: draft.with_entry("work", C, {"role": "phlebotomist"}))

        assert [put_back_removed(here, removed), put_back_removed(here, removed)] == [True, True]
        assert load_draft(here) == Draft(
            record(person={"name": "Zora"}, work=[JOB, JOB, {"role": "phlebotomist"}]), {"work": KEYS}
        )

    def test_its_place_is_found_where_others_went_since(self) -> None:
        here = visit()
        tell_jobs(here)
        remove_from_draft(here, "work", C)
        removed = changes_of(here).first().public_id
        change_draft(here, lambda draft: draft.without_section("work"))
        put_back_removed(here, removed)

        assert load_draft(here) == Draft(record(work=[JOB]), {"work": (C,)})

    def test_only_a_removal_has_one(self) -> None:
        here = visit()
        tell_jobs(here)

        assert put_back_removed(here, changes_of(here).first().public_id) is False


class TestKnownEarlier:
    def test_record_is_what_was_known_before_each_moment(self) -> None:
        first = visit()
        steps = [
            lambda draft: draft.with_entry("work", A, JOB),
            lambda draft: draft.with_entry("work", A, {"role": "phlebotomist"}),
            lambda draft: draft.with_none("cards"),
            lambda draft: draft.without_entry("work", A),
            lambda draft: draft.without_section("cards"),
        ]
        known = [Draft()]
        for hour, step in enumerate(steps):
            known.append(change_draft(visit(first.session, hours=hour), step))

        moments = [visit(first.session, hours=hour).at for hour in range(len(known))]
        assert [load_draft(first, known_at=moment) for moment in moments] == known
        later = moments[0] + timedelta(microseconds=1)
        assert load_draft(first, known_at=later) == known[1]

    @given(st.data())
    @trying(max_examples=25)
    def test_every_earlier_state_comes_back_after_any_changes(self, data: st.DataObject) -> None:
        Person.objects.all().delete()
        first = visit()
        known = [Draft()]
        for hour in range(data.draw(st.integers(1, 7))):
            here = visit(first.session, hours=hour)
            self._change(here, data)
            known.append(load_draft(here))

        for hour, draft in enumerate(known):
            assert load_draft(first, known_at=visit(hours=hour).at) == draft

    def _change(self, here: Visit, data: st.DataObject) -> None:
        act = data.draw(st.sampled_from(("tell", "remove", "replace", "undo", "none", "skip")))
        section, key = data.draw(st.sampled_from((("work", A), ("work", B), ("programs", C))))
        if act == "tell":
            entry = data.draw(st.sampled_from(({}, {"id": "x"}, {"id": "y"})))
            change_draft(here, lambda draft: draft.with_entry(section, key, entry))
        elif act == "remove":
            remove_from_draft(here, section, key)
        elif act == "replace":
            count = data.draw(st.integers(0, 2))
            told = Record(singles={"statements": {"felony": True}}, lists={"work": ({"id": "x"},) * count})
            change_draft(here, lambda draft: draft.replaced_by(told, lambda: str(uuid4())), kind=ChangeKind.REPLACED)
        elif act == "undo":
            undo_last(here)
        else:
            change_draft(
                here, lambda draft: draft.with_none(section) if act == "none" else draft.without_section(section)
            )

    def test_whole_record_is_put_back_to_before_a_change_and_that_can_be_undone(self) -> None:
        here = visit()
        own = tell_jobs(here)
        replaced = replace_all(visit(here.session, hours=5), Draft(record(statements={"felony": True})))

        assert restore_before(visit(here.session, hours=6), changes_of(here).first().public_id)
        assert load_draft(here) == own
        assert (undo_last(visit(here.session, hours=7)), load_draft(here)) == (True, replaced)
