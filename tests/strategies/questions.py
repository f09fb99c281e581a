"""Questions about people: on which day they apply and sit the exam, and stretches of such days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from hypothesis import strategies as st

from certway.core.person.columns import People
from certway.core.person.record import Record
from certway.core.rulebook.rows import Rows, rows_at
from certway.core.rulebook.timeline import exam_days
from certway.core.units.days import Days
from strategies.people import asked_days

Question = tuple[int, int]  # the day of application, and of the exam
YEAR = 366
_FIRST = date(2015, 1, 1).toordinal()
_LAST = date(2035, 12, 31).toordinal() - YEAR
_LATER = (0, 0, 1, 29, 30, 31, 44, 45, 46, 200)  # days from the application to the exam


@st.composite
def questions(draw: st.DrawFn, *people: Record) -> Question:
    """A day of application, and one of the exam that is not earlier, near what these people tell."""
    day = draw(asked_days(*people))
    exam = draw(st.sampled_from(_LATER).map(lambda later: day + later) | asked_days(*people))
    return day, max(day, exam)


@st.composite
def stretches(draw: st.DrawFn, *people: Record) -> Days:
    """A year of days between 2015 and 2035, as often as not around a day on which something may turn."""
    first = draw(st.integers(_FIRST, _LAST) | asked_days(*people).map(lambda day: day - YEAR // 2))
    first = min(max(first, _FIRST), _LAST)
    return np.arange(first, first + YEAR, dtype=np.int32)


def asked(people: People, person: Iterable[int], several: Sequence[Question]) -> Rows:
    """Return a row for each of the people and each question, the first person's first."""
    who = np.fromiter(person, dtype=np.intp)
    day, exam_day = np.array(several, dtype=np.int32).T
    return rows_at(
        people,
        person=np.repeat(who, len(several)),
        day=np.tile(day, len(who)),
        exam_day=np.tile(exam_day, len(who)),
    )


def asked_daily(people: People, person: int, stretch: Days, exam_on: int | None = None) -> Rows:
    """Return a row for each day of a stretch; the exam is on its own day, but never before the application."""
    who = np.full(len(stretch), person, dtype=np.intp)
    return rows_at(people, person=who, day=stretch, exam_day=exam_days(stretch, exam_on))
