"""What is known of a question: expected, or carried over where a version changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from certway.core.items.item import Choice, Item, Option, Reference
from certway.core.psychometrics.response import probability
from certway.core.sit.values import Values, carried_values, expected_values, is_carried

BODY = Choice(tuple(Option(text, text == "b", "") for text in "abcd"), multiple=False)
ITEM = Item("t/q", "t", "recall", "hard", "What?", BODY, Reference("r", "p"))


def at_cut(values: Values) -> float:
    return float(probability(*(np.array(one) for one in (0.0, values.a, values.b, values.c))))


def test_author_expects_a_logit_and_the_chance_of_a_guess() -> None:
    assert expected_values(ITEM) == Values(1.0, 1.0, 0.25)


@pytest.mark.parametrize("before", [Values(1.4, 0.8, 0.2), Values(0.6, -1.2, 0.3), Values(2.0, 0.1, 0.25)], ids=str)
def test_as_many_are_expected_at_the_cut_as_were_right_before(before: Values) -> None:
    carried = carried_values(before, ITEM)
    assert (carried.a, carried.c, at_cut(carried)) == (1.0, 0.25, pytest.approx(at_cut(before)))


def test_what_hardly_anybody_knew_is_carried_within_bounds() -> None:
    assert carried_values(Values(0.01, 300.0, 0.0), ITEM).b == pytest.approx(3.89, abs=0.01)
    assert carried_values(Values(1.0, -40.0, 0.0), ITEM).b == pytest.approx(-3.89, abs=0.01)


@pytest.mark.parametrize(
    ("options", "carried"),
    [("abcd", True), ("xbyz", True), ("bacd", False), ("abc", False)],
    ids=["as it was", "other words", "another key", "one less"],
)
def test_values_are_carried_where_the_key_stays(options: str, carried: bool) -> None:
    body = Choice(tuple(Option(text, text == "b", "") for text in options), multiple=False)
    assert is_carried(ITEM, replace(ITEM, body=body, stem="Which?")) is carried


def test_nothing_is_carried_to_another_kind_of_question() -> None:
    assert not is_carried(ITEM, replace(ITEM, body=replace(BODY, multiple=True)))
