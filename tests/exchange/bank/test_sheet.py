"""A question filled in is the question again; what is missing or wrong is told at its field."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from builders.items import item_lists
from certway.core.items.identity import version_of
from certway.core.items.item import KINDS, Item, Kind
from certway.exchange.bank.sheet import (
    LONGEST,
    cleaned,
    fields_of,
    kind_of_sheet,
    most_rows,
    read_sheet,
    row_fields,
    sheet_of,
    too_large,
)
from certway.exchange.bank.shipped import shipped_bank

FILLED = {
    "topic": "order-of-draw",
    "type": "single",
    "level": "recall",
    "difficulty": "easy",
    "stem": "Which tube is drawn first?",
    "text-1": "Light blue",
    "right-1": "1",
    "why-1": "Citrate comes first.",
    "text-2": "Red",
    "why-2": "It comes later.",
    "text-3": "Gray",
    "why-3": "It comes last.",
    "source": "clsi-gp41",
    "part": "Order of draw",
}


def faults(**changes: str) -> dict[str, str]:
    read = read_sheet(cleaned({**FILLED, **changes}))
    assert read.item is None
    return {fault.field: fault.text for fault in read.faults}


def test_every_shipped_question_comes_back() -> None:
    for item in shipped_bank().bank.items:
        read = read_sheet(cleaned(sheet_of(item)))
        assert (read.item, read.faults) == (item, ())


@given(item_lists())
def test_drawn_questions_come_back(items: tuple[Item, ...]) -> None:
    for item in items:
        read = read_sheet(cleaned(sheet_of(item)))
        assert read.item is not None, read.faults
        assert version_of(read.item) == version_of(item)
        assert too_large(sheet_of(item)) == ""


def test_what_is_missing_is_told_at_its_field() -> None:
    found = faults(stem="", **{"why-2": " ", "source": ""})
    assert found == {"stem": "", "why-2": "", "source": ""}


@pytest.mark.parametrize("kind", KINDS)
def test_empty_sheet_is_no_question_of_any_kind(kind: Kind) -> None:
    read = read_sheet(cleaned({"type": kind}))
    assert read.item is None
    assert {"topic", "stem", "source", "part"} <= {fault.field for fault in read.faults}


def test_rule_that_is_broken_is_told() -> None:
    assert faults(**{"right-2": "1"}) == {"": "2 options are right; a question of type 'single' has exactly one"}
    assert "must be lower-case words" in faults(name="No Name")["name"]
    assert "must be one of easy, medium, hard" in faults(difficulty="very")["difficulty"]


def test_number_is_told_from_what_is_none() -> None:
    number = {
        **{name: FILLED[name] for name in ("topic", "level", "difficulty", "stem", "source", "part")},
        "type": "number",
        "answer": "2,5",
        "unit": "mL",
        "why": "Half of 5.",
    }
    (fault,) = read_sheet(cleaned(number)).faults
    assert (fault.field, fault.text) == (
        "answer",
        "'2,5' is no number; write it with a point and without its unit",
    )
    read = read_sheet(cleaned({**number, "answer": "2.5", "tolerance": "-1"}))
    assert [fault.field for fault in read.faults] == ["tolerance"]


def test_situation_makes_a_set_by_its_name_or_by_the_questions_own() -> None:
    named = read_sheet(cleaned({**FILLED, "name": "first", "situation": "A tray.", "set": "tray"})).item
    alone = read_sheet(cleaned({**FILLED, "name": "first", "situation": "A tray."})).item
    assert named is not None
    assert alone is not None
    assert (named.set_id, alone.set_id) == ("order-of-draw/tray", "order-of-draw/first-set")
    assert faults(set="tray") == {"situation": ""}


def test_cleaned_keeps_the_fields_of_its_kind_alone() -> None:
    told = {**FILLED, "this-1": "x", "csrfmiddlewaretoken": "y", "stem": "  One\r\ntwo ", "unit": ""}
    assert cleaned(told) == {**FILLED, "stem": "One\ntwo"}
    assert kind_of_sheet({"type": "essay"}) == "single"


def test_what_would_be_lost_is_told() -> None:
    item = next(one for one in shipped_bank().bank.items if one.kind == "single")
    long = replace(item, stem="x" * (LONGEST + 1))
    assert too_large(sheet_of(long)) == f"its 'stem' has {LONGEST + 1} characters; at most {LONGEST} are taken"
    wide = {**FILLED, "text-6": "One", "text-9": "Another"}
    assert too_large(wide) == "it has 9 rows of answers; a question of type 'single' has at most 5"


@pytest.mark.parametrize("kind", KINDS)
def test_fields_of_a_kind_hold_all_its_rows(kind: Kind) -> None:
    last = [f"{name}-{most_rows(kind)}" for name in row_fields(kind)]
    assert set(last) <= set(fields_of(kind))
