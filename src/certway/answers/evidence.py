"""What a figure rests on: its sources, each with what it was asked and what contradicts it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from certway.core.rulebook.states import StateRule
from certway.core.rulebook.values import Conflict, Source, Value
from certway.core.rulebook.wages import Wage, WageBook


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement that a figure rests on."""

    title: str  # what it states, in the rules' own words
    source: Source
    conflicts: tuple[Conflict, ...] = ()


def evidence_on(values: Iterable[Value | None], day: int) -> tuple[Evidence, ...]:
    """Return what may hold of each value on a day, with its source; nothing for a value that there is not."""
    found = [
        Evidence(value.title, version.source, version.conflicts)
        for value in values
        if value is not None
        for version in value.in_force(day)
    ]
    return tuple(dict.fromkeys(found))


def evidence_of_wage(wage: Wage | None, book: WageBook) -> tuple[Evidence, ...]:
    """Return the copies of the survey that a row's figures were read from."""
    return tuple(Evidence(wage.title, source) for source in book.sources(wage)) if wage else ()


def evidence_of_rules(rules: Iterable[StateRule]) -> tuple[Evidence, ...]:
    """Return what each of the state's rules was read from; nothing for what was not researched."""
    found = [Evidence(rule.says, rule.source, rule.conflicts) for rule in rules if rule.source]
    return tuple(dict.fromkeys(found))
