"""A template gives the same question from the same dice, with a computed key and mistakes that differ from it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from builders.rule_text import document, refusal
from certway.core.items.item import Choice, NumberEntry
from certway.core.items.template import AskedNumber, Template, TemplateError, Variable
from certway.core.items.template_faults import faults_of_template
from certway.core.items.template_making import make_item
from certway.core.items.template_reading import read_template

TEXT = """\
format: 1
id: syrup
topic: dosage-calculation
level: application
difficulty: medium
variables:
  weight: {from: 8, to: 30, step: 0.5}
  dose: {of: [5, 7.5, 10]}
cases:
- {drug: amoxicillin, strength: 125}
- {drug: cephalexin, strength: 250}
let:
  need: weight * dose
where:
- need >= 40
stem: A child of {weight} kg gets {dose} mg/kg of {drug}, {strength} mg in 5 mL. How much is one dose?
answer: need * 5 / strength
decimals: 1
unit: mL
tolerance: 0.05
why: "{need} mg is {answer} mL."
mistakes:
- {value: need / strength, why: The 5 mL were left out.}
- {value: strength * 5 / need, why: The fraction was turned over.}
- {value: need * 5 / strength, why: This is the answer itself.}
- {value: need * 10 / strength, why: Ten was taken for five.}
- {value: need * 50 / strength, why: A factor of ten.}
reference: {source: pickar-dosage, part: dosage by weight}
"""


def template(text: str = TEXT) -> Template:
    return read_template(document(text))


def test_same_dice_make_the_same_question() -> None:
    made = [make_item(template(), Random(seed)) for seed in (1, 1, 2)]
    assert made[0] == made[1] != made[2]
    assert (made[0].id, made[0].topic, made[0].level) == (
        "dosage-calculation/syrup",
        "dosage-calculation",
        "application",
    )


def test_key_is_computed_and_mistakes_that_come_to_it_are_left_out() -> None:
    for seed in range(50):
        item = make_item(template(), Random(seed))
        weight, dose, strength = (Decimal(text) for text in _numbers(item.stem))
        assert weight * dose >= 40
        assert isinstance(item.body, NumberEntry)
        exact = Fraction(weight * dose * 5 / strength)
        assert abs(Fraction(item.body.answer) - exact) <= Fraction(1, 20)
        values = [mistake.value for mistake in item.body.mistakes]
        assert len(set(values)) == len(values)
        assert all(abs(value - item.body.answer) > Decimal("0.05") for value in values)
        assert item.body.why == f"{_plain(weight * dose)} mg is {item.body.answer} mL."


def _numbers(stem: str) -> list[str]:
    words = stem.replace(",", "").split()
    return [words[words.index("of") + 1], words[words.index("gets") + 1], words[words.index("mg") - 1]]


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def test_question_to_choose_from_has_four_numbers_in_order_and_one_right() -> None:
    chosen = template(TEXT.replace("tolerance: 0.05", "choose: true"))
    for seed in range(50):
        body = make_item(chosen, Random(seed)).body
        assert isinstance(body, Choice)
        values = [Decimal(option.text.removesuffix(" mL")) for option in body.options]
        assert values == sorted(set(values))
        assert [option.right for option in body.options].count(True) == 1


@pytest.mark.parametrize("choose", ["tolerance: 0", "choose: true"])
def test_answer_that_people_round_differently_is_not_drawn(choose: str) -> None:
    halves = template(TEXT.replace("tolerance: 0.05", choose).replace("decimals: 1", "decimals: 0"))
    answers = set()
    for seed in range(200):
        weight, dose, strength = (Fraction(text) for text in _numbers(make_item(halves, Random(seed)).stem))
        answers.add(weight * dose * 5 / strength % 1)
    assert Fraction(1, 2) not in answers
    assert len(answers) > 5
    only = replace(halves, variables={"weight": Variable((Fraction(25),)), "dose": Variable((Fraction(5),))})
    with pytest.raises(TemplateError, match="no values met every condition"):
        make_item(replace(only, cases=({"drug": "cephalexin", "strength": Fraction(250)},)), Random(1))


def test_results_are_shown_with_all_of_their_decimals() -> None:
    results = template(TEXT.replace("tolerance: 0.05", "choose: true\ntrailing-zeros: true"))
    for seed in range(50):
        body = make_item(results, Random(seed)).body
        assert isinstance(body, Choice)
        numbers = [option.text.removesuffix(" mL") for option in body.options]
        assert {len(number.partition(".")[2]) for number in numbers} == {1}
        right = next(option for option in body.options if option.right)
        assert right.why.endswith(f" mg is {right.text}.")


def test_template_without_enough_mistakes_or_values_gives_no_question() -> None:
    asked = template().asked
    assert isinstance(asked, AskedNumber)
    with pytest.raises(TemplateError, match="only 2 mistakes differ"):
        make_item(replace(template(), asked=replace(asked, choose=True, mistakes=asked.mistakes[:3])), Random(1))
    with pytest.raises(TemplateError, match="no values met every condition"):
        make_item(replace(template(), where=("need > 1000",)), Random(1))


def faults(one: Template, tries: int) -> tuple[str, ...]:
    return faults_of_template(one, Random, tries=tries, faults_of_drawing=lambda _: ())


def test_faults_are_found_by_making_many() -> None:
    assert faults(template(), 100) == ()
    narrow = replace(template(), variables={"weight": Variable((Fraction(20),)), "dose": Variable((Fraction(5),))})
    (few,) = faults(narrow, 100)
    assert few == "100 seeds gave 2 different questions; widen the variables"
    endless = replace(template(), stem="How much is {third}?", let={"need": "weight * dose", "third": "need / 7"})
    assert "has no last decimal; round it before it is shown" in faults(endless, 10)[0]


BROKEN = [
    ("step: 0.5", "step: 0", "r.yaml:7: 'from', 'to' and 'step' give 0 values; a variable has 1 to 2000"),
    ("need: weight * dose", "need: weight * dosis", "r.yaml:13: there is no 'dosis'; the names are dose, drug,"),
    ("- need >= 40", "- need >=", "r.yaml:15: 'need >=' is no formula"),
    ("{dose} mg/kg", "{dosis} mg/kg", "r.yaml:16: '{dosis}' stands in 'stem', and there is no such value"),
    ("{dose} mg/kg", "{dose:9} mg/kg", "r.yaml:16: '{dose:9}' stands in 'stem', and its decimals must be 0 to 6"),
    ("answer: need * 5", "answer: needs * 5", "r.yaml:17: there is no 'needs'"),
    ("decimals: 1", "decimals: 9", "r.yaml:1: 'decimals' is 9; it must be 0 to 6"),
    ("tolerance: 0.05", "tolerance: -1", "r.yaml:20: 'tolerance' must be a number, 0 or more"),
    ("value: need / strength,", "valu: need / strength,", "r.yaml:23: a mistake needs 'value'"),
    ("strength: 125}", "strength: true}", "r.yaml:10: a value must be a number or a text"),
    ("  weight:", "  Weight:", "r.yaml:7: the name 'Weight' must be lower-case letters, digits and '_'"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "text"), BROKEN, ids=[case[1] for case in BROKEN])
def test_broken_template_is_refused_with_its_line(right: str, wrong: str, text: str) -> None:
    assert TEXT.count(right) == 1
    found = refusal(read_template, TEXT.replace(right, wrong))
    assert [one for one in found if one.startswith(text)] != [], found
