"""Parts of columns: some people of a batch, some owners of a table, some entries of a column."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from certway.core.person.columns import (
    Column,
    DaySpans,
    Flags,
    Index,
    NumberSpans,
    People,
    Table,
    Words,
    WordSets,
)


def taken(column: Column, places: Index | slice) -> Column:
    """Return the entries of a column at these places; a slice of it shares its memory."""
    if isinstance(column, DaySpans):
        return DaySpans(column.lo[places], column.hi[places])
    if isinstance(column, NumberSpans):
        return NumberSpans(column.lo[places], column.hi[places])
    if isinstance(column, Words):
        return Words(column.code[places], column.words)
    if isinstance(column, WordSets):
        return WordSets(column.sure[places], column.possible[places], column.words)
    return Flags(column.flag[places])


def people_between(people: People, first: int, last: int) -> People:
    """Return the people from place `first` up to, but not including, `last`; they share the memory of the batch."""
    tables = {name: _owners_between(table, first, last) for name, table in people.tables.items()}
    return People(size=last - first, tables=tables)


def _owners_between(table: Table, first: int, last: int) -> Table:
    offsets = table.offsets[first : last + 1]
    begin, end = int(offsets[0]), int(offsets[-1])
    return replace(
        table,
        offsets=offsets - begin,
        told=table.told[first:last],
        columns={name: taken(column, slice(begin, end)) for name, column in table.columns.items()},
        nested={name: _owners_between(inner, begin, end) for name, inner in table.nested.items()},
    )


def owners_taken(table: Table, places: Index) -> Table:
    """Return the owners at these places, in this order, with their entries; an owner may be taken more than once."""
    first = table.offsets.take(places)
    counts = table.offsets.take(places + 1) - first
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.intp)
    entries = np.arange(offsets[-1], dtype=np.intp) + np.repeat(first - offsets[:-1], counts)
    return replace(
        table,
        offsets=offsets,
        told=table.told.take(places),
        columns={name: taken(column, entries) for name, column in table.columns.items()},
        nested={name: owners_taken(inner, entries) for name, inner in table.nested.items()},
    )
