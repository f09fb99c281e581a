"""What differs between two drafts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from builders.records import record
from certway.core.person.difference import (
    EntryDifference,
    FieldDifference,
    SectionDifference,
    differences,
)
from certway.core.person.draft import Draft
from certway.core.person.record import Entry

JOB, LONGER = {"role": "other", "hours_per_week": 2000}, {"role": "other", "hours_per_week": 3600, "supervised": True}


def test_entry_that_changed_says_from_what_to_what() -> None:
    before = Draft().with_entry("work", "a", JOB).with_entry("work", "b", JOB)
    (found,) = differences(before, before.with_entry("work", "a", LONGER))

    assert found == SectionDifference("work", True, True, (EntryDifference("a", JOB, LONGER),))
    assert found.changed[0].fields == (
        FieldDifference("hours_per_week", 2000, 3600),
        FieldDifference("supervised", None, True),
    )
    assert (found.added, found.removed) == ((), ())


def test_entries_that_came_and_went_and_sections_that_are_not_told_any_more() -> None:
    before = Draft().with_single("person", {"name": "Zora"}).with_entry("work", "a", JOB).with_none("cards")
    after = Draft().with_entry("work", "b", LONGER).with_none("fees_paid")

    assert differences(before, after) == (
        SectionDifference("person", True, False, (EntryDifference("", {"name": "Zora"}, None),)),
        SectionDifference("work", True, True, (EntryDifference("b", None, LONGER), EntryDifference("a", JOB, None))),
        SectionDifference("cards", True, False, ()),
        SectionDifference("fees_paid", False, True, ()),
    )


def test_another_order_is_a_difference() -> None:
    one = Draft(record(work=[{}, {}]), {"work": ("a", "b")})
    (found,) = differences(one, Draft(record(work=[{}, {}]), {"work": ("b", "a")}))

    assert (found.moved, found.entries) == (True, ())


ENTRY = st.dictionaries(st.sampled_from(["x", "y"]), st.integers(0, 1), max_size=2)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    draft = Draft()
    for section in ("person", "high_school"):
        draft = draft.with_single(section, draw(ENTRY))
    for section in ("work", "cards"):
        entries = draw(st.none() | st.lists(st.tuples(st.sampled_from("abc"), ENTRY), max_size=3))
        draft = draft if entries is None else draft.with_none(section)
        for key, entry in entries or ():
            draft = draft.with_entry(section, key, entry)
    return draft


@given(drafts(), drafts())
def test_nothing_differs_exactly_where_drafts_are_equal_and_what_differs_makes_the_one_of_the_other(
    before: Draft, after: Draft
) -> None:
    found = differences(before, after)

    assert (found == ()) == (before == after)
    assert differences(before, before) == ()
    made = contents(before)
    for one in found:
        entries = dict(made.pop(one.section, {}))
        for entry in one.entries:
            entries.pop(entry.key, None)
            if entry.after is not None:
                entries[entry.key] = entry.after
        if one.told_after:
            made[one.section] = entries
    assert made == contents(after)


def contents(draft: Draft) -> dict[str, dict[str, Entry]]:
    singles = {name: {"": entry} for name, entry in draft.record.singles.items()}
    return {**singles, **{name: dict(draft.keyed(name)) for name in draft.record.lists}}
