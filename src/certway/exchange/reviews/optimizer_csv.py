"""Reviews as the log that FSRS's optimizer and other programs read.

Source: https://github.com/open-spaced-repetition/fsrs-optimizer, README, Review Logs Schema.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO
from typing import Final

from certway.core.study.memory import AGAIN
from certway.exchange.reviews.review import LoggedReview, Phase

COLUMNS: Final = ("card_id", "review_time", "review_rating", "review_state", "review_duration")

_STATES: Mapping[Phase, int] = {"new": 0, "learning": 1, "review": 2, "relearning": 3}


def optimizer_csv(reviews: Mapping[str, Sequence[LoggedReview]]) -> str:
    """Return reviews by card as CSV with a header, by time; a time that was not measured is an empty cell."""
    rows = [(one.at, card, one) for card, of_card in reviews.items() for one in of_card]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for at, card, one in sorted(rows, key=lambda row: row[:2]):
        writer.writerow((card, at, one.grade, _STATES[one.phase], one.spent or ""))
    return out.getvalue()


def optimizer_lines(reviews: Iterable[tuple[str, int, int, int | None]]) -> Iterator[str]:
    """Yield the same CSV line by line, of reviews by time: card, moment, grade, milliseconds spent (None = unmeasured).

    Where a card stood is told by its reviews alone, as `phased` tells it.
    """
    yield f"{','.join(COLUMNS)}\n"
    last: dict[str, int] = {}  # grades by card
    for card, at, grade, spent in reviews:
        phase: Phase = "new" if card not in last else _phase_after(last[card])
        last[card] = grade
        out = StringIO()
        csv.writer(out, lineterminator="\n").writerow((card, at, grade, _STATES[phase], spent or ""))
        yield out.getvalue()


def phased(reviews: Iterable[tuple[int, int, int]]) -> Iterator[LoggedReview]:
    """Yield the reviews of one card, told by time as moment, grade and milliseconds spent, with where it stood."""
    phase: Phase = "new"
    for at, grade, spent in reviews:
        yield LoggedReview(at, grade, phase, spent)
        phase = _phase_after(grade)


def _phase_after(grade: int) -> Phase:
    return "relearning" if grade == AGAIN else "review"
