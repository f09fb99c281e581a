"""Columns as plain values, to be compared."""

from __future__ import annotations

from certway.core.person.columns import Table, Words


def plain(table: Table) -> dict[str, object]:
    """Return a table as plain values; words by themselves, since columns of free words number them each its own way."""
    columns = {}
    for name, column in table.columns.items():
        if isinstance(column, Words):
            columns[name] = [column.words[code] if code >= 0 else None for code in column.code]
        else:
            columns[name] = [getattr(column, part).tolist() for part in column.__slots__ if part != "words"]
    nested = {name: plain(inner) for name, inner in table.nested.items()}
    return {"offsets": table.offsets.tolist(), "told": table.told.tolist(), "columns": columns, "nested": nested}
