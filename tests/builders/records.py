"""Person files written as plain values, and what they become."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from certway.core.person.batch import batch_of
from certway.core.person.reading import read_person
from certway.core.person.record import Record
from certway.core.rulebook.nodes import Node
from certway.core.rulebook.rows import Rows, rows_at
from certway.core.units.days import Days
from certway.core.units.located import Located
from certway.core.units.verdicts import NAMES


def located(plain: object) -> Located:
    """Return plain values as if they had been read from a file."""
    if isinstance(plain, dict):
        return Located({str(key): located(inner) for key, inner in plain.items()}, "person.yaml", 1)
    if isinstance(plain, list | tuple):
        return Located([located(inner) for inner in plain], "person.yaml", 1)
    assert plain is None or isinstance(plain, str | int | float | bool)
    return Located(plain, "person.yaml", 1)


def record(**sections: object) -> Record:
    """Return the record of a person file with these sections."""
    return read_person(located(sections))


def ordinal(text: str) -> int:
    """Return the ordinal of an ISO date."""
    return date.fromisoformat(text).toordinal()


def day_column(texts: Iterable[str]) -> Days:
    """Return ISO dates as a column of days."""
    return np.array([ordinal(text) for text in texts], dtype=np.int32)


def rows_of(person: Record, *texts: str, exam: str = "") -> Rows:
    """Return one row a day for one person."""
    days = day_column(texts)
    exam_days = day_column([exam] * len(days)) if exam else None
    return rows_at(batch_of([person]), person=np.zeros(len(days), dtype=np.intp), day=days, exam_day=exam_days)


def judged(node: Node, person: Record, *texts: str, exam: str = "") -> list[str]:
    """Return a rule's verdict for one person on each of the days."""
    return [NAMES[int(verdict)] for verdict in node.judge(rows_of(person, *texts, exam=exam))]
