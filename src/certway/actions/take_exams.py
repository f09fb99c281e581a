"""Take everything about one's sittings along, as one file."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from certway.exchange.exams_file import write_exams
from certway.records.accommodations import granted_to
from certway.records.people import person_of
from certway.records.taken_sittings import taken_sittings


def take_exams(user_id: int, *, at: datetime, out: BinaryIO) -> None:
    """Write all that is kept about a user's sittings as JSON; `at` is an instant in UTC: when it is taken."""
    sittings = taken_sittings(user_id, now=int(at.timestamp() * 1000))
    write_exams(granted_to(person_of(user_id)), sittings, made_at=at, out=out)
