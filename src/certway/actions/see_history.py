"""See what was changed in one's record, and put it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from certway.core.person.topics import RECORD
from certway.records.history import changes_of, restore_before, sections_changed
from certway.records.visits import Visit

PAGE_CHANGES = 25  # shown at once

_TOPIC_OF = {topic.table.name: topic.id for topic in RECORD}


@dataclass(frozen=True, slots=True)
class SeenChange:
    """One change, as a page tells of it."""

    id: UUID
    kind: str
    made_at: datetime  # UTC
    topics: tuple[str, ...]  # the sections that it touched, in the order of the record
    undone: bool


@dataclass(frozen=True, slots=True)
class History:
    """One page of the changes, the newest first."""

    changes: tuple[SeenChange, ...]
    count: int  # of all
    page: int  # from 1
    has_older: bool


def see_history(visit: Visit, *, page: int) -> History:
    """Return a page of the changes of a record; empty where nothing was told."""
    every = changes_of(visit)
    count, first = every.count(), (page - 1) * PAGE_CHANGES
    rows = list(every.select_related("undone_by")[first : first + PAGE_CHANGES])
    touched = sections_changed(rows)
    return History(
        changes=tuple(
            SeenChange(
                id=row.public_id,
                kind=row.kind,
                made_at=row.made_at,
                topics=tuple(topic for name, topic in _TOPIC_OF.items() if name in touched.get(row.pk, ())),
                undone=hasattr(row, "undone_by"),
            )
            for row in rows
        ),
        count=count,
        page=page,
        has_older=first + len(rows) < count,
    )


def put_back(visit: Visit, change: UUID) -> bool:
    """Put the whole record back to what it was before a change; False where it is no change of this record."""
    return restore_before(visit, change)
