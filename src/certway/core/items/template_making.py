"""Making a question of a template: values are drawn, the key is computed, a chart is drawn of the same values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from certway.core.items.charts.chart import Chart
from certway.core.items.charts.kinds import CHART_KINDS
from certway.core.items.dice import Dice, one_of, some_of
from certway.core.items.formula import Value, holds, is_halfway, rounded, shown, shown_to, value_of, worth_of
from certway.core.items.item import Body, Choice, Image, Item, Mistake, NumberEntry, Option
from certway.core.items.places import filled
from certway.core.items.template import OPTIONS, AskedNumber, AskedWords, ChartPlan, Template, TemplateError

MOST_TRIES = 2_000  # draws of variables until every condition holds

_MARKS = 12  # hexadecimal digits of a drawing's content that its name has


@dataclass(frozen=True, slots=True)
class Made:
    """A question made of a template, and the drawing that it shows."""

    item: Item
    drawing: str  # SVG; empty where the question shows none


def make_item(template: Template, dice: Dice) -> Item:
    """Return a question made of a template: the same one from the same dice. Raises TemplateError."""
    return make_question(template, dice).item


def make_question(template: Template, dice: Dice) -> Made:
    """Return a question made of a template with its drawing: the same bytes from the same dice.

    Raises TemplateError, or ChartError where the chart can't be drawn.
    """
    names, chart = _drawn(template, dice)
    drawing = chart.draw(filled(template.chart.title, names)) if template.chart and chart else ""
    item = Item(
        id=template.id,
        topic=template.topic,
        level=template.level,
        difficulty=template.difficulty,
        stem=filled(template.stem, names),
        body=_body(template, names, dice),
        reference=template.reference,
        image=_image(template, drawing, names),
    )
    return Made(item, drawing)


def _drawn(template: Template, dice: Dice) -> tuple[dict[str, Value], Chart | None]:
    for _ in range(MOST_TRIES):
        names: dict[str, Value] = dict(one_of(template.cases, dice)) if template.cases else {}
        names |= {name: one_of(variable.values, dice) for name, variable in template.variables.items()}
        chart = _chart(template.chart, names, dice) if template.chart else None
        if chart:
            names |= chart.names
        for name, formula in template.let.items():
            worth = worth_of(formula, names)
            names[name] = filled(worth, names) if isinstance(worth, str) else worth
        if all(holds(condition, names) for condition in template.where) and not _in_doubt(template, names):
            return names, chart
    raise TemplateError(f"{template.id}: in {MOST_TRIES} draws no values met every condition; widen the variables")


def _in_doubt(template: Template, names: Mapping[str, Value]) -> bool:
    """Tell whether people round the answer differently, up, down or to the even digit."""
    asked = template.asked
    return isinstance(asked, AskedNumber) and is_halfway(value_of(asked.answer, names), asked.decimals)


def _chart(plan: ChartPlan, names: Mapping[str, Value], dice: Dice) -> Chart:
    kind = CHART_KINDS[plan.kind]
    told = {name: default for name, default in kind.takes.items() if default is not None}
    return kind.make({**told, **{name: worth_of(formula, names) for name, formula in plan.told.items()}}, dice)


def _image(template: Template, drawing: str, names: Mapping[str, Value]) -> Image | None:
    """Return the drawing under a name that its content decides, so that the item's version follows the drawing."""
    if template.chart is None:
        return None
    mark = hashlib.sha256(drawing.encode()).hexdigest()[:_MARKS]
    return Image(f"{template.name}-{mark}.svg", filled(template.chart.alt, names))


def _body(template: Template, names: Mapping[str, Value], dice: Dice) -> Body:
    match template.asked:
        case AskedNumber() as asked:
            return _number(template.id, asked, names)
        case AskedWords() as asked:
            return _words(template.id, asked, names, dice)


def _number(name: str, asked: AskedNumber, names: Mapping[str, Value]) -> Body:
    answer = rounded(value_of(asked.answer, names), asked.decimals)
    wrong, why = list(_mistakes(asked, names, answer)), filled(asked.why, {**names, "answer": _digits(answer, asked)})
    if not asked.choose:
        return NumberEntry(Decimal(shown(answer)), asked.unit, asked.tolerance, why, tuple(wrong))
    if len(wrong) < OPTIONS - 1:
        raise TemplateError(f"{name}: only {len(wrong)} mistakes differ from the answer and from each other")
    options = [Option(_told(Decimal(shown(answer)), asked), right=True, why=why)]
    options += [Option(_told(one.value, asked), right=False, why=one.why) for one in wrong[: OPTIONS - 1]]
    values = [Decimal(shown(answer)), *(one.value for one in wrong[: OPTIONS - 1])]
    # Numbers stand in order, so that no place is chosen.
    ranked = [option for _, option in sorted(zip(values, options, strict=True), key=lambda one: one[0])]
    return Choice(tuple(ranked), multiple=False)


def _mistakes(asked: AskedNumber, names: Mapping[str, Value], answer: Fraction) -> Iterator[Mistake]:
    """Yield the mistakes that give another number than the answer and than those before them."""
    seen = {answer}
    for way in asked.mistakes:
        value = rounded(value_of(way.value, names), asked.decimals)
        near = not asked.choose and abs(value - answer) <= Fraction(asked.tolerance)
        if value not in seen and not near and value >= 0:
            seen.add(value)
            yield Mistake(Decimal(shown(value)), filled(way.why, names))


def _told(number: Decimal, asked: AskedNumber) -> str:
    return f"{_digits(Fraction(number), asked)} {asked.unit}".strip()


def _digits(number: Fraction, asked: AskedNumber) -> str:
    return shown_to(number, asked.decimals) if asked.trailing_zeros else shown(number)


def _words(name: str, asked: AskedWords, names: Mapping[str, Value], dice: Dice) -> Body:
    right = [holds(option.right, names) for option in asked.options]
    if sum(right) != 1:
        raise TemplateError(f"{name}: {sum(right)} options are right; exactly one has to be")
    wrong = some_of([at for at, one in enumerate(right) if not one], asked.shown - 1, dice)
    options = [
        Option(filled(one.text, names), is_right, filled(one.why_right if is_right else one.why_wrong, names))
        for at, (one, is_right) in enumerate(zip(asked.options, right, strict=True))
        if is_right or at in wrong
    ]
    return Choice(tuple(options), multiple=False)
