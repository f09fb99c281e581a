"""On which rungs of the ladder a person stands, by what her file tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.core.advance.ladder import HeldBy, Ladder
from certway.core.person.holding import Validity, holdings, validity_on
from certway.core.person.record import Entry, Record
from certway.core.units.days import DaySpan, add_months_to_day

HeldAs: TypeAlias = Literal["credential", "job", "program", "school"]


@dataclass(frozen=True, slots=True)
class Foothold:
    """A rung that a person stands on."""

    rung: str  # id
    held_as: HeldAs
    validity: Validity  # unknown of a job: it may have ended; of school: it may not be finished yet
    expires: int | None = None  # ordinal of the last day that the file names; None = none, or not told


def footholds(ladder: Ladder, record: Record, *, day: int) -> tuple[Foothold, ...]:
    """Return the rungs that somebody stands on on a day (an ordinal), each once, in the order of the ladder.

    A credential that has expired is told as such; a job that has ended, and what lies ahead, are not counted. Where the
    day that decides was not told, or not exactly, the validity is unknown.
    """
    found: dict[str, Foothold] = {}
    for foothold in _every(ladder, record, day):
        found.setdefault(foothold.rung, foothold)
    return tuple(found[rung] for rung in ladder.rungs if rung in found)


def _every(ladder: Ladder, record: Record, day: int) -> Iterator[Foothold]:
    for held in holdings(record, day=day).values():
        if held.credential in ladder.rungs:
            yield Foothold(held.credential, "credential", held.validity, held.expires)
    for rung in ladder.rungs.values():
        if rung.held_by is not None:
            ways = [Foothold(rung.id, *way) for way in _ways(rung.held_by, record, day)]
            yield from sorted(ways, key=lambda way: way.validity != "valid")


def _ways(held_by: HeldBy, record: Record, day: int) -> Iterator[tuple[HeldAs, Validity]]:
    """Everything of the file that puts somebody on a rung."""
    for job in record.entries("work") or ():
        if job.get("role") in held_by.roles and _first(job.get("from"), 0) <= day:
            lasts = validity_on(job.get("to"), day)
            if lasts != "expired":
                yield "job", lasts
    if any(_is_finished(entry, held_by, day) for entry in record.entries("programs") or ()):
        yield "program", "valid"
    school = record.single("high_school")
    if held_by.high_school and school and school.get("kind") != "none":
        completed = school.get("completed")
        if not isinstance(completed, DaySpan):
            yield "school", "unknown"  # a kind alone may be what she will finish with
        elif completed.first <= day:
            yield "school", "valid" if completed.last <= day else "unknown"


def _is_finished(entry: Entry, held_by: HeldBy, day: int) -> bool:
    completed = entry.get("completed")
    if entry.get("kind") not in held_by.programs or not isinstance(completed, DaySpan):
        return False
    counted = completed.last
    if held_by.older_than_years is not None:
        counted = add_months_to_day(completed.last, 12 * held_by.older_than_years) + 1
    return counted <= day


def _first(value: object, otherwise: int) -> int:
    """The first day that a day of the file can be; `otherwise` where none was told."""
    return value.first if isinstance(value, DaySpan) else otherwise
