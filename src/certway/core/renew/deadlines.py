"""The days of what somebody holds: by when something must be done, from when it can be, and when something is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.core.person.holding import holdings
from certway.core.person.record import Entry, Record
from certway.core.units.days import DaySpan

EXPIRES = "expires"
CARD = "card:"  # before the kind of a card, where a deadline names what it is about
_ANY_CARD = "other"  # several cards may be of this kind, and none takes another's place

Kind: TypeAlias = Literal["act", "opens", "ends"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that matters to somebody who holds something."""

    credential: str  # id; for other dated things what they are, such as `card:cpr`
    what: str  # id of what must be done by then, such as expires, declare, annual-fee, late-education
    on: int  # ordinal of the last good day; of what opens, the first
    kind: Kind  # act: something to do by then; opens: from then on it can be done; ends: something is over
    done: bool = False  # already done for this cycle: nobody is reminded of it
    source: str = ""  # address of the page that says so


def deadlines_of_record(record: Record, *, as_of: int) -> tuple[Deadline, ...]:
    """Return the last days of the credentials and cards of a record, the earliest first; of each the latest counts.

    A card's day that is known to the month or year is the first that it may be, as on home. `as_of` is an ordinal:
    what was issued later is not held yet.
    """
    found = {*_of_credentials(record, as_of), *_of_cards(record, as_of)}
    return tuple(sorted(found, key=lambda one: (one.on, one.credential)))


def _of_credentials(record: Record, as_of: int) -> Iterator[Deadline]:
    for holding in holdings(record, day=as_of).values():
        if holding.expires is not None and holding.credential:
            yield Deadline(holding.credential, EXPIRES, holding.expires, "act")


def _of_cards(record: Record, as_of: int) -> Iterator[Deadline]:
    latest: dict[str, tuple[int, Entry]] = {}
    for place, entry in enumerate(record.entries("cards") or ()):
        kind, issued = str(entry.get("kind", _ANY_CARD)), _first(entry, "issued")
        name = f"{kind}/{place}" if kind == _ANY_CARD else kind
        if issued <= as_of and (name not in latest or latest[name][0] <= issued):
            latest[name] = issued, entry
    for _, entry in latest.values():
        if isinstance(entry.get("expires"), DaySpan):
            yield Deadline(f"{CARD}{entry.get('kind', _ANY_CARD)}", EXPIRES, _first(entry, "expires"), "act")


def _first(entry: Entry, field: str) -> int:
    """Return the first day that a field may mean; long ago where none was told."""
    told = entry.get(field)
    return told.first if isinstance(told, DaySpan) else 0
