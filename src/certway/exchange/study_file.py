"""Everything about somebody's study as one JSON file. The format is described in `docs/reference/study-file.md`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO, Final, TypeAlias

FORMAT: Final = 1  # of the file; higher where something means something else than before

Members: TypeAlias = Mapping[str, Any]
"""One row as it is kept, by the names of its columns. Instants are datetimes, or `Instant`."""


@dataclass(frozen=True, slots=True)
class Instant:
    """An instant as it is kept in logs."""

    milliseconds: int  # UTC, since 1970


@dataclass(frozen=True, slots=True)
class TakenStudy:
    """All that is kept of somebody's study; each list is read while it is written."""

    memory: Members | None  # how she remembers; None where nothing was fitted
    lists: Mapping[str, Iterable[Members]]  # by the name of the member


def write_study(study: TakenStudy, *, made_at: datetime, out: BinaryIO) -> None:
    """Write the file, an entry at a time, so that a long log takes no more memory than a short one.

    `made_at` is an instant in UTC: when it is written.
    """
    head = {"certway_study": FORMAT, "made_at": made_at, "memory": study.memory}
    out.write(_json(head, indent=1).removesuffix("\n}").encode())
    for name, rows in study.lists.items():
        out.write(f",\n {json.dumps(name)}: [".encode())
        for place, row in enumerate(rows):
            out.write(b",\n" if place else b"\n")
            out.write(_json(row).encode())
        out.write(b"\n ]")
    out.write(b"\n}\n")


def _json(value: object, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_written)


def _written(value: object) -> str:
    """Return how JSON has what it has no kind for: an instant, a day, a key."""
    if isinstance(value, Instant):
        value = datetime.fromtimestamp(value.milliseconds / 1000, UTC)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return str(value)
