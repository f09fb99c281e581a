"""A person's reviews, as her memory is reckoned from them: answers here, reviews elsewhere, but what was undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from django.db.models import QuerySet

from certway.records.models import StudyEvent
from certway.records.models.study import StudyEventKind as Kind

Row: TypeAlias = tuple[str, int, int, int | None]
"""Item, UTC milliseconds, grade, milliseconds spent (None = not measured)."""

_AT_ONCE = 5_000


def reviews_in(events: QuerySet[StudyEvent]) -> Iterator[Row]:
    """Yield the reviews of some events of one person by time, a few thousand in memory at once."""
    undone = set(events.filter(kind=Kind.UNDONE).values_list("device", "undoes"))
    rows = events.exclude(kind=Kind.UNDONE).order_by("at", "item", "pk")
    told = rows.values_list("item", "at", "grade", "spent", "device", "number")
    for item, at, grade, spent, device, number in told.iterator(chunk_size=_AT_ONCE):
        if (device, number) not in undone:
            yield item, at, grade or 1, spent
