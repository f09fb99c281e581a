"""What a person is granted once, for every exam."""

from __future__ import annotations

from certway.core.sit.profile import Accommodations
from certway.records.models import Accommodation, Person


def granted_to(person: Person) -> Accommodations:
    """Return what a person is granted; nothing where nobody said anything."""
    row = Accommodation.objects.filter(person=person).first()
    if row is None:
        return Accommodations()
    return Accommodations(pace=row.pace, stop_clock=row.stop_clock, large_type=row.large_type)  # type: ignore[arg-type]


def grant(person: Person, accommodations: Accommodations) -> None:
    """Keep what a person is granted, in place of what was kept before; sittings that were made keep theirs."""
    told = {
        "pace": accommodations.pace,
        "stop_clock": accommodations.stop_clock,
        "large_type": accommodations.large_type,
    }
    Accommodation.objects.update_or_create(person=person, defaults=told)
