"""Formulas are exact arithmetic; what is none is refused."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.items.formula import FormulaError, holds, is_halfway, names_in, rounded, shown, value_of

NAMES = {"a": Fraction(3), "b": Fraction("0.5"), "drug": "amoxicillin"}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("a + b * 2", 4),
        ("(a - b) / 5", "0.5"),
        ("-a // 2", -2),
        ("7 % 2.5", 2),
        ("a ** 2", 9),
        ("2 ** -1", "0.5"),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(0.125, 2)", "0.13"),
        ("floor(2.9) + ceil(2.1) + abs(-1)", 6),
        ("min(a, b, 1) + max(a, b)", "3.5"),
        ("sqrt(2.25)", "1.5"),
        ("log10(1000)", 3),
        ("a if a > b else b", 3),
        ("0.1 + 0.2", "0.3"),
    ],
)
def test_formula_has_its_exact_value(formula: str, value: int | str) -> None:
    assert value_of(formula, NAMES) == Fraction(value)


@pytest.mark.parametrize(
    ("condition", "true"),
    [("1 < a <= 3", True), ("a == 3 and not b > 1", True), ("a < b or b == 1", False), ("drug == 'amoxicillin'", True)],
)
def test_condition_holds_or_not(condition: str, true: bool) -> None:
    assert holds(condition, NAMES) is true


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("a +", "'a +' is no formula"),
        ("c + 1", "there is no 'c'; the names are a, b, drug"),
        ("a / (b - 0.5)", "a formula divides by zero"),
        ("a ** 99", "a power must be a whole number up to 20"),
        ("sqrt(-1)", "a negative number has no square root"),
        ("log10(0)", "only a number above zero has a logarithm"),
        ("round()", "'round' takes 1 to 2 numbers, not 0"),
        ("drug + 1", "'drug' is no number"),
        ("a > 1", "'a > 1' is no number"),
        ("'x' < 1", "compares a text with a number"),
        ("__import__('os').system('true')", "is no arithmetic"),
        ("a.real", "is no arithmetic"),
        ("[a for a in (1, 2)]", "is no arithmetic"),
        ("(lambda: 1)()", "is no arithmetic"),
        ("True", "is no arithmetic"),
        ("9" * 500, "a formula has 500 characters"),
    ],
)
def test_what_is_no_arithmetic_is_refused(formula: str, text: str) -> None:
    with pytest.raises(FormulaError) as told:
        value_of(formula, NAMES)
    assert text in str(told.value)


def test_condition_that_is_a_number_is_refused() -> None:
    with pytest.raises(FormulaError, match="'a' is no condition"):
        holds("a", NAMES)


def test_names_are_those_that_are_asked_for() -> None:
    assert names_in("round(a * weight, 1) if b > c else 0") == {"a", "weight", "b", "c"}


@given(st.decimals(min_value=-10_000, max_value=10_000, places=6), st.integers(0, 4))
def test_rounding_is_that_of_decimal(number: Decimal, places: int) -> None:
    expected = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    assert rounded(Fraction(number), places) == Fraction(expected)


@given(st.decimals(min_value=-10_000, max_value=10_000, places=6))
def test_number_is_shown_as_it_is(number: Decimal) -> None:
    text = shown(Fraction(number))
    assert Fraction(text) == Fraction(number)
    assert not (("." in text) and text.endswith("0"))


@given(st.decimals(min_value=-10_000, max_value=10_000, places=3), st.integers(0, 4))
def test_number_is_halfway_when_it_is_as_far_from_the_one_below_as_from_the_one_above(
    number: Decimal, places: int
) -> None:
    unit = Decimal(1).scaleb(-places)
    below, above = number.quantize(unit, ROUND_FLOOR), number.quantize(unit, ROUND_CEILING)
    halfway = below != above and number - below == above - number
    assert is_halfway(Fraction(number), places) == halfway


def test_number_without_an_end_is_not_shown() -> None:
    with pytest.raises(FormulaError, match="has no last decimal; round it before it is shown"):
        shown(Fraction(1, 3))
