"""The ladder as a drawing: every rung in a column, every step from left to right, the same each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rung stands; both counted from 0."""

    column: int
    row: int


def lay_out(rungs: Sequence[str], links: Iterable[tuple[str, str]]) -> Mapping[str, Place]:
    """Return a place for every rung: each to the right of all that leads to it, as far left as that allows.

    In a column the rungs stand by the middle of the rows that lead to them, then in the order given.
    Raises ValueError (graphlib.CycleError) when the links lead in a circle.
    """
    before: dict[str, list[str]] = {rung: [] for rung in rungs}
    for start, end in links:
        if start in before and end in before:
            before[end].append(start)
    columns: dict[str, int] = {}
    for rung in TopologicalSorter(before).static_order():
        columns[rung] = max((columns[start] + 1 for start in before[rung]), default=0)
    places: dict[str, Place] = {}
    for column in range(max(columns.values(), default=-1) + 1):
        standing = [rung for rung in rungs if columns[rung] == column]
        middles = {rung: _middle([places[start].row for start in before[rung]]) for rung in standing}
        for row, rung in enumerate(sorted(standing, key=lambda rung: middles[rung])):
            places[rung] = Place(column, row)
    return {rung: places[rung] for rung in rungs}


def _middle(rows: Sequence[int]) -> float:
    return sum(rows) / len(rows) if rows else 0.0
