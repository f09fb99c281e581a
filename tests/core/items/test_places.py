"""Values stand in a text with the decimals of their kind, and nothing is rounded unseen."""

from __future__ import annotations

from fractions import Fraction

import pytest

from certway.core.items.formula import FormulaError
from certway.core.items.places import faults_of_places, filled

NAMES = {"potassium": Fraction(4), "mean": Fraction("4.25"), "digits": Fraction(2), "drug": "amoxicillin"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{potassium} mmol/L", "4 mmol/L"),
        ("{potassium:1} mmol/L", "4.0 mmol/L"),
        ("{potassium:digits} and {mean:digits}", "4.00 and 4.25"),
        ("{potassium:0}{mean}", "44.25"),
        ("{drug} {drug:1}", "amoxicillin amoxicillin"),
    ],
)
def test_value_is_shown_with_its_decimals(text: str, told: str) -> None:
    assert filled(text, NAMES) == told


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{third}", "'{third}' stands in a text, and there is no such value"),
        ("{mean:1}", "4.25 has more decimals than 1; round it before it is shown"),
        ("{mean:7}", "'7' must be a number of decimals, 0 to 6"),
        ("{mean:mean}", "'mean' must be a number of decimals, 0 to 6"),
        ("{mean:drug}", "'drug' must be a number of decimals, 0 to 6"),
    ],
)
def test_place_that_cannot_be_filled_is_refused(text: str, fault: str) -> None:
    with pytest.raises(FormulaError) as caught:
        filled(text, NAMES)
    assert str(caught.value) == fault


def test_faults_of_places_are_told_before_anything_is_drawn() -> None:
    found = faults_of_places("{mean} {mean:1} {mean:digits} {third:1} {mean:7} {mean:} {Mean}", NAMES.keys())
    assert tuple(found) == (
        ("third:1", "there is no such value"),
        ("mean:7", "its decimals must be 0 to 6, or a value"),
        ("mean:", "its decimals must be 0 to 6, or a value"),
        ("Mean", "there is no such value"),
    )
