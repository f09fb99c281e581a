"""A rule's timeline held against the days it is made of."""

from __future__ import annotations

import numpy as np

from builders.records import ordinal
from certway.core.person.batch import batch_of
from certway.core.person.record import Record
from certway.core.rulebook.nodes import Node
from certway.core.rulebook.rows import rows_at
from certway.core.rulebook.timeline import exam_days, timelines
from certway.core.units.days import to_date
from certway.core.units.verdicts import NAMES

Turn = tuple[str, str]


def daily_turns(node: Node, person: Record, first: str, last: str, exam: str = "") -> list[Turn]:
    """Return the days on which the verdict turns, found by asking about every day, the first day included."""
    days = np.arange(ordinal(first), ordinal(last) + 1, dtype=np.int32)
    exams = exam_days(days, ordinal(exam) if exam else None)
    everyday = np.zeros(len(days), dtype=np.intp)
    verdicts = node.judge(rows_at(batch_of([person]), person=everyday, day=days, exam_day=exams))
    turns = np.append(0, np.flatnonzero(np.diff(verdicts)) + 1)
    return [(to_date(int(days[at])).isoformat(), NAMES[int(verdicts[at])]) for at in turns]


def timeline_turns(node: Node, person: Record, first: str, last: str, exam: str = "") -> list[Turn]:
    """Return the same from the exact timeline."""
    lines = timelines(node, batch_of([person]), exam_on=ordinal(exam) if exam else None)
    found: list[Turn] = []
    for day, verdict in zip(lines.first.tolist(), lines.verdict.tolist(), strict=True):
        turn = (max(to_date(day).isoformat(), first), NAMES[verdict])
        if turn[0] == first:
            found = [turn]
        elif turn[0] <= last:
            found.append(turn)
    return found


def assert_exact(node: Node, person: Record, first: str, last: str, exam: str = "") -> list[Turn]:
    """Check that the timeline is what every day says, and return its turns."""
    found = timeline_turns(node, person, first, last, exam)
    assert found == daily_turns(node, person, first, last, exam)
    return found
