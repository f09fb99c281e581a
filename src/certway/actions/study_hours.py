"""Hours of study that are done: what a plan asks for no more, and how one keeps up with it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from itertools import accumulate

from certway.actions.make_plan import Studied, nothing_studied
from certway.actions.study_state import exam_cards, lines_of
from certway.core.study.line import seconds_of
from certway.records.bank import bank_here


def serves(exam: str) -> bool:
    """Tell whether the bank serves an exam, so that it can be studied for."""
    return exam in bank_here().editions


def seconds_by_day(user_id: int, exam: str, *, zone: tzinfo | None) -> Mapping[int, float]:
    """Return how long a user studied questions of an exam, by day (an ordinal in her time zone), in its order.

    Where the bank does not serve the exam nothing was. `zone` None stands for the machine's.
    """
    indexed = bank_here()
    if exam not in indexed.editions:
        return {}
    cards, found = exam_cards(indexed, exam).place_of, dict[int, float]()
    for line in lines_of(user_id):
        if line.item in cards and seconds_of(line):
            day = datetime.fromtimestamp(line.at / 1000, UTC).astimezone(zone).toordinal()
            found[day] = found.get(day, 0.0) + seconds_of(line)
    return dict(sorted(found.items()))


def studied_before(user_id: int | None, exam: str, *, zone: tzinfo | None) -> Studied:
    """Return what tells the minutes that a user studied for an exam before a day; nothing for a visitor."""
    if user_id is None:
        return nothing_studied
    by_day = seconds_by_day(user_id, exam, zone=zone)
    days, sums = list(by_day), [0.0, *accumulate(by_day.values())]
    return lambda day: int(sums[bisect_left(days, day)] // 60)
