"""Which event of a calendar's feed stands for which day, so that an event keeps its id when its day moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

DayName: TypeAlias = "tuple[str, str, int]"  # what it is about, what is due, ordinal of the day


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event that a feed has shown."""

    place: int  # by which the caller knows it
    name: DayName
    is_shown: bool  # whether it stood in the feed when that was read last


def match_days(kept: Sequence[KeptEvent], days: Iterable[DayName], *, as_of: int) -> dict[DayName, int | None]:
    """Return the place of the event for each day, None for a new one.

    The event of the same day goes first, also one that was gone. A day that moved takes the event that stood for it
    before, unless that day is over (`as_of` is an ordinal): what comes in the next cycle is another event.
    """
    wanted = sorted(set(days))
    exact = {event.name: event.place for event in kept}
    found: dict[DayName, int | None] = {name: exact.get(name) for name in wanted}
    free = sorted(
        (event for event in kept if event.is_shown and event.name not in found and event.name[2] >= as_of),
        key=lambda event: event.name,
    )
    for name in wanted:
        moved = next((event for event in free if event.name[:2] == name[:2]), None) if found[name] is None else None
        if moved is not None:
            free.remove(moved)
            found[name] = moved.place
    return found
