"""The log of a person's study: rows to lines and back. What was undone stays in the log and is no line."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from certway.core.study.line import Line, Source, reading_between
from certway.records.models import StudyEvent
from certway.records.models.study import StudyEventKind as Kind

SITTING = "sitting-"  # devices of lines that come of a sitting begin so
_COLUMNS = (
    *("kind", "device", "number", "undoes", "item", "topic", "at"),
    *("grade", "right", "version", "sure", "spent"),
)


def device_of(sitting: UUID) -> str:
    """Return the device under which the answers of a sitting stand in the log."""
    return f"{SITTING}{sitting.hex[-28:]}"


def events_of(user_id: int) -> QuerySet[StudyEvent]:
    """Return the log of a user's own study."""
    return StudyEvent.objects.filter(person__owner_id=user_id)


def load_lines(user_id: int, *, since: int = 0) -> tuple[Line, ...]:
    """Return the lines of a user by time, those from an instant (UTC milliseconds) on."""
    rows = list(events_of(user_id).filter(at__gte=since).order_by("at", "pk").values_list(*_COLUMNS))
    undone = {(device, undoes) for kind, device, _, undoes, *_ in rows if kind == Kind.UNDONE}
    found: list[Line] = []
    told: int | None = None  # when reasons came in sight that may still be read
    for kind, device, number, _, item, topic, at, grade, right, version, sure, spent in rows:
        if kind == Kind.UNDONE or (device, number) in undone:
            continue
        source = _source(kind, device)
        reading = reading_between(told, at, spent) if source == "study" else 0
        told = at if source == "study" else None
        found.append(Line(item, topic, at, grade or 1, right, source, version, sure, spent, reading))
    return tuple(found)


def _source(kind: str, device: str) -> Source:
    if kind == Kind.REVIEWED:
        return "elsewhere"
    return "exam" if device.startswith(SITTING) else "study"


def log_state(user_id: int) -> tuple[int, int]:
    """Return the newest entry of a user's log and how many there are: it tells one state from another."""
    found = events_of(user_id).aggregate(last=Max("pk"), count=Count("pk"))
    return found["last"] or 0, found["count"]


def numbers_kept(user_id: int, device: str, numbers: Sequence[int]) -> set[int]:
    """Return which of a device's own numbers are in the log."""
    rows = events_of(user_id).filter(device=device, number__in=numbers)
    return set(rows.values_list("number", flat=True))


def add_events(rows: Sequence[StudyEvent]) -> None:
    """Add rows to the log; what a device has sent before stays as it is."""
    StudyEvent.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
