"""Everything told replaced at once: by a file, by Maria, by nothing."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

from builders.records import record
from builders.visits import undo_last, visit
from certway import actions
from certway.actions.desk import Desk
from certway.actions.replace_answers import DESKS, forget, load_file, maria_path, try_maria
from certway.actions.tell import tell_new_entry, tell_none
from certway.core.person.draft import Draft
from certway.core.units.errors import InputError
from certway.exchange.person_file import dump_person, load_person
from certway.records.load import load_draft
from certway.records.models import Change, Person
from certway.records.visits import Visit
from visitors import MARIA, ZORA

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Visit:
    return visit()


def test_file_takes_the_place_of_everything_told(here: Visit) -> None:
    tell_new_entry(here, "cards", {"kind": "cpr"})
    draft = load_file(here, MARIA.read_bytes(), "maria.yaml")

    assert (draft, draft.record) == (load_draft(here), load_person(MARIA))


def test_file_gives_every_entry_a_key(here: Visit) -> None:
    draft = load_file(here, ZORA.encode(), "zora.yaml")
    keys = [key for told in draft.keys.values() for key in told]

    assert {name: len(told) for name, told in draft.keys.items()} == {
        name: len(entries) for name, entries in draft.record.lists.items()
    }
    assert len(set(keys)) == len(keys) == 6


def test_file_loaded_again_changes_nothing(here: Visit) -> None:
    first = load_file(here, ZORA.encode(), "zora.yaml")

    assert load_file(here, ZORA.encode(), "zora.yaml") == first
    assert Change.objects.count() == 1


def test_entry_that_a_file_changes_keeps_its_key_by_its_id(here: Visit) -> None:
    before = load_file(here, b"work: [{id: a, role: other}, {role: other}]", "me.yaml").keys["work"]
    after = load_file(here, b"work: [{role: other}, {role: phlebotomist, id: a}, {role: other}]", "me.yaml").keys[
        "work"
    ]

    assert after[:2] == (before[1], before[0])
    assert after[2] not in before


def test_saved_answers_load_as_what_they_were(here: Visit) -> None:
    told = load_file(here, ZORA.encode(), "zora.yaml").record

    assert load_file(here, dump_person(told).encode(), "again.yaml").record == told


def test_json_is_read_as_well(here: Visit) -> None:
    assert load_file(here, b'{"work": []}', "me.json").record == record(work=[])


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        (b"work: [{role: juggler}]\nperson: {born: yesterday}\n", [("me.yaml", 1), ("me.yaml", 2)]),
        (b"\xff\xfe\x00\x01", [("me.yaml", 0)]),
    ],
    ids=["two mistakes", "binary"],
)
def test_broken_file_names_every_line_and_changes_nothing(
    here: Visit, content: bytes, problems: list[tuple[str, int]]
) -> None:
    key = tell_new_entry(here, "work", {"role": "other"})
    with pytest.raises(InputError) as refusal:
        load_file(here, content, "me.yaml")

    assert [(problem.file, problem.line) for problem in refusal.value.problems] == problems
    assert load_draft(here).keyed("work") == ((key, {"role": "other"}),)
    assert (undo_last(here), load_draft(here)) == (True, Draft())  # what was told before the file, and nothing else


def test_maria_takes_the_place_of_everything_told_until_it_is_undone(here: Visit) -> None:
    own = tell_none(here, "work")

    assert try_maria(here).record == load_person(MARIA)
    assert (undo_last(here), load_draft(here)) == (True, own)


def test_maria_stands_where_she_is_read_from() -> None:
    assert maria_path() == MARIA


def test_forget_leaves_nothing(here: Visit) -> None:
    load_file(here, ZORA.encode(), "zora.yaml")
    try_maria(here)
    forget(here)

    assert (load_draft(here), Person.objects.count(), undo_last(here)) == (Draft(), 0, False)


def test_forget_drops_the_answers_made_from_it_and_no_others(here: Visit) -> None:
    load_file(here, ZORA.encode(), "zora.yaml")
    owner, other = here.owner, visit()
    asked = [desk.ask(f"of {who}", object, owner=who, patience_seconds=60) for desk in DESKS for who in (owner, "x")]
    forget(other)
    forget(here)
    again = [desk.ask(f"of {who}", object, owner="x", patience_seconds=60) for desk in DESKS for who in (owner, "x")]
    for desk in DESKS:
        desk.forget("x")

    assert [now is then for now, then in zip(again, asked, strict=True)] == [False, True] * len(DESKS)


def test_no_desk_is_left_out_when_somebody_is_forgotten() -> None:
    modules = [import_module(f"{actions.__name__}.{module.name}") for module in iter_modules(actions.__path__)]
    desks = {id(part) for module in modules for part in vars(module).values() if isinstance(part, Desk)}

    assert desks == {id(desk) for desk in DESKS}
