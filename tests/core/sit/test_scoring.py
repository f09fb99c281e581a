"""An answer is right when all of it is; what a question can't be answered with is told from what it can."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given

from builders.items import item_lists
from certway.core.items.item import Choice, Item, Matching, NumberEntry, Option, Ordering, Pair, Reference, Step
from certway.core.sit.events import Response
from certway.core.sit.scoring import is_right, key_of, number_of
from certway.core.sit.shapes import fitted, shape_of


def item(body: Choice | Ordering | Matching | NumberEntry) -> Item:
    return Item("t/n", "t", "recall", "easy", "What?", body, Reference("r", "p"))


SINGLE = item(Choice(tuple(Option(text, text == "b", "") for text in "abc"), multiple=False))
MULTIPLE = item(Choice(tuple(Option(text, text in "bd", "") for text in "abcd"), multiple=True))
ORDER = item(Ordering(tuple(Step(text, "") for text in "abc")))
MATCH = item(Matching(tuple(Pair(text, text.upper(), "") for text in "abc"), ("D",)))
NUMBER = item(NumberEntry(Decimal("2.5"), "mL", Decimal("0.05"), "", ()))


@pytest.mark.parametrize(
    ("asked", "response", "right"),
    [
        (SINGLE, (1,), True),
        (SINGLE, (0,), False),
        (SINGLE, (), False),
        (MULTIPLE, (1, 3), True),
        (MULTIPLE, (1,), False),
        (MULTIPLE, (1, 2, 3), False),
        (ORDER, (0, 1, 2), True),
        (ORDER, (0, 2, 1), False),
        (MATCH, (0, 1, 2), True),
        (MATCH, (0, 1, 3), False),
        (NUMBER, "2.55", True),
        (NUMBER, "2,46", True),
        (NUMBER, "2.56", False),
        (NUMBER, "two", False),
        (NUMBER, "", False),
        (NUMBER, (1,), False),
    ],
)
def test_answer_is_right_as_a_whole_or_not_at_all(asked: Item, response: Response, right: bool) -> None:
    assert is_right(asked, response) is right


@pytest.mark.parametrize(
    ("text", "number"),
    [("1,000", "1000"), ("1,5", "1.5"), ("1,234.5", "1234.5"), (" 7 ", "7"), ("-.5", "-0.5"), ("1,000,000", "1000000")],
)
def test_number_is_read_as_people_type_it(text: str, number: str) -> None:
    assert number_of(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "x", "1.2.3", "NaN", "Infinity", "9" * 31, "1e"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number_of(text) is None


@given(item_lists())
def test_key_of_every_question_is_right_and_one_it_can_have(items: tuple[Item, ...]) -> None:
    for one in items:
        key = key_of(one.body)
        assert is_right(one, key)
        assert fitted(shape_of(one), key) == key
