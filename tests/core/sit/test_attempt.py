"""What an attempt tells about its questions, and nothing about who sat it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from certway.core.items.item import (
    Choice,
    Item,
    Matching,
    Mistake,
    NumberEntry,
    Option,
    Ordering,
    Pair,
    Reference,
    Step,
)
from certway.core.sit.attempt import AskedItem, asked_items, choices_of, chosen_of, is_told
from certway.core.sit.delivery import Answer
from certway.core.sit.events import Response
from certway.core.sit.form import Form, FormItem
from certway.core.sit.profile import Segment, practice

OPTIONS = tuple(Option(text, text in "bd", "") for text in "abcd")
SINGLE = Item("t/q", "t", "recall", "hard", "What?", Choice(OPTIONS, multiple=False), Reference("r", "p"))
MULTIPLE = replace(SINGLE, body=Choice(OPTIONS, multiple=True))
ORDERING = replace(SINGLE, body=Ordering(tuple(Step(text, "") for text in "abc")))
MATCHING = replace(SINGLE, body=Matching((Pair("a", "b", ""),), ("c",)))
MISTAKES = (Mistake(Decimal("1.5"), ""), Mistake(Decimal(150), ""))
NUMBER = replace(SINGLE, body=NumberEntry(Decimal(15), "mL", Decimal("0.5"), "", MISTAKES))


@pytest.mark.parametrize(
    ("item", "response", "chosen"),
    [
        (SINGLE, (2,), (2,)),
        (MULTIPLE, (0, 3), (0, 3)),
        (ORDERING, (1, 0, 2), ()),
        (MATCHING, (1,), ()),
        (NUMBER, "15.4", (0,)),
        (NUMBER, "1,5", (1,)),
        (NUMBER, "150", (2,)),
        (NUMBER, "555 1234", (3,)),
        (NUMBER, "call me: 5551234", (3,)),
        (NUMBER, "", ()),
        (SINGLE, (), ()),
    ],
    ids=str,
)
def test_choice_is_told_by_its_place_and_never_by_what_was_typed(
    item: Item, response: Response, chosen: tuple[int, ...]
) -> None:
    assert chosen_of(item, response) == chosen
    assert all(place < len(choices_of(item)) for place in chosen)


def test_choices_say_what_is_right() -> None:
    assert [choices_of(item) for item in (SINGLE, ORDERING, MATCHING, NUMBER)] == [
        (False, True, False, True),
        (),
        (),
        (True, False, False, False),
    ]


def asked(answers: dict[int, Response], *, met: tuple[str, ...] = ()) -> tuple[AskedItem, ...]:
    """Return an attempt at two segments of three questions; the ids of the questions run backwards."""
    items = [replace(SINGLE, id=f"t/{5 - place}") for place in range(6)]
    form = Form("x", "e", tuple(FormItem(one.id, "v", None, "n", counts=one.id != "t/0") for one in items))
    profile = replace(practice("x", 6), segments=(Segment(3, None),) * 2)
    told = {place: Answer(response, 0, 0, response, 700 + place, None) for place, response in answers.items()}
    return asked_items(profile, form, items, told, met)


def test_unanswered_question_was_omitted_before_the_last_answer_of_its_segment_and_not_reached_after_it() -> None:
    found = asked({1: (1,), 2: (), 3: (0,), 5: (3,)})
    assert [(one.item, one.outcome) for one in found] == [
        ("t/0", "wrong"),
        ("t/1", "omitted"),
        ("t/2", "wrong"),
        ("t/3", "unreached"),
        ("t/4", "wrong"),
        ("t/5", "omitted"),
    ]
    assert [one.spent for one in found] == [705, None, 703, 702, 701, None]
    assert [one.item for one in found if not one.counts] == ["t/0"]
    assert [one.item for one in found if one.tells] == ["t/0", "t/1", "t/2", "t/4", "t/5"]


def test_attempt_counts_where_half_of_it_is_new_and_answered() -> None:
    half = {0: (1,), 1: (1,), 2: (1,)}
    assert is_told(asked(half))
    assert not is_told(asked({0: (1,), 1: (1,)}))
    assert not is_told(asked(half, met=("t/5",)))
    assert is_told(asked({**half, 3: (0,)}, met=("t/5",)))
    assert not is_told(())
