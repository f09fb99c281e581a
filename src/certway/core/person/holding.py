"""Which credentials a person holds, and whether they are valid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.core.person.record import OPEN, Entry, Record
from certway.core.units.days import DaySpan

Validity: TypeAlias = Literal["valid", "expired", "unknown"]


@dataclass(frozen=True, slots=True)
class Holding:
    """A credential that somebody holds or held."""

    credential: str  # id
    validity: Validity
    expires: int | None  # ordinal of the last day that the file names; None = none, or not told
    place: int  # of its entry in the section, from 0

    @property
    def lacks_last_day(self) -> bool:
        """Whether its last day was not told at all."""
        return self.validity == "unknown" and self.expires is None


def holdings(record: Record, *, day: int) -> Mapping[str, Holding]:
    """Return the credentials held by a day (an ordinal), by id; of several entries of one the latest issued counts."""
    entries = record.entries("credentials") or ()
    places = latest_places(entries, name="id", day=day)
    return {credential: _holding(credential, entries[at].get("expires"), day, at) for credential, at in places.items()}


def latest_places(entries: Sequence[Entry], *, name: str, day: int) -> Mapping[str, int]:
    """Return where the latest entry of each thing stands that was issued by a day (an ordinal), by its name.

    `name` is the field that tells things apart. Of entries issued on the same day the last told counts.
    """
    latest: dict[str, int] = {}
    for place, entry in enumerate(entries):
        thing = str(entry.get(name, ""))
        if issued_from(entry) <= day and (
            thing not in latest or issued_from(entries[latest[thing]]) <= issued_from(entry)
        ):
            latest[thing] = place
    return latest


def _holding(name: str, expires: object, day: int, place: int) -> Holding:
    return Holding(name, validity_on(expires, day), expires.last if isinstance(expires, DaySpan) else None, place)


def issued_from(entry: Entry) -> int:
    """Return the first day (an ordinal) on which something can have been issued; long ago where none was told."""
    issued = entry.get("issued")
    return issued.first if isinstance(issued, DaySpan) else 0


def validity_on(expires: object, day: int) -> Validity:
    """Return whether what has this last day still holds on a day (an ordinal); unknown where none is told."""
    if expires is OPEN:
        return "valid"
    if not isinstance(expires, DaySpan) or (expires.first < day <= expires.last and not expires.exact):
        return "unknown"
    return "valid" if day <= expires.last else "expired"
