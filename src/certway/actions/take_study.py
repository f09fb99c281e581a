"""Take everything about one's study along as one file, and one's reviews as other programs read them."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from certway.exchange.reviews.optimizer_csv import optimizer_lines
from certway.exchange.study_file import write_study
from certway.records.reviews import reviews_in
from certway.records.study_log import events_of
from certway.records.taken_study import taken_study


def take_study(user_id: int, *, at: datetime, out: BinaryIO) -> None:
    """Write all that is kept about a user's study as JSON; `at` is an instant in UTC: when it is taken."""
    write_study(taken_study(user_id), made_at=at, out=out)


def take_reviews_along(user_id: int, *, out: BinaryIO) -> None:
    """Write a user's reviews as CSV for the optimizer of FSRS and other programs."""
    for line in optimizer_lines(reviews_in(events_of(user_id))):
        out.write(line.encode())
