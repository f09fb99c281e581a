"""What is wrong with a template, found by making many questions of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from certway.core.items.dice import Dice
from certway.core.items.flaws import flaws_of
from certway.core.items.formula import FormulaError
from certway.core.items.item import Choice, Item, NumberEntry, Option
from certway.core.items.template import AskedNumber, AskedWords, Template
from certway.core.items.template_making import Made, make_question

MOST_DIGITS = 7  # of a number that a person is asked for or reads
LEAST_KINDS = 10  # different questions that a template must give, of those that are tried


def faults_of_template(
    template: Template, dice: Callable[[int], Dice], *, tries: int, faults_of_drawing: Callable[[str], Iterable[str]]
) -> tuple[str, ...]:
    """Return what is wrong with a template, each fault once, with the seed that showed it.

    `dice` gives the dice of a seed; seeds from 0 are tried. `faults_of_drawing` says what an SVG must not have.
    """
    found: dict[str, str] = {}
    made: list[Made] = []
    for seed in range(tries):
        try:
            one = make_question(template, dice(seed))
        except FormulaError as error:
            found.setdefault(str(error), f"seed {seed}: {error}")
            continue
        made.append(one)
        drawn = (("drawing", fault) for fault in faults_of_drawing(one.drawing) if one.drawing)
        for kind, text in (*_faults(one.item, template), *drawn):
            found.setdefault(kind, f"seed {seed}: {text}")
    if not found:
        found |= _faults_of_all(template, made, tries)
    return tuple(found.values())


def _faults_of_all(template: Template, made: list[Made], tries: int) -> dict[str, str]:
    """Return what only many questions show: few kinds of them, options that never are the right one."""
    kinds = len({(one.item.stem, one.drawing) for one in made})
    if kinds < min(LEAST_KINDS, tries):
        return {"few": f"{tries} seeds gave {kinds} different questions; widen the variables"}
    if isinstance(template.asked, AskedWords):
        right = {option.text for one in made for option in _options(one.item) if option.right}
        plain = [option.text for option in template.asked.options if "{" not in option.text]
        return {text: f"in {tries} seeds '{text}' is never right; let it be" for text in plain if text not in right}
    return {}


def _options(item: Item) -> tuple[Option, ...]:
    return item.body.options if isinstance(item.body, Choice) else ()


def _faults(item: Item, template: Template) -> Iterator[tuple[str, str]]:
    for flaw in flaws_of(item):
        yield flaw.kind, flaw.text
    if len({option.text for option in _options(item)}) < len(_options(item)):
        yield "same", "two options are the same"
    if isinstance(template.asked, AskedNumber):
        yield from _number_faults(item)
    if item.image is not None:
        yield from _alt_faults(item.image.alt, item)


def _alt_faults(alt: str, item: Item) -> Iterator[tuple[str, str]]:
    if not alt:
        yield "alt", "the drawing is not told in words"
    for option in _options(item):
        if option.right and option.text.lower() in alt.lower():
            yield "alt", f"what the drawing shows in words names the key, '{option.text}'; tell what is seen"


def _number_faults(item: Item) -> Iterator[tuple[str, str]]:
    numbers = [Decimal(option.text.split()[0]) for option in _options(item)]
    if isinstance(item.body, NumberEntry):
        numbers = [item.body.answer, *(mistake.value for mistake in item.body.mistakes)]
        if not item.body.mistakes:
            yield "mistakes", "no mistake gives another number than the answer"
    for number in numbers:
        if number < 0:
            yield "negative", f"{number} is below zero"
        if len(number.as_tuple().digits) > MOST_DIGITS:
            yield "long", f"{number} has more digits than anybody reads"
    if not any(numbers):
        yield "zero", "every number is zero"
