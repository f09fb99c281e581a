"""Hours inside stretches of days, against a sum that goes from day to day."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from builders.records import day_column
from certway.core.person.batch import batch_of
from certway.core.person.record import Record
from certway.core.rulebook.hour_clock import clock_totals, overlap_totals
from certway.core.rulebook.rows import Group, rows_at
from certway.core.units.days import Days
from strategies.effort import effort

Job = tuple[int, int, int]  # begin, end, rate
FIRST = 730_000


def grouped(people: list[list[Job]]) -> tuple[Group, Days, Days, np.ndarray]:
    """Return the jobs as columns, each person's together."""
    records = [Record(lists={"work": tuple({} for _ in jobs)}) for jobs in people]
    group = rows_at(batch_of(records), day=day_column(["2026-11-23"])).expand("work")
    flat = np.array([job for jobs in people for job in jobs], dtype=np.int64).reshape(-1, 3)
    return group, flat[:, 0].astype(np.int32), flat[:, 1].astype(np.int32), flat[:, 2]


def daily_total(jobs: list[Job], cap: int) -> int:
    days = range(min((begin for begin, _, _ in jobs), default=0), max((end for _, end, _ in jobs), default=0) + 1)
    return sum(min(cap, sum(rate for begin, end, rate in jobs if begin <= day <= end)) for day in days)


@st.composite
def jobs(draw: st.DrawFn) -> Job:
    """A job of some days; now and then one that ended before it began, as a window may leave it."""
    begin = draw(st.integers(FIRST, FIRST + 120))
    return begin, begin + draw(st.integers(-5, 60)), draw(st.sampled_from((0, 700, 2000, 3500, 3501, 16_800)))


people_at_work = st.lists(st.lists(jobs(), max_size=5), min_size=1, max_size=4)
CAPS = st.sampled_from((0, 1, 2000, 3500, 5400, 84_000))


@effort(200)
@given(people_at_work)
def test_clock_without_a_cap_is_the_overlap(people: list[list[Job]]) -> None:
    group, begin, end, rate = grouped(people)
    every = np.array([5 * 16_800])  # more than all jobs together
    expected = [daily_total(own, int(every[0])) for own in people]
    assert overlap_totals(group, begin=begin, end=end, rate=rate).tolist() == expected
    assert clock_totals(group, begin=begin, end=end, rate=rate, cap=every).tolist() == expected


@effort(200)
@given(people_at_work, CAPS)
def test_clock_caps_what_is_worked_on_each_day(people: list[list[Job]], cap: int) -> None:
    group, begin, end, rate = grouped(people)
    totals = clock_totals(group, begin=begin, end=end, rate=rate, cap=np.array([cap]))
    assert totals.tolist() == [daily_total(own, cap) for own in people]


@effort(200)
@given(people_at_work, st.lists(CAPS, min_size=4, max_size=4))
def test_clock_takes_a_cap_a_person(people: list[list[Job]], caps: list[int]) -> None:
    group, begin, end, rate = grouped(people)
    own_caps = np.array(caps[: len(people)])
    totals = clock_totals(group, begin=begin, end=end, rate=rate, cap=own_caps)
    assert totals.tolist() == [daily_total(own, cap) for own, cap in zip(people, caps, strict=False)]


def test_nobody_works_nothing() -> None:
    group, begin, end, rate = grouped([[], []])
    assert overlap_totals(group, begin=begin, end=end, rate=rate).tolist() == [0, 0]
    assert clock_totals(group, begin=begin, end=end, rate=rate, cap=np.array([1])).tolist() == [0, 0]


def test_a_day_counts_once_for_each_job_and_both_ends_count() -> None:
    group, begin, end, rate = grouped([[(FIRST, FIRST, 700), (FIRST, FIRST + 1, 700)]])
    assert overlap_totals(group, begin=begin, end=end, rate=rate).tolist() == [2100]
    assert clock_totals(group, begin=begin, end=end, rate=rate, cap=np.array([1000])).tolist() == [1700]


def test_long_lives_do_not_overflow() -> None:
    group, begin, end, rate = grouped([[(1, 3_652_059, 16_800)] * 4])
    expected = 4 * 3_652_059 * 16_800
    assert overlap_totals(group, begin=begin, end=end, rate=rate).tolist() == [expected]
    assert clock_totals(group, begin=begin, end=end, rate=rate, cap=np.array([10**9])).tolist() == [expected]
