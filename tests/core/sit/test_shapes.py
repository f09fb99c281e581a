"""What a question can't be answered with is told from what it can."""

from __future__ import annotations

from decimal import Decimal

import pytest

from certway.core.items.item import Choice, Item, Matching, NumberEntry, Option, Ordering, Pair, Reference, Step
from certway.core.sit.events import Response
from certway.core.sit.shapes import Shape, fitted, shape_of


def item(body: Choice | Ordering | Matching | NumberEntry) -> Item:
    return Item("t/n", "t", "recall", "easy", "What?", body, Reference("r", "p"))


SINGLE = item(Choice(tuple(Option(text, text == "b", "") for text in "abc"), multiple=False))
MULTIPLE = item(Choice(tuple(Option(text, text in "bd", "") for text in "abcd"), multiple=True))
ORDER = item(Ordering(tuple(Step(text, "") for text in "abc")))
MATCH = item(Matching(tuple(Pair(text, text.upper(), "") for text in "abc"), ("D",)))
NUMBER = item(NumberEntry(Decimal("2.5"), "mL", Decimal("0.05"), "", ()))


@pytest.mark.parametrize(
    ("asked", "response", "cleaned"),
    [
        (SINGLE, (1,), (1,)),
        (SINGLE, (0, 1), None),
        (SINGLE, (3,), None),
        (MULTIPLE, (3, 1, 3), (1, 3)),
        (MULTIPLE, (-1,), None),
        (ORDER, (2, 0, 1), (2, 0, 1)),
        (ORDER, (0, 1), None),
        (ORDER, (0, 0, 1), None),
        (ORDER, (), ()),
        (MATCH, (3, -1, 0), (3, -1, 0)),
        (MATCH, (-1, -1, -1), ()),
        (MATCH, (4, 0, 1), None),
        (MATCH, (0, 1), None),
        (NUMBER, "2.5", "2.5"),
        (NUMBER, "2" * 31, None),
        (NUMBER, (1,), None),
        (SINGLE, "1", None),
    ],
)
def test_response_that_a_question_cannot_have_is_none(
    asked: Item, response: Response, cleaned: Response | None
) -> None:
    assert fitted(shape_of(asked), response) == cleaned


def test_shape_tells_kind_and_numbers_alone() -> None:
    assert [shape_of(one) for one in (SINGLE, MULTIPLE, ORDER, MATCH, NUMBER)] == [
        Shape("single", 3),
        Shape("multiple", 4),
        Shape("ordering", 3),
        Shape("matching", 3, 4),
        Shape("number"),
    ]
