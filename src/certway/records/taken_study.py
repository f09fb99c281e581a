"""All that is kept about somebody's study, row by row, so that a long log takes no more memory than a short one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db.models import Model

from certway.exchange.study_file import Instant, TakenStudy
from certway.records.models import (
    BroughtReviews,
    MemoryFit,
    ReadinessNote,
    ScenarioRun,
    SkillRun,
    StudyCourse,
    StudyEvent,
)

AT_ONCE = 2_000  # rows that are in memory together
LISTS: Final[Mapping[str, type[Model]]] = {
    "courses": StudyCourse,
    "brought": BroughtReviews,
    "readiness": ReadinessNote,
    "skills": SkillRun,
    "scenarios": ScenarioRun,
    "log": StudyEvent,
}
OURS_ALONE: Final = ("id", "person")  # columns that lead to rows, not to what she did
RENAMED: Final = {"public_id": "id", "received": "received_at", "spent": "spent_ms"}
INSTANTS: Final = ("at", "received")  # in UTC milliseconds
_NOT_TOLD: Final[Mapping[type[Model], tuple[str, ...]]] = {BroughtReviews: ("content",)}  # packed; the log tells it


def taken_study(user_id: int) -> TakenStudy:
    """Return what is kept about a user's study; its lists are read when they are written."""
    memory = next(_rows(MemoryFit, user_id), None)
    return TakenStudy(memory, {name: _rows(model, user_id) for name, model in LISTS.items()})


def columns_told(model: type[Model]) -> tuple[str, ...]:
    """Return the columns of a table that the file tells."""
    left_out = (*OURS_ALONE, *_NOT_TOLD.get(model, ()))
    return tuple(field.name for field in model._meta.concrete_fields if field.name not in left_out)


def _rows(model: type[Model], user_id: int) -> Iterator[dict[str, Any]]:
    columns = columns_told(model)
    rows = model._default_manager.filter(person__owner_id=user_id).order_by("pk").values_list(*columns)
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield {RENAMED.get(name, name): _told(name, value) for name, value in zip(columns, row, strict=True)}


def _told(name: str, value: object) -> object:
    return Instant(value) if name in INSTANTS and isinstance(value, int) else value
