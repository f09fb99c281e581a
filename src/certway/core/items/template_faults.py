"""What is wrong with a template, found by making many questions of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from certway.core.items.flaws import flaws_of
from certway.core.items.formula import FormulaError
from certway.core.items.item import Choice, Item, NumberEntry
from certway.core.items.template import Dice, Template, make_item

MOST_DIGITS = 7  # of a number that a person is asked for or reads
LEAST_KINDS = 10  # different questions that a template must give, of those that are tried


def faults_of_template(template: Template, dice: Callable[[int], Dice], *, tries: int) -> tuple[str, ...]:
    """Return what is wrong with a template, each fault once, with the seed that showed it.

    `dice` gives the dice of a seed; seeds from 0 are tried.
    """
    found: dict[str, str] = {}
    stems: set[str] = set()
    for seed in range(tries):
        try:
            item = make_item(template, dice(seed))
        except FormulaError as error:
            found.setdefault(str(error), f"seed {seed}: {error}")
            continue
        stems.add(item.stem)
        for kind, text in _faults(item):
            found.setdefault(kind, f"seed {seed}: {text}")
    if not found and len(stems) < min(LEAST_KINDS, tries):
        found["few"] = f"{tries} seeds gave {len(stems)} different questions; widen the variables"
    return tuple(found.values())


def _faults(item: Item) -> Iterator[tuple[str, str]]:
    for flaw in flaws_of(item):
        yield flaw.kind, flaw.text
    match item.body:
        case Choice(options=options):
            if len({option.text for option in options}) < len(options):
                yield "same", "two options are the same"
            numbers = [Decimal(option.text.split()[0]) for option in options]
        case NumberEntry(answer=answer, mistakes=mistakes):
            numbers = [answer, *(mistake.value for mistake in mistakes)]
            if not mistakes:
                yield "mistakes", "no mistake gives another number than the answer"
        case _:
            return
    for number in numbers:
        if number < 0:
            yield "negative", f"{number} is below zero"
        if len(number.as_tuple().digits) > MOST_DIGITS:
            yield "long", f"{number} has more digits than anybody reads"
    if not any(numbers):
        yield "zero", "every number is zero"
