"""Take credits from a table: look at them first, then keep those that were ticked, in one change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from uuid_utils.compat import uuid7

from certway.actions.tell import is_taken
from certway.core.person.draft import Draft
from certway.core.person.fields import EDUCATION_CREDITS
from certway.core.person.record import Entry
from certway.exchange.credit_table import CreditRow, CreditTable, read_credits, same_credit
from certway.records.load import load_draft
from certway.records.save import change_draft
from certway.records.visits import Visit

SECTION = EDUCATION_CREDITS.name


@dataclass(frozen=True, slots=True)
class SeenRow:
    """One row of a table, beside what stands in the record."""

    row: CreditRow
    is_double: bool  # it looks like a credit of the record, or like a row above


@dataclass(frozen=True, slots=True)
class SeenTable:
    """A table of credits before anything of it is kept."""

    rows: tuple[SeenRow, ...]
    table: CreditTable


def see_table(visit: Visit, content: bytes | str, name: str) -> SeenTable:
    """Return what a table tells, and which of its rows look like what is there. Raises InputError."""
    table = read_credits(content, name)
    before = [entry for _, entry in load_draft(visit).keyed(SECTION)]
    seen = []
    for row in table.rows:
        seen.append(SeenRow(row, any(same_credit(row.entry, one) for one in before)))
        before.append(row.entry)
    return SeenTable(tuple(seen), table)


def take_credits(visit: Visit, entries: Mapping[int, Entry], *, key: UUID | None = None) -> int:
    """Keep credits by their row, as one change that can be undone; return how many there were.

    Sent twice under one key they are kept once.
    """
    names = _names(visit, entries, key or uuid7())

    def add(draft: Draft) -> Draft:
        for row, entry in entries.items():
            kept = dict(draft.keyed(SECTION)).get(names[row], {})
            draft = draft.with_entry(SECTION, names[row], {**kept, **entry})
        return draft

    change_draft(visit, add)
    return len(entries)


def _names(visit: Visit, rows: Collection[int], key: UUID) -> dict[int, str]:
    names = {row: uuid5(key, str(row)) for row in rows}
    if is_taken(visit, SECTION, names.values()):
        names = {row: uuid7() for row in rows}
    return {row: str(name) for row, name in names.items()}
