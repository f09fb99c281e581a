"""Drafts: what was told so far, changed one section at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.records import record
from certway.core.person.draft import Draft, UnknownEntryError
from certway.core.person.record import Entry

Change = Callable[[Draft], Draft]

LISTS, SINGLES = ("work", "programs"), ("person", "statements")
SECTION, KEY = st.sampled_from([*LISTS, *SINGLES]), st.sampled_from(["a", "b", "c"])
JOB, OTHER_JOB = {"role": "other"}, {"role": "phlebotomist"}


def two_jobs() -> Draft:
    return Draft().with_entry("work", "a", JOB).with_entry("work", "b", OTHER_JOB)


def test_new_draft_tells_nothing() -> None:
    draft = Draft()
    assert (draft.record, draft.keys, draft.is_empty) == (record(), {}, True)
    assert draft.keyed("work") == ()


def test_entries_stand_in_the_order_in_which_they_were_told() -> None:
    assert two_jobs().record == record(work=[JOB, OTHER_JOB])
    assert two_jobs().keyed("work") == (("a", JOB), ("b", OTHER_JOB))
    assert [two_jobs().place("work", key) for key in ("a", "b")] == [0, 1]
    assert two_jobs().entry("work", "b") == OTHER_JOB


def test_entry_told_again_keeps_its_place() -> None:
    draft = two_jobs().with_entry("work", "a", {"role": "other", "supervised": True})
    assert draft.keyed("work") == (("a", {"role": "other", "supervised": True}), ("b", OTHER_JOB))


def test_change_leaves_the_draft_it_was_made_from() -> None:
    draft = two_jobs()
    changes = (
        draft.without_entry("work", "a"),
        draft.with_none("work"),
        draft.with_single("person", {"name": "Maria"}),
    )
    assert [change == draft for change in changes] == [False] * 3
    assert draft == two_jobs()


def test_section_without_its_last_entry_has_none_and_stays_told() -> None:
    draft = Draft().with_entry("work", "a", JOB).without_entry("work", "a")
    assert draft == Draft().with_none("work")
    assert (draft.record, draft.is_empty) == (record(work=[]), False)


def test_section_taken_back_is_untold() -> None:
    assert two_jobs().without_section("work") == Draft()
    assert Draft().without_section("work") == Draft()


def test_empty_answer_makes_a_single_section_untold() -> None:
    draft = Draft().with_single("person", {"name": "Maria"})
    assert draft.record == record(person={"name": "Maria"})
    assert draft.with_single("person", {}) == Draft()


def test_single_section_is_replaced_as_a_whole() -> None:
    draft = Draft().with_single("person", {"name": "Maria"}).with_single("person", {"lives_in": "TX"})
    assert draft.record == record(person={"lives_in": "TX"})


def test_section_about_the_person_that_says_nothing_leaves_the_draft_empty() -> None:
    assert Draft(record(person={})).is_empty


@pytest.mark.parametrize(
    "draft",
    [two_jobs(), two_jobs().with_none("work"), Draft(), two_jobs().with_entry("programs", "c", {"kind": "mlt"})],
    ids=("other-keys", "none", "untold", "another-section"),
)
@pytest.mark.parametrize("find", [Draft.place, Draft.entry])
def test_key_that_no_entry_has_is_named(find: Callable[[Draft, str, str], object], draft: Draft) -> None:
    with pytest.raises(UnknownEntryError, match="there is no entry 'c' in work; it may have been removed") as caught:
        find(draft, "work", "c")
    assert caught.value.section == "work"


def test_entry_that_is_gone_is_not_found_and_its_removal_changes_nothing() -> None:
    draft = two_jobs().without_entry("work", "a")
    assert draft.keyed("work") == (("b", OTHER_JOB),)
    with pytest.raises(UnknownEntryError):
        draft.entry("work", "a")
    assert draft.without_entry("work", "a") is draft


def told() -> st.SearchStrategy[Entry]:
    return st.sampled_from([{}, {"id": "x"}, {"id": "y", "name": "z"}])


def changes(name: str) -> st.SearchStrategy[Change]:
    """Any change to a section."""
    if name in SINGLES:
        return st.builds(lambda entry: lambda draft: draft.with_single(name, entry), told())
    return st.one_of(
        st.builds(lambda key, entry: lambda draft: draft.with_entry(name, key, entry), KEY, told()),
        st.builds(lambda key: lambda draft: draft.without_entry(name, key), KEY),
        st.just(lambda draft: draft.with_none(name)),
        st.just(lambda draft: draft.without_section(name)),
    )


def after(draft: Draft, made: list[Change]) -> Draft:
    for change in made:
        draft = change(draft)
    return draft


def drafts() -> st.SearchStrategy[Draft]:
    return st.lists(SECTION.flatmap(changes), max_size=12).map(lambda made: after(Draft(), made))


@given(st.data(), drafts())
def test_changes_to_different_sections_commute(data: st.DataObject, draft: Draft) -> None:
    one, other = data.draw(st.permutations([*LISTS, *SINGLES]))[:2]
    first, second = data.draw(changes(one)), data.draw(changes(other))
    assert first(second(draft)) == second(first(draft))


@given(st.data(), drafts())
def test_change_touches_its_own_section_alone(data: st.DataObject, draft: Draft) -> None:
    name = data.draw(SECTION)
    changed = data.draw(changes(name))(draft)
    assert parts(changed, without=name) == parts(draft, without=name)


def parts(draft: Draft, *, without: str) -> list[Mapping[str, object]]:
    held = (draft.record.singles, draft.record.lists, draft.keys)
    return [{name: content for name, content in part.items() if name != without} for part in held]


@given(drafts())
def test_every_entry_has_a_key_of_its_own(draft: Draft) -> None:
    assert {name: len(keys) for name, keys in draft.keys.items()} == {
        name: len(entries) for name, entries in draft.record.lists.items()
    }
    for name, keys in draft.keys.items():
        assert len(set(keys)) == len(keys)
        assert draft.keyed(name) == tuple((key, draft.entry(name, key)) for key in keys)
        assert [draft.place(name, key) for key in keys] == list(range(len(keys)))


@given(st.lists(st.tuples(KEY, st.none() | told())))
def test_section_holds_what_was_told_last_under_each_key(said: list[tuple[str, Entry | None]]) -> None:
    draft, expected = Draft().with_none("work"), {}
    for key, entry in said:
        if entry is None:
            draft = draft.without_entry("work", key)
            expected.pop(key, None)
        else:
            draft = draft.with_entry("work", key, entry)
            expected[key] = entry
    assert draft.keyed("work") == tuple(expected.items())
