"""Say once what one is granted in exams: more time, breaks that stop the clock, larger type."""

from __future__ import annotations

from certway.core.sit.profile import Accommodations
from certway.records.accommodations import grant, granted_to
from certway.records.people import person_of


def granted(user_id: int) -> Accommodations:
    """Return what a user is granted."""
    return granted_to(person_of(user_id))


def grant_time(user_id: int, accommodations: Accommodations) -> None:
    """Keep what a user is granted."""
    grant(person_of(user_id), accommodations)
