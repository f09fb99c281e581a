"""See what was changed in one's record, and put it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from certway.core.person.difference import SectionDifference, differences
from certway.records.changed_rows import drafts_around
from certway.records.history import changes_of, put_back_removed, restore_before
from certway.records.load import draft_before, load_draft
from certway.records.visits import Visit

PAGE_CHANGES = 25  # shown at once


@dataclass(frozen=True, slots=True)
class SeenChange:
    """One change, as a page tells of it."""

    id: UUID
    number: int  # from 1, the first change of all
    kind: str
    made_at: datetime  # UTC
    differences: tuple[SectionDifference, ...]  # what it made of the record
    undone_at: datetime | None  # UTC; None where it was not undone
    undoes: datetime | None  # UTC: when the change was made that this one took back; None where it took none back


@dataclass(frozen=True, slots=True)
class History:
    """One page of the changes, the newest first."""

    changes: tuple[SeenChange, ...]
    count: int  # of all
    page: int  # from 1
    has_older: bool


@dataclass(frozen=True, slots=True)
class Restoring:
    """What putting the record back to before a change would do."""

    id: UUID  # of the change
    made_at: datetime  # UTC
    differences: tuple[SectionDifference, ...]  # from what the record says now; none = it says the same


def see_history(visit: Visit, *, page: int) -> History:
    """Return a page of the changes of a record; empty where nothing was told."""
    every = changes_of(visit)
    count, first = every.count(), (page - 1) * PAGE_CHANGES
    rows = list(every.select_related("undone_by", "undoes")[first : first + PAGE_CHANGES])
    around = drafts_around(rows)
    return History(
        changes=tuple(
            SeenChange(
                id=row.public_id,
                number=count - first - place,
                kind=row.kind,
                made_at=row.made_at,
                differences=differences(*around[row.pk]),
                undone_at=row.undone_by.made_at if hasattr(row, "undone_by") else None,
                undoes=None if row.undoes is None else row.undoes.made_at,
            )
            for place, row in enumerate(rows)
        ),
        count=count,
        page=page,
        has_older=first + len(rows) < count,
    )


def see_restoring(visit: Visit, change: UUID) -> Restoring | None:
    """Return what putting the record back to before a change would do; None where it is no change of this record."""
    found = changes_of(visit).filter(public_id=change).first()
    if found is None:
        return None
    return Restoring(found.public_id, found.made_at, differences(load_draft(visit), draft_before(found)))


def put_back(visit: Visit, change: UUID) -> bool:
    """Put the whole record back to what it was before a change; False where it is no change of this record."""
    return restore_before(visit, change)


def put_back_entry(visit: Visit, change: UUID) -> bool:
    """Put back the entry that a change removed, beside what was told since; False where it removed none."""
    return put_back_removed(visit, change)
