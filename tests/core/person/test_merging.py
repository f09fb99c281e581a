"""Answers of a form beside what was changed elsewhere since it was shown."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.person.merging import ChangedMeanwhileError, merged, same_answer

Said: TypeAlias = "dict[str, int]"
ASKED = ("a", "b", "c")
entries = st.dictionaries(st.sampled_from((*ASKED, "other")), st.integers(0, 2))


def test_form_alone_counts_wholly() -> None:
    assert merged({"a": 1, "b": 2, "other": 5}, {"a": 3}, asked=ASKED) == {"a": 3, "other": 5}


def test_each_windows_change_counts() -> None:
    shown, kept = {"a": 1, "b": 2}, {"a": 1, "b": 3}

    assert merged(kept, {"a": 9, "b": 2}, asked=ASKED, shown=shown) == {"a": 9, "b": 3}
    assert merged(kept, {"a": 1, "b": 3}, asked=ASKED, shown=shown) == kept  # both changed alike


def test_what_was_emptied_is_untold_and_what_was_emptied_elsewhere_stays_so() -> None:
    assert merged({"a": 1, "b": 2}, {"b": 2}, asked=ASKED, shown={"a": 1, "b": 2}) == {"b": 2}
    assert merged({"b": 2}, {"a": 1, "b": 5}, asked=ASKED, shown={"a": 1, "b": 2}) == {"b": 5}


def test_fields_that_both_changed_are_named() -> None:
    with pytest.raises(ChangedMeanwhileError) as refusal:
        merged({"a": 2, "c": 1}, {"a": 3}, asked=ASKED, shown={"a": 1, "b": 1})

    assert refusal.value.fields == ("a",)


def test_words_in_another_order_are_no_change() -> None:
    assert same_answer(("x", "y"), ("y", "x"))
    assert not same_answer(("x",), ("x", "y"))
    assert not same_answer(("x",), "x")
    assert merged({"a": ("z",)}, {"a": ("y", "x")}, asked=("a",), shown={"a": ("x", "y")}) == {"a": ("z",)}


@given(entries, entries, entries)
def test_nothing_that_only_one_changed_is_lost(shown: Said, kept: Said, typed: Said) -> None:
    told = {name: value for name, value in typed.items() if name in ASKED}
    unlike = [name for name in ASKED if len({shown.get(name), kept.get(name), told.get(name)}) == 3]
    if unlike:
        with pytest.raises(ChangedMeanwhileError) as refusal:
            merged(kept, told, asked=ASKED, shown=shown)
        assert list(refusal.value.fields) == unlike
        return
    found = merged(kept, told, asked=ASKED, shown=shown)
    for name in ASKED:
        assert found.get(name) == (told if kept.get(name) == shown.get(name) else kept).get(name)
    assert found.get("other") == kept.get("other")
