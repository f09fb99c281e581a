"""What a change makes of a record: what comes back, and what two windows do to each other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from itertools import count
from uuid import UUID

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from hypothesis import given
from hypothesis import settings as trying

from builders.everything import EVERY_KIND
from builders.records import record
from builders.visits import visit
from certway.actions.claim_record import claim_record
from certway.core.person.draft import Draft
from certway.core.person.fields import SECTIONS, Kind
from certway.core.person.record import Entry, Record
from certway.exchange.person_file import dump_person
from certway.records.history import undo_change, undoable_change
from certway.records.load import load_draft
from certway.records.models import Change, ChangeKind, Person, Revision, SectionTold, User
from certway.records.models import Entry as EntryRow
from certway.records.save import change_draft, remove_from_draft
from certway.records.visits import SESSION_KEY, Visit
from strategies.people import records

JOB: Entry = {"role": "other"}
A, B, C = (str(UUID(int=number)) for number in (1, 2, 3))


def keyed(told: Record) -> Draft:
    """Return a draft of a record, with new keys."""
    numbers = count(1)
    return Draft().replaced_by(told, lambda: str(UUID(int=next(numbers))))


def replace_all(whose: Visit, draft: Draft) -> Draft:
    return change_draft(whose, lambda _kept: draft, kind=ChangeKind.REPLACED)


def rows() -> tuple[int, int, int]:
    return Change.objects.count(), SectionTold.objects.count(), Revision.objects.count()


def test_every_kind_of_value_is_tried() -> None:
    told_kinds = {
        table.field(name).kind  # type: ignore[union-attr]
        for table in SECTIONS
        for entry in (EVERY_KIND.single(table.name), *(EVERY_KIND.entries(table.name) or ()))
        for name in entry
    }

    assert told_kinds == set(Kind)


@pytest.mark.django_db
class TestOneVisitor:
    def test_new_session_has_an_empty_draft_and_no_row(self) -> None:
        assert (load_draft(visit()), Person.objects.count()) == (Draft(), 0)

    def test_draft_of_every_kind_of_value_comes_back(self) -> None:
        here, draft = visit(), keyed(EVERY_KIND)

        assert replace_all(here, draft) == load_draft(here) == draft
        assert dump_person(load_draft(here).record) == dump_person(EVERY_KIND)

    @given(records())
    @trying(max_examples=30)
    def test_draft_of_any_person_comes_back_to_the_byte(self, person: Record) -> None:
        here = visit()
        Person.objects.all().delete()
        replace_all(here, keyed(person))

        assert load_draft(here) == keyed(person)
        assert dump_person(load_draft(here).record) == dump_person(person)

    @pytest.mark.parametrize("section", ["high_school", "person", "statements", "procedures", "preferences"])
    def test_one_single_section_tells_no_more_when_it_comes_back(self, section: str) -> None:
        here, entry = visit(), EVERY_KIND.single(section)
        change_draft(here, lambda draft: draft.with_single(section, entry))

        told = {name: one for name, one in load_draft(here).record.singles.items() if one}
        assert (told, SectionTold.objects.get().section) == ({section: entry}, section)

    def test_what_only_holds_high_school_is_not_told(self) -> None:
        here = visit()
        change_draft(here, lambda draft: draft.with_single("high_school", {"kind": "ged"}))
        change_draft(here, lambda draft: draft.with_none("programs"))

        assert list(SectionTold.objects.order_by("pk").values_list("section", flat=True)) == ["high_school", "programs"]
        assert list(Revision.objects.values_list("content", flat=True)) == [{"kind": "ged"}]
        assert load_draft(here).record == record(person={"high_school": {"kind": "ged"}}, programs=[])

    def test_empty_row_of_an_older_record_is_read_and_gone_with_the_next_change(self) -> None:
        here = visit()
        change_draft(here, lambda draft: draft.with_single("high_school", {"kind": "ged"}))
        old = {"recorded_at": here.at, "recorded_in": Change.objects.get()}
        about = EntryRow.objects.create(person=Person.objects.get(), section="person")
        SectionTold.objects.create(person=about.person, section="person", **old)
        Revision.objects.create(entry=about, position=0, content={}, **old)
        told = record(person={"high_school": {"kind": "ged"}})

        assert load_draft(here).record == told
        change_draft(here, lambda draft: draft.with_none("programs"))
        assert load_draft(here).record == record(person={"high_school": {"kind": "ged"}}, programs=[])
        assert Revision.objects.filter(replaced_at=None).count() == 1

    def test_session_holds_the_public_id_and_nothing_else(self) -> None:
        here = visit()
        draft = change_draft(here, lambda draft: draft.with_entry("work", A, JOB))

        assert dict(here.session.items()) == {SESSION_KEY: str(Person.objects.get().public_id)}
        assert load_draft(here) == draft == Draft(record(work=[JOB]), {"work": (A,)})

    def test_two_sessions_never_see_each_others_record(self) -> None:
        one, other = visit(), visit()
        change_draft(one, lambda draft: draft.with_entry("work", A, JOB))
        change_draft(other, lambda draft: draft.with_none("work"))

        assert load_draft(one).record == record(work=[JOB])
        assert load_draft(other).record == record(work=[])

    @pytest.mark.parametrize(
        "name",
        ["1482ae7a-38ed-4909-88e7-ef23ff7b0851", "", "no uuid", "0", 7, None, ["x"], "'; drop table records_user"],
    )
    def test_session_of_an_unknown_person_has_an_empty_draft_and_can_tell_anew(self, name: object) -> None:
        here = visit()
        here.session[SESSION_KEY] = name

        assert load_draft(here) == Draft()
        draft = change_draft(here, lambda draft: draft.with_none("work"))
        assert load_draft(here) == draft == Draft().with_none("work")

    def test_change_that_fails_keeps_what_was_told(self) -> None:
        here = visit()
        kept = change_draft(here, lambda draft: draft.with_entry("work", A, JOB))

        with pytest.raises(ZeroDivisionError):
            change_draft(here, lambda draft: draft.with_none(str(1 // 0)))
        assert (load_draft(here), rows()) == (kept, (1, 1, 1))

    def test_change_that_changes_nothing_leaves_no_trace(self) -> None:
        here = visit()
        replace_all(here, keyed(EVERY_KIND))
        before = rows()
        replace_all(here, keyed(EVERY_KIND))
        remove_from_draft(here, "work", str(UUID(int=99)))

        assert rows() == before

    def test_nobody_is_made_of_whom_nothing_is_told(self) -> None:
        here = visit()

        assert change_draft(here, lambda draft: draft.with_single("person", {})) == Draft()
        assert (Person.objects.count(), dict(here.session.items())) == (0, {})

    def test_change_of_one_entry_touches_no_other_row(self) -> None:
        here = visit()
        for key in (A, B):
            change_draft(here, lambda draft, key=key: draft.with_entry("work", key, JOB))
        change_draft(here, lambda draft: draft.with_entry("work", A, {"role": "phlebotomist"}))

        said = Revision.objects.order_by("pk").values_list("entry__public_id", "content", "replaced_in__kind")
        assert [(str(key), content["role"], ended) for key, content, ended in said] == [
            (A, "other", "told"),
            (B, "other", None),
            (A, "phlebotomist", None),
        ]

    def test_removing_without_anything_told_makes_no_row(self) -> None:
        assert (remove_from_draft(visit(), "work", A), Person.objects.count()) == (Draft(), 0)

    def test_what_a_later_version_would_refuse_from_a_file_can_still_be_read(self) -> None:
        here = visit()
        change_draft(here, lambda draft: draft.with_entry("programs", A, {"total_hours": 2_003_901}))
        Revision.objects.update(content={"total_hours": 20039.01, "academic_hours": 39})

        assert load_draft(here).entry("programs", A) == {"total_hours": 2_003_901, "academic_hours": 3_900}

    def test_owner_is_a_hash_that_stands_for_one_visitor(self) -> None:
        one, other = visit(), visit()
        nobody = one.owner
        for here in (one, other):
            change_draft(here, lambda draft: draft.with_none("work"))
        owner = one.owner
        change_draft(one, lambda draft: draft.with_none("cards"))

        assert (nobody, owner == one.owner, owner == other.owner, len(owner)) == ("", True, False, 64)
        assert one.session[SESSION_KEY].replace("-", "") not in owner


@pytest.mark.django_db
class TestUser:
    def test_user_and_visitor_never_see_each_others_record(self) -> None:
        user, stranger = (User.objects.create_user(email=f"{name}@example.org") for name in ("zora", "yan"))
        here = visit(user=user)
        change_draft(here, lambda draft: draft.with_entry("work", A, JOB))
        session = here.session

        assert load_draft(visit(session, user=user)).record == record(work=[JOB])
        assert load_draft(visit(session)) == load_draft(visit(session, user=stranger)) == Draft()
        change_draft(visit(session, user=stranger), lambda draft: draft.with_none("work"))
        assert load_draft(visit(session, user=stranger)).record == record(work=[])
        assert [one.owner for one in Person.objects.order_by("pk")] == [user, stranger]

    def test_user_whose_session_lost_her_record_changes_it_all_the_same(self) -> None:
        user = User.objects.create_user(email="zora@example.org")
        change_draft(visit(user=user), lambda draft: draft.with_entry("work", A, JOB))
        draft = change_draft(visit(user=user), lambda draft: draft.with_none("cards"))

        assert (draft.record, Person.objects.count()) == (record(work=[JOB], cards=[]), 1)

    def test_history_says_who_told_what_and_when_and_a_clock_put_back_orders_nothing(self) -> None:
        user = User.objects.create_user(email="zora@example.org")
        here = visit(user=user, hours=3)
        change_draft(here, lambda draft: draft.with_entry("work", A, JOB))
        remove_from_draft(visit(here.session, user=user, hours=-1), "work", A)

        made = Change.objects.order_by("pk").values_list("kind", "made_by", "made_at")
        assert list(made) == [
            ("told", user.pk, here.at),
            ("removed", user.pk, here.at),
        ]
        assert Person.objects.get().kept_until is None


def together(*works: Callable[[], None]) -> None:
    """Do several things at once, each with a connection of its own; raise what went wrong in any."""
    begin, problems = threading.Barrier(len(works)), []

    def do(work: Callable[[], None]) -> None:
        try:
            begin.wait(10)
            work()
        except Exception as error:  # noqa: BLE001 - told below, in the test's own thread
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == []


@pytest.mark.django_db(transaction=True)
class TestTwoWindows:
    """On a database as the server has it."""

    ROUNDS = 25

    def _windows(self, number: int) -> list[Visit]:
        first = visit()
        change_draft(first, lambda draft: draft.with_none("work"))
        first.session.save()
        return [visit(SessionStore(first.session.session_key)) for _ in range(number)]

    def test_writers_at_once_keep_each_others_answers(self) -> None:
        windows = self._windows(2)

        def work(window: int) -> None:
            for turn in range(self.ROUNDS):
                key = str(UUID(int=1000 * (window + 1) + turn))
                change_draft(windows[window], lambda draft: draft.with_entry("work", key, JOB))  # noqa: B023

        together(lambda: work(0), lambda: work(1))

        keys = [UUID(key).int for key, _ in load_draft(windows[0]).keyed("work")]
        assert sorted(keys) == [1000 * window + turn for window in (1, 2) for turn in range(self.ROUNDS)]
        # Each window's own answers stand in the order in which they were told.
        assert [[key for key in keys if key // 1000 == window] for window in (1, 2)] == [
            [1000 * window + turn for turn in range(self.ROUNDS)] for window in (1, 2)
        ]

    def test_writers_in_different_sections_keep_each_others_answers(self) -> None:
        windows = self._windows(3)

        def tell(window: int, section: str, entry: Callable[[int], Entry]) -> None:
            for turn in range(self.ROUNDS):
                change_draft(windows[window], lambda draft: draft.with_single(section, entry(turn)))  # noqa: B023

        together(
            lambda: tell(0, "person", lambda turn: {"name": f"Name {turn}"}),
            lambda: tell(1, "procedures", lambda turn: {"injection": turn}),
            lambda: tell(2, "statements", lambda turn: {"felony": bool(turn % 2)}),
        )

        last = self.ROUNDS - 1
        assert load_draft(windows[0]).record == record(
            person={"name": f"Name {last}"},
            procedures={"injection": last / 100},
            statements={"felony": bool(last % 2)},
            work=[],
        )

    def test_answer_told_beside_a_sign_in_is_hers_or_still_the_visitors(self) -> None:
        for turn in range(10):
            user = User.objects.create_user(email=f"zora{turn}@example.org")
            if turn % 2:
                Person.objects.create(owner=user)
            tab, signing_in = self._windows(2)
            together(
                lambda tab=tab: change_draft(tab, lambda draft: draft.with_single("person", {"name": "Zora"})),
                lambda at=signing_in, user=user: claim_record(visit(at.session, user=user)),
            )

            hers, tabs = load_draft(visit(signing_in.session, user=user)).record, load_draft(tab).record
            assert hers.entries("work") == ()
            assert {"name": "Zora"} in (hers.single("person"), tabs.single("person"))

    def test_undo_beside_a_writer_loses_no_later_answer(self) -> None:
        for turn in range(10):
            one, other = self._windows(2)
            change_draft(one, lambda draft: draft.with_entry("programs", str(UUID(int=turn + 1)), {}))  # noqa: B023
            remove_from_draft(one, "programs", str(UUID(int=turn + 1)))
            offered = undoable_change(one)  # the button on her page names what it takes back
            assert offered is not None
            name = {"name": f"Name {turn}"}
            together(
                lambda one=one, offered=offered: undo_change(one, offered.name),
                lambda other=other, name=name: change_draft(other, lambda draft: draft.with_single("person", name)),
            )

            # It is taken back before the other tells, or not at all: then it is the last change no more.
            assert load_draft(one).record in (
                record(person=name, work=[], programs=[{}]),
                record(person=name, work=[], programs=[]),
            )
