"""A visitor's answers in the database: what comes back, what two windows do to each other, what is deleted."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from hypothesis import given

from builders.records import ordinal, record
from certway.core.person.draft import Draft
from certway.core.person.fields import SECTIONS, Kind
from certway.core.person.record import OPEN, Accreditation, Entry, FreeDays, Record
from certway.core.units.days import DaySpan, parse_day
from certway.exchange.person_file import dump_person
from certway.records.drafts import (
    KEPT_DAYS,
    SESSION_KEY,
    UNDOABLE_STEPS,
    can_undo,
    change_draft,
    delete_old_drafts,
    forget_draft,
    load_draft,
    owner_of,
    read_draft,
    remove_from_draft,
    undo_change,
    write_draft,
)
from certway.records.models import Person, VisitorDraft
from strategies.people import records

JOB: Entry = {"role": "other"}


def told(text: str) -> DaySpan:
    span = parse_day(text)
    assert span is not None
    return span


EVERY_KIND = Record(
    singles={
        "person": {"name": "Åsa O'Neil: “x” {y} 1e3", "born": told("2001-02-28"), "lives_in": "TX"},
        "high_school": {"completed": told("2019"), "kind": "none"},
        "procedures": {"venipuncture": 0, "injection": 100_000_000},
        "statements": {"felony": False, "moral_character": True},
        "preferences": {
            "hours_per_week": 1225,
            "start": told("2027-02"),
            "days_off": (FreeDays(ordinal("2027-07-01"), ordinal("2027-07-14")),),
            "intakes": (FreeDays(ordinal("2027-09-01"), ordinal("2027-09-01")),),
        },
    },
    lists={
        "education": ({"field": "", "science_hours": {"biology": 450, "microbiology": 0}}, {}),
        "programs": (
            {"accreditation": (Accreditation("CAAHEP", told("2012-03"), OPEN), Accreditation("ABHES", None, None))},
            {"accredited_by": ()},
            {"accredited_by": ("ABHES", "CAAHEP")},
        ),
        "work": ({"id": "12", "to": OPEN}, {"to": told("2022-04-30"), "supervised": False}),
        "credentials": ({"id": "null"},),
        "education_credits": ({"areas": {"ethics": 150, "on": 25}, "approved_by": ("yes",), "title": "No"},),
        "fees_paid": ({"credential": "rma-amt", "kind": "annual", "on": told("2025-12-31"), "usd": 7550},),
        "attempts": (),
    },
)


def through_json(draft: Draft) -> Draft:
    return read_draft(json.loads(json.dumps(write_draft(draft))))


def test_draft_of_every_kind_of_value_comes_back() -> None:
    draft = Draft(EVERY_KIND, {"education": ("a", "b"), "work": ("c", "d"), "attempts": ()})
    told_kinds = {
        table.field(name).kind  # type: ignore[union-attr]
        for table in SECTIONS
        for entry in (EVERY_KIND.single(table.name), *(EVERY_KIND.entries(table.name) or ()))
        for name in entry
    }

    assert through_json(draft) == draft
    assert told_kinds == set(Kind)


@given(records())
def test_draft_of_any_person_comes_back(person: Record) -> None:
    keys = {name: tuple(str(uuid4()) for _ in entries) for name, entries in person.lists.items()}

    assert through_json(Draft(person, keys)) == Draft(person, keys)


@pytest.mark.parametrize("section", ["high_school", "person", "statements", "procedures", "preferences"])
def test_draft_that_tells_one_single_section_tells_no_more_when_it_comes_back(section: str) -> None:
    entry = EVERY_KIND.single(section)
    back = through_json(Draft().with_single(section, entry))

    assert {name: told for name, told in back.record.singles.items() if told} == {section: entry}
    assert write_draft(back) == write_draft(Draft().with_single(section, entry))


def test_empty_draft_comes_back_empty() -> None:
    assert through_json(Draft()) == Draft()
    assert read_draft({}) == Draft()


@pytest.mark.django_db
class TestOneVisitor:
    def test_new_session_has_an_empty_draft_and_no_row(self) -> None:
        session = SessionStore()

        assert (load_draft(session), can_undo(session), VisitorDraft.objects.count()) == (Draft(), False, 0)

    def test_session_holds_the_public_id_and_nothing_else(self) -> None:
        session = SessionStore()
        draft = change_draft(session, lambda draft: draft.with_entry("work", "a", JOB))

        row = VisitorDraft.objects.get()
        assert dict(session.items()) == {SESSION_KEY: str(row.public_id)}
        assert load_draft(session) == draft == Draft(record(work=[JOB]), {"work": ("a",)})

    def test_two_sessions_never_see_each_others_draft(self) -> None:
        one, other = SessionStore(), SessionStore()
        change_draft(one, lambda draft: draft.with_entry("work", "a", JOB))
        change_draft(other, lambda draft: draft.with_none("work"))

        assert load_draft(one).record == record(work=[JOB])
        assert load_draft(other).record == record(work=[])

    @pytest.mark.parametrize(
        "name",
        ["1482ae7a-38ed-4909-88e7-ef23ff7b0851", "", "no uuid", "0", 7, None, ["x"], "'; drop table records_user"],
    )
    def test_session_with_an_unknown_draft_has_an_empty_one_and_can_tell_anew(self, name: object) -> None:
        session = SessionStore()
        session[SESSION_KEY] = name

        assert (load_draft(session), can_undo(session)) == (Draft(), False)
        draft = change_draft(session, lambda draft: draft.with_none("work"))
        assert load_draft(session) == draft == Draft().with_none("work")

    def test_session_that_names_another_kind_of_row_has_an_empty_draft(self) -> None:
        person, session = Person.objects.create(), SessionStore()
        session[SESSION_KEY] = str(person.public_id)

        assert load_draft(session) == Draft()

    def test_change_that_fails_keeps_what_was_told(self) -> None:
        session = SessionStore()
        kept = change_draft(session, lambda draft: draft.with_entry("work", "a", JOB))

        with pytest.raises(ZeroDivisionError):
            change_draft(session, lambda draft: draft.with_none(str(1 // 0)))
        assert load_draft(session) == kept

    def test_undo_brings_back_what_was_replaced(self) -> None:
        session = SessionStore()
        own = change_draft(session, lambda draft: draft.with_entry("work", "a", JOB))
        change_draft(session, lambda _draft: Draft(EVERY_KIND), undoable=True)

        assert (can_undo(session), undo_change(session), load_draft(session)) == (True, True, own)
        assert (can_undo(session), undo_change(session), load_draft(session)) == (False, False, own)

    def test_undo_brings_back_what_was_removed_in_its_place(self) -> None:
        session = SessionStore()
        for key in "abc":
            own = change_draft(session, lambda draft, key=key: draft.with_entry("work", key, JOB))
        remove_from_draft(session, "work", "b")

        assert [key for key, _ in load_draft(session).keyed("work")] == ["a", "c"]
        assert (undo_change(session), load_draft(session)) == (True, own)

    def test_replacing_nothing_leaves_nothing_to_undo(self) -> None:
        session = SessionStore()
        change_draft(session, lambda _draft: Draft(EVERY_KIND), undoable=True)

        assert (can_undo(session), undo_change(session), load_draft(session).record) == (False, False, EVERY_KIND)

    def test_undo_of_a_removal_keeps_what_was_told_since(self) -> None:
        session = SessionStore()
        for key in "abc":
            change_draft(session, lambda draft, key=key: draft.with_entry("work", key, JOB))
        remove_from_draft(session, "work", "b")
        change_draft(session, lambda draft: draft.with_single("person", {"name": "Zora"}))
        change_draft(session, lambda draft: draft.with_entry("work", "c", {"role": "phlebotomist"}))
        undo_change(session)

        assert load_draft(session) == Draft(
            record(person={"name": "Zora"}, work=[JOB, JOB, {"role": "phlebotomist"}]), {"work": ("a", "b", "c")}
        )

    def test_undo_of_a_removal_finds_its_place_where_others_went_since(self) -> None:
        session = SessionStore()
        for key in "abc":
            change_draft(session, lambda draft, key=key: draft.with_entry("work", key, {"id": key}))
        remove_from_draft(session, "work", "c")
        change_draft(session, lambda draft: draft.without_section("work"))
        undo_change(session)

        assert load_draft(session) == Draft(record(work=[{"id": "c"}]), {"work": ("c",)})

    def test_removing_twice_keeps_what_can_be_undone(self) -> None:
        session = SessionStore()
        own = change_draft(session, lambda draft: draft.with_entry("work", "a", JOB))
        for _click in range(2):
            assert remove_from_draft(session, "work", "a") == own.without_entry("work", "a")

        assert (undo_change(session), load_draft(session)) == (True, own)

    def test_replacing_by_the_same_keeps_what_can_be_undone(self) -> None:
        session = SessionStore()
        own = change_draft(session, lambda draft: draft.with_entry("work", "a", JOB))
        for _click in range(2):
            change_draft(session, lambda _draft: Draft(EVERY_KIND), undoable=True)

        assert (undo_change(session), load_draft(session)) == (True, own)

    def test_steps_are_undone_from_the_last_to_the_first(self) -> None:
        session = SessionStore()
        seen = [change_draft(session, lambda draft: draft.with_entry("work", "a", JOB))]
        for number in (1, 2):
            replaced = Draft(record(procedures={"injection": number}, cards=[{}]), {"cards": ("c",)})
            seen.append(change_draft(session, lambda _draft, to=replaced: to, undoable=True))
            seen.append(remove_from_draft(session, "cards", "c"))

        assert load_draft(session) == seen[-1]
        for draft in reversed(seen[:-1]):
            assert (undo_change(session), load_draft(session)) == (True, draft)
        assert (can_undo(session), undo_change(session)) == (False, False)

    def test_so_many_steps_can_be_undone_and_no_more(self) -> None:
        session = SessionStore()
        for number in range(UNDOABLE_STEPS + 3):
            told = Draft(record(procedures={"injection": number}))
            change_draft(session, lambda _draft, to=told: to, undoable=True)

        assert [undo_change(session) for _ in range(UNDOABLE_STEPS + 1)] == [True] * UNDOABLE_STEPS + [False]
        assert load_draft(session).record == record(procedures={"injection": 2})

    def test_removing_without_anything_told_makes_no_row(self) -> None:
        assert (remove_from_draft(SessionStore(), "work", "a"), VisitorDraft.objects.count()) == (Draft(), 0)

    def test_undo_without_anything_told_makes_no_row(self) -> None:
        assert (undo_change(SessionStore()), VisitorDraft.objects.count()) == (False, 0)

    def test_forget_deletes_the_row_and_the_session(self) -> None:
        session, other = SessionStore(), SessionStore()
        for one in (session, other):
            change_draft(one, lambda draft: draft.with_none("work"))
            one.save()
        key = session.session_key
        forget_draft(session)

        assert [str(row.public_id) for row in VisitorDraft.objects.all()] == [other[SESSION_KEY]]
        assert [row.session_key for row in Session.objects.all()] == [other.session_key]
        assert (dict(session.items()), session.session_key != key) == ({}, True)

    def test_owner_is_a_hash_that_stands_for_one_visitor(self) -> None:
        one, other = SessionStore(), SessionStore()
        nobody = owner_of(one)
        for session in (one, other):
            change_draft(session, lambda draft: draft.with_none("work"))
        owner = owner_of(one)
        change_draft(one, lambda draft: draft.with_none("cards"))

        assert (nobody, owner == owner_of(one), owner == owner_of(other), len(owner)) == ("", True, False, 64)
        assert one[SESSION_KEY].replace("-", "") not in owner

    def test_forget_without_anything_told_is_fine(self) -> None:
        session = SessionStore()
        forget_draft(session)

        assert dict(session.items()) == {}


@pytest.mark.django_db
class TestOldDrafts:
    NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)

    def _drafts(self, *ages: timedelta, now: datetime) -> None:
        for age in ages:
            row = VisitorDraft.objects.create(content={"age": str(age)})
            VisitorDraft.objects.filter(pk=row.pk).update(changed_at=now - age)

    def _ages(self) -> list[str]:
        return [row.content["age"] for row in VisitorDraft.objects.order_by("pk")]

    def test_draft_is_kept_for_sixty_days_after_its_last_change(self) -> None:
        kept, second = timedelta(days=KEPT_DAYS), timedelta(seconds=1)
        self._drafts(timedelta(), kept - second, kept, kept + second, 2 * kept, now=self.NOW)

        assert delete_old_drafts(self.NOW) == 2
        assert self._ages() == [str(age) for age in (timedelta(), kept - second, kept)]
        assert KEPT_DAYS == 60

    def test_command_deletes_old_drafts(self) -> None:
        self._drafts(timedelta(days=61), timedelta(days=59), now=datetime.now(UTC))
        call_command("cleardrafts")

        assert self._ages() == [str(timedelta(days=59))]

    def test_new_visitor_who_tells_something_deletes_old_drafts(self) -> None:
        old, young = timedelta(days=61), timedelta(days=59)
        self._drafts(old, young, now=datetime.now(UTC))
        session = SessionStore()
        load_draft(session)
        assert self._ages() == [str(old), str(young)]

        change_draft(session, lambda draft: draft.with_none("work"))
        assert VisitorDraft.objects.exclude(public_id=session[SESSION_KEY]).get().content == {"age": str(young)}

    def test_change_makes_an_old_draft_young(self) -> None:
        session = SessionStore()
        change_draft(session, lambda draft: draft.with_none("work"))
        VisitorDraft.objects.update(changed_at=self.NOW - timedelta(days=300))
        draft = change_draft(session, lambda draft: draft.with_none("programs"))

        assert (delete_old_drafts(self.NOW), load_draft(session)) == (0, draft)


def together(*works: Callable[[], None]) -> None:
    """Do several things at once, each with a connection of its own; raise what went wrong in any."""
    begin, problems = Barrier(len(works)), []

    def do(work: Callable[[], None]) -> None:
        try:
            begin.wait(10)
            work()
        except Exception as error:  # noqa: BLE001 - told below, in the test's own thread
            problems.append(error)
        finally:
            connection.close()

    threads = [Thread(target=do, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == []


@pytest.mark.django_db(transaction=True)
class TestTwoWindows:
    """On a database in a file, as the server has it."""

    ROUNDS = 40

    def _sessions(self, count: int) -> list[SessionBase]:
        first = SessionStore()
        change_draft(first, lambda draft: draft.with_none("work"))
        first.save()
        assert first.session_key
        return [SessionStore(first.session_key) for _ in range(count)]

    def test_words_of_an_entry_are_written_in_the_same_order_whatever_the_database_does(self) -> None:
        (session,) = self._sessions(1)
        hours = {"organic-chemistry": 400, "biology": 1600, "chemistry": 1200}
        entries: list[tuple[str, Entry]] = [
            ("education", {"science_hours": hours, "level": "bachelor"}),
            ("education_credits", {"areas": {"safety": 200, "any-other": 100, "ethics": 50}, "points": 350}),
        ]
        for section, entry in entries:
            change_draft(session, lambda draft: draft.with_entry(section, "a", entry))  # noqa: B023

        assert dump_person(load_draft(session).record) == (
            "certway: 1\n"
            "education:\n"
            "- level: bachelor\n"
            "  science_hours:\n    biology: 16\n    chemistry: 12\n    organic-chemistry: 4\n"
            "work: []\n"
            "education_credits:\n"
            "- points: 3.5\n"
            "  areas:\n    any-other: 1\n    ethics: 0.5\n    safety: 2\n"
        )

    def test_writers_at_once_keep_each_others_answers(self) -> None:
        sessions = self._sessions(2)

        def work(window: int) -> None:
            for turn in range(self.ROUNDS):
                key = f"{window}-{turn}"
                change_draft(sessions[window], lambda draft: draft.with_entry("work", key, JOB))  # noqa: B023

        together(lambda: work(0), lambda: work(1))

        keys = [key for key, _ in load_draft(sessions[0]).keyed("work")]
        assert sorted(keys) == sorted(f"{window}-{turn}" for window in range(2) for turn in range(self.ROUNDS))
        # Each window's own answers stand in the order in which they were told.
        assert [[key for key in keys if key.startswith(window)] for window in "01"] == [
            [f"{window}-{turn}" for turn in range(self.ROUNDS)] for window in "01"
        ]

    def test_writers_in_different_sections_keep_each_others_answers(self) -> None:
        sessions = self._sessions(3)

        def tell(window: int, section: str, entry: Callable[[int], Entry]) -> None:
            for turn in range(self.ROUNDS):
                change_draft(sessions[window], lambda draft: draft.with_single(section, entry(turn)))  # noqa: B023

        together(
            lambda: tell(0, "person", lambda turn: {"name": f"Name {turn}"}),
            lambda: tell(1, "procedures", lambda turn: {"injection": turn}),
            lambda: tell(2, "statements", lambda turn: {"felony": bool(turn % 2)}),
        )

        last = self.ROUNDS - 1
        assert load_draft(sessions[0]).record == record(
            person={"name": f"Name {last}"}, procedures={"injection": last / 100}, statements={"felony": True}, work=[]
        )

    def test_undo_beside_a_writer_loses_no_later_answer(self) -> None:
        for turn in range(10):
            one, other = self._sessions(2)
            change_draft(one, lambda draft: draft.with_entry("programs", "p", {}))
            remove_from_draft(one, "programs", "p")
            name = {"name": f"Name {turn}"}
            together(
                lambda one=one: undo_change(one),
                lambda other=other, name=name: change_draft(other, lambda draft: draft.with_single("person", name)),
            )

            assert load_draft(one).record == record(person=name, work=[], programs=[{}])
