"""Plain values as located ones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.units.located import Located, located

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
documents = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


def test_plain_values_stand_on_the_whole_file() -> None:
    assert located({"work": [{"role": "other", "to": None}], "n": 1.5}, file="draft") == Located(
        {
            "work": Located(
                [Located({"role": Located("other", "draft", 0), "to": Located(None, "draft", 0)}, "draft", 0)],
                "draft",
                0,
            ),
            "n": Located(1.5, "draft", 0),
        },
        "draft",
        0,
    )


@given(documents)
def test_plain_values_come_back_as_they_were(document: object) -> None:
    found = located(document, file="f")
    assert found.plain() == document
    assert {(one.file, one.line, one.quoted) for one in found.walk()} == {("f", 0, False)}


@pytest.mark.parametrize("value", [True, False, 1, 0, 1.0, "1", None])
def test_scalar_keeps_its_type(value: object) -> None:
    found = located(value, file="f").value
    assert (found, type(found)) == (value, type(value))


def test_tuple_is_a_list_and_a_key_is_a_text() -> None:
    assert located({2019: ("a", ())}, file="f").plain() == {"2019": ["a", []]}


@pytest.mark.parametrize("value", [date(2019, 5, 30), {"a"}, b"a", object, 1j])
@pytest.mark.parametrize("inside", [lambda value: value, lambda value: [value], lambda value: {"a": {"b": value}}])
def test_value_that_no_file_holds_is_refused(value: object, inside) -> None:
    with pytest.raises(TypeError, match=f"^{type(value).__name__} stands in no file$"):
        located(inside(value), file="f")
