"""A sitting says where it lies of the pass mark, with its uncertainty, and nothing where it is too short."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from certway.core.items.item import Choice, Difficulty, Item, NumberEntry, Option, Reference
from certway.core.sit.delivery import Answer
from certway.core.sit.form import Form, FormItem
from certway.core.sit.outlook import Outlook, chance_at_cut, outlook_of, scaled
from certway.core.sit.profile import Scale
from certway.core.sit.report import Report, report_of
from certway.core.sit.values import expected_values

SCALE = Scale(200, 800, 405)
BODY = Choice(tuple(Option(text, text == "a", "") for text in "abcd"), multiple=False)


def report(right: int, asked: int) -> Report:
    items = [Item(f"t/{n}", "t", "recall", "medium", "What?", BODY, Reference("r", "p")) for n in range(asked)]
    form = Form("x", "e", tuple(FormItem(f"t/{n}", "v", None, "one") for n in range(asked)))
    answers = {n: Answer((0 if n < right else 1,), 0, 0, (0,), 0, None) for n in range(asked)}
    return report_of(form, items, answers)


def outlook(right: int, asked: int = 180) -> Outlook:
    found = outlook_of(report(right, asked), SCALE)
    assert found is not None
    return found


def test_half_beyond_guessing_is_at_the_cut() -> None:
    at_cut = outlook(112)  # 62.5 percent: half are known, and a quarter of the others are guessed
    assert at_cut.theta == pytest.approx(0, abs=0.05)
    assert at_cut.side == "near"
    assert at_cut.low < SCALE.passing < at_cut.high
    assert at_cut.chance == pytest.approx(0.5, abs=0.1)


def test_more_right_is_higher_and_all_of_it_stays_on_the_scale() -> None:
    found = [outlook(right) for right in range(0, 181, 15)]
    thetas = [one.theta for one in found]
    assert thetas == sorted(thetas)
    assert all(SCALE.least <= one.low <= one.high <= SCALE.most for one in found)
    assert (found[0].side, found[-1].side) == ("below", "above")
    assert found[0].chance < 0.01 < 0.99 < found[-1].chance


def test_more_questions_say_it_more_exactly() -> None:
    assert outlook(125, 200).error < outlook(25, 40).error


def test_short_sitting_says_nothing() -> None:
    assert outlook_of(report(20, 39), SCALE) is None


@pytest.mark.parametrize(("difficulty", "chance"), [("easy", 0.798), ("medium", 0.625), ("hard", 0.452)])
def test_chance_at_the_cut_is_that_of_the_model_with_a_guess(difficulty: Difficulty, chance: float) -> None:
    item = Item("t/n", "t", "recall", difficulty, "What?", BODY, Reference("r", "p"))
    assert chance_at_cut(expected_values(item)) == pytest.approx(
        chance, abs=1e-3
    )  # 1/4 + 3/4 * 1 / (1 + exp(b)), b = -1, 0, 1
    number = NumberEntry(Decimal(1), "mL", Decimal(0), "", ())
    assert chance_at_cut(expected_values(replace(item, body=number))) == pytest.approx((4 * chance - 1) / 3, abs=2e-3)


@pytest.mark.parametrize(
    ("theta", "score"), [(0.0, 405), (3.0, 800), (9.0, 800), (-3.0, 200), (-9.0, 200), (1.5, 602), (-1.5, 302)]
)
def test_scale_is_straight_on_both_sides_of_the_pass_mark(theta: float, score: int) -> None:
    assert scaled(theta, SCALE) == score
