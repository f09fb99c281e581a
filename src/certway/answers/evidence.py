"""What a figure rests on: its sources, each with what it was asked and what contradicts it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from certway.core.rulebook.values import Conflict, Source, Value


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
