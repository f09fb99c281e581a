"""Known flaws of questions are found, and sound questions have none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from certway.core.items.flaws import flaws_of
from certway.core.items.item import (
    Body,
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

SOUND = ("A blood pressure of 132/84 mm Hg is repeated after five minutes of rest. Which position of the arm gives a "
         "true reading?")  # fmt: skip


LONG = "At the level of the heart, supported on a table or by the hand"
PAIRS = (Pair("a", "x", "."), Pair("b", "x", "."), Pair("c", "y", "."))
NEARLY = NumberEntry(Decimal(2), "mL", Decimal("0.1"), "1 + 1", (Mistake(Decimal("2.05"), "."),))


def choice(right: str, *wrong: str, stem: str = SOUND, multiple: bool = False) -> Item:
    options = (Option(right, right=True, why="So."), *(Option(text, right=False, why="Not so.") for text in wrong))
    return item(Choice(options, multiple), stem)


def item(body: Body, stem: str = SOUND) -> Item:
    return Item("blood-pressure/arm", "blood-pressure", "recall", "easy", stem, body, Reference("book", "pressure"))


def kinds(one: Item) -> list[str]:
    return [flaw.kind for flaw in flaws_of(one)]


def test_sound_question_has_no_flaw() -> None:
    assert kinds(choice("At heart level", "Above the head", "Hanging down", "On the knee")) == []
    assert kinds(choice("2 mL", "4 mL", "8 mL", stem="How much is given?")) == []
    assert (
        kinds(item(Ordering((Step("First", "."), Step("Second", "."), Step("Third", "."))), "Order the steps.")) == []
    )


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (choice(LONG, "Up", "Down", "Bent"), "longest-is-right"),
        (choice("At heart level", "Always above the head", "Hanging down", "On the knee"), "absolute-word"),
        (choice("At heart level", "Above the head", "Hanging down", "None of the above"), "all-or-none-of-the-above"),
        (choice("Up", "Down", "A and B", "Bent"), "all-or-none-of-the-above"),
        (choice("Up", "Down", "Bent", stem="Which position is not right?"), "unmarked-negative"),
        (choice("Up", "Down", "Bent", stem="All of these are signs of shock except:"), "unmarked-negative"),
        (choice("Apple", "Pear", "Plum", stem="A fruit with a core is an"), "article-cue"),
        (choice("Systolic", "Resting", "Mean", stem="Which one is called the systolic pressure?"), "repeated-word-cue"),
        (choice("Warm", "Cold", "12 hours", "Dry"), "unlike-options"),
        (choice("Warm", "Cold", "cold", "Dry"), "repeated-option"),
        (choice("Warm", "Cold", "Dry", stem="The position of the arm"), "stem-asks-nothing"),
        (choice("4 mL", "2 mL", "8 mL", stem="How much is given?"), "unsorted-numbers"),
        (item(Matching(PAIRS, ()), "Match them."), "repeated-option"),
        (item(NEARLY, "How much?"), "mistake-is-right"),
    ],
)  # fmt: skip
def test_flaw_is_found(one: Item, kind: str) -> None:
    assert kind in kinds(one)


@pytest.mark.parametrize(
    "stem", ["Which position is **NOT** right?", "A patient has not eaten. Which test waits?", "Which one differs?"]
)
def test_marked_negative_and_one_in_the_situation_are_no_flaws(stem: str) -> None:
    assert "unmarked-negative" not in kinds(choice("Up", "Down", "Bent", stem=stem))


def test_lengths_of_several_right_options_are_not_compared() -> None:
    assert "longest-is-right" not in kinds(choice(LONG, "Up", "Down", multiple=True))
