"""Days of change for many rows, and the stretches between them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from certway.core.person.columns import Index
from certway.core.rulebook.stretches import (
    TIMELINE_FIRST,
    TIMELINE_LAST,
    distinct_days,
    stretch_ends,
    stretch_starts,
)
from certway.core.units.days import FIRST_DAY, LAST_DAY, Days

PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(FIRST_DAY, LAST_DAY) | st.integers(740_000, 740_009)))


def arrays(pairs: list[tuple[int, int]]) -> tuple[Index, Days]:
    return np.array([row for row, _ in pairs], dtype=np.intp), np.array([day for _, day in pairs], dtype=np.int32)


@given(PAIRS, PAIRS)
def test_distinct_days_are_sorted_and_each_there_once(some: list[tuple[int, int]], more: list[tuple[int, int]]) -> None:
    row, day = distinct_days([arrays(some), arrays(more)])
    assert list(zip(row.tolist(), day.tolist(), strict=True)) == sorted({*some, *more})


@given(PAIRS)
def test_stretches_lie_end_to_end_over_every_row_s_timeline(changes: list[tuple[int, int]]) -> None:
    row, first = stretch_starts(6, [arrays(changes)])
    last = stretch_ends(row, first, limit=TIMELINE_LAST)
    for one in range(6):
        inside = {day for other, day in changes if other == one and TIMELINE_FIRST < day <= TIMELINE_LAST}
        assert first[row == one].tolist() == [TIMELINE_FIRST, *sorted(inside)]
        assert last[row == one].tolist() == [*(day - 1 for day in sorted(inside)), TIMELINE_LAST]
