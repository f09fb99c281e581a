"""A template: a question that is made anew for each attempt, the same one from the same dice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol, TypeAlias, TypeVar

from certway.core.items.formula import FormulaError, holds, is_halfway, rounded, shown, shown_to, value_of
from certway.core.items.item import Body, Choice, Difficulty, Item, Level, Mistake, NumberEntry, Option, Reference
from certway.core.items.places import filled

MOST_TRIES = 2_000  # draws of variables until every condition holds
OPTIONS = 4  # of a question with choices

Value: TypeAlias = "Fraction | str"
_Drawn = TypeVar("_Drawn")


class Dice(Protocol):
    """Where chance comes from."""

    def random(self) -> float:
        """Return a number from 0 up to 1, 1 left out."""


class TemplateError(FormulaError):
    """Raised for a template from which no question can be made."""


@dataclass(frozen=True, slots=True)
class Variable:
    """What is drawn: one of some values, or of a range in steps."""

    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class WrongWay:
    """A mistake that is really made, as a formula, and why it is wrong."""

    value: str
    why: str  # with places for values


@dataclass(frozen=True, slots=True)
class Template:
    """How a question is made."""

    id: str  # `topic/name`, lasting; memory belongs to it, not to what is made of it
    topic: str
    level: Level
    difficulty: Difficulty
    variables: Mapping[str, Variable]
    cases: tuple[Mapping[str, Value], ...]  # rows of which one is drawn; none = one without values
    where: tuple[str, ...]  # conditions on what is drawn
    let: Mapping[str, str]  # formulas by name, in order; each may use those before it
    stem: str
    answer: str  # formula
    decimals: int  # to which the answer, and what is chosen from, are rounded
    trailing_zeros: bool  # whether they are shown with all of their decimals, as laboratory results; doses never are
    unit: str
    tolerance: Decimal  # in the unit; of a number to be typed in
    choose: bool  # whether it is chosen from four options; else a number is typed in
    why: str
    mistakes: tuple[WrongWay, ...]
    reference: Reference

    def texts(self) -> tuple[str, ...]:
        """Every text of it, with places for values."""
        return (self.stem, self.why, *(one.why for one in self.mistakes))


def make_item(template: Template, dice: Dice) -> Item:
    """Return a question made of a template: the same one from the same dice. Raises TemplateError."""
    names = _drawn(template, dice)
    answer = rounded(value_of(template.answer, names), template.decimals)
    wrong = list(_mistakes(template, names, answer))
    return Item(
        id=template.id,
        topic=template.topic,
        level=template.level,
        difficulty=template.difficulty,
        stem=filled(template.stem, names),
        body=_body(template, names, answer, wrong),
        reference=template.reference,
    )


def _drawn(template: Template, dice: Dice) -> dict[str, Value]:
    for _ in range(MOST_TRIES):
        names: dict[str, Value] = dict(_one_of(template.cases, dice)) if template.cases else {}
        names |= {name: _one_of(variable.values, dice) for name, variable in template.variables.items()}
        for name, formula in template.let.items():
            names[name] = value_of(formula, names)
        if all(holds(condition, names) for condition in template.where) and not _in_doubt(template, names):
            return names
    raise TemplateError(f"{template.id}: in {MOST_TRIES} draws no values met every condition; widen the variables")


def _in_doubt(template: Template, names: Mapping[str, Value]) -> bool:
    """Tell whether people round the answer differently, up, down or to the even digit."""
    return is_halfway(value_of(template.answer, names), template.decimals)


def _one_of(values: Sequence[_Drawn], dice: Dice) -> _Drawn:
    return values[int(dice.random() * len(values))]


def _mistakes(template: Template, names: Mapping[str, Value], answer: Fraction) -> Iterator[Mistake]:
    """Yield the mistakes that give another number than the answer and than those before them."""
    seen = {answer}
    for way in template.mistakes:
        value = rounded(value_of(way.value, names), template.decimals)
        near = not template.choose and abs(value - answer) <= Fraction(template.tolerance)
        if value not in seen and not near and value >= 0:
            seen.add(value)
            yield Mistake(Decimal(shown(value)), filled(way.why, names))


def _body(template: Template, names: Mapping[str, Value], answer: Fraction, wrong: list[Mistake]) -> Body:
    why = filled(template.why, {**names, "answer": _digits(answer, template)})
    if not template.choose:
        return NumberEntry(Decimal(shown(answer)), template.unit, template.tolerance, why, tuple(wrong))
    if len(wrong) < OPTIONS - 1:
        raise TemplateError(f"{template.id}: only {len(wrong)} mistakes differ from the answer and from each other")
    options = [Option(_told(Decimal(shown(answer)), template), right=True, why=why)]
    options += [Option(_told(one.value, template), right=False, why=one.why) for one in wrong[: OPTIONS - 1]]
    values = [Decimal(shown(answer)), *(one.value for one in wrong[: OPTIONS - 1])]
    # Numbers stand in order, so that no place is chosen.
    ranked = [option for _, option in sorted(zip(values, options, strict=True), key=lambda one: one[0])]
    return Choice(tuple(ranked), multiple=False)


def _told(number: Decimal, template: Template) -> str:
    return f"{_digits(Fraction(number), template)} {template.unit}".strip()


def _digits(number: Fraction, template: Template) -> str:
    return shown_to(number, template.decimals) if template.trailing_zeros else shown(number)
