"""The headings of a table whose rows can be sorted by links."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from certway.exchange.words.catalogue import catalogue


@dataclass(frozen=True, slots=True)
class Heading:
    """One column's heading."""

    column: str
    name: str
    address: str  # of the page sorted by this column; empty when it can't be
    sorted: bool


def headings(
    columns: Sequence[str], *, sortable: Collection[str], order: str, address: Callable[[str], str]
) -> list[Heading]:
    """Return the headings; `address` gives the page that is sorted by a column."""
    return [
        Heading(
            column=column,
            name=catalogue().say(f"compare.column.{column}"),
            address=address(column) if column in sortable else "",
            sorted=column == order,
        )
        for column in columns
    ]
