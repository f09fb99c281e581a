"""The plan's timeline: its rows, their bars, and the same in words."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from certway.core.plan.roadmap import Roadmap, Task
from certway.core.units.days import to_date
from certway.exchange.words.plans import task_title
from certway.web.plan.drawing import Drawing, DrawnTask, draw_plan
from planning import TODAY, marias_plan
from telling_plans import marias_telling

GOALS = ("cma-aama", "rma-amt", "ccma-nha")  # those that Maria can reach by a plan
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def drawn(goal: str = "cma-aama", plan: Roadmap | None = None) -> Drawing:
    return draw_plan(plan or marias_plan(goal), marias_telling(goal))


def shown(plan: Roadmap) -> list[Task]:
    """The tasks that have a row, in no order."""
    return [task for task in plan.tasks if task.kind != "fee" and task.starts <= plan.certified_on]


def test_marias_plan_is_drawn_task_by_task() -> None:
    assert [(row.title, row.dates, row.kind) for row in drawn().tasks] == [
        ("Choose a school and enroll", "23 Nov to 3 Jan", "errand"),
        ("Certificate program…", "4 Jan to 8 Oct", "effort"),
        ("Get ready for the clinic", "10 Apr to 10 Oct", "errand"),
        ("Externship", "11 Oct to 31 Dec", "effort"),
        ("Apply to the AAMA", "22 Nov", "event"),
        ("Study: Clinical Competency", "27 Dec to 23 Jan", "effort"),
        ("Completion of the program", "31 Dec to 8 Feb", "errand"),
        ("Study: General", "17 Jan to 30 Jan", "effort"),
        ("Study: Administrative", "24 Jan to 6 Feb", "effort"),
        ("Review: mixed practice…", "31 Jan to 6 Feb", "effort"),
        ("Take the CMA (AAMA) exam", "7 Feb", "event"),
        ("Official result of the exam", "8 Feb", "event"),
        ("Certified: CMA (AAMA)", "8 Feb", "event"),
    ]


@pytest.mark.parametrize("goal", GOALS)
def test_every_task_has_a_row_but_the_fee_and_what_comes_after_certification(goal: str) -> None:
    plan = marias_plan(goal)
    left_out = [task.kind for task in plan.tasks if task not in shown(plan)]
    assert left_out == ["fee", "renewal"]
    line = drawn(goal).line
    assert sorted(row.band.left for row in drawn(goal).tasks) == sorted(
        min(line.at(task.starts), 99.4) for task in shown(plan)
    )


@pytest.mark.parametrize("goal", GOALS)
def test_rows_begin_one_after_the_other(goal: str) -> None:
    rows = drawn(goal).tasks
    assert [row.band.left for row in rows] == sorted(row.band.left for row in rows)
    assert [row.title for row in rows[-2:]] == ["Official result of the exam", f"Certified: {short(goal)}"]


def short(goal: str) -> str:
    return marias_telling(goal).short


@pytest.mark.parametrize("goal", GOALS)
def test_rows_stand_below_each_other_within_the_drawing(goal: str) -> None:
    drawing = drawn(goal)
    rows = drawing.tasks
    assert {(below.top - row.top, below.bar - row.bar) for row, below in pairwise(rows)} == {(48, 48)}
    assert (rows[0].top, rows[0].bar) == (48, 64)
    assert (drawing.foot, drawing.height) == (28 + 48 * len(rows), 36 + 48 * len(rows))
    assert rows[-1].bar + 5 < drawing.foot


@pytest.mark.parametrize("goal", GOALS)
def test_bars_lie_within_the_line_and_can_be_seen(goal: str) -> None:
    for row in drawn(goal).tasks:
        band = row.band
        assert band.left >= 0
        assert band.width >= 0.6
        assert round(band.left + band.width, 2) <= 100
        assert (band.open_start, band.open_end) == (False, False)


@pytest.mark.parametrize("goal", GOALS)
def test_line_reaches_from_the_plans_first_day_to_certification(goal: str) -> None:
    plan, line = marias_plan(goal), drawn(goal).line
    assert (line.first, line.last) == (TODAY, plan.certified_on)
    assert 1 <= len(line.ticks) <= 8


def test_line_names_months_and_years() -> None:
    assert [tick.label for tick in drawn("cma-aama").line.ticks] == ["2027", "Mar", "May", "Jul", "Sep", "Nov", "2028"]
    assert [tick.label for tick in drawn("ccma-nha").line.ticks] == ["Dec", "2027", "Feb", "Mar", "Apr"]


def test_plan_of_a_few_days_is_drawn_over_four_weeks() -> None:
    plan = marias_plan()
    (first, *_) = plan.tasks
    short = replace(plan, tasks=(replace(first, starts=TODAY, ends=TODAY + 2),), certified_on=TODAY + 2)
    drawing = drawn(plan=short)
    assert (drawing.line.first, drawing.line.last) == (TODAY, TODAY + 28)
    assert [(row.band.left, row.band.width) for row in drawing.tasks] == [(0, 7.14)]


@pytest.mark.parametrize("goal", GOALS)
def test_titles_are_short_and_tell_the_tasks_apart(goal: str) -> None:
    titles = [row.title for row in drawn(goal).tasks]
    assert max(len(title) for title in titles) <= 31
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("goal", GOALS)
def test_title_that_is_cut_ends_with_a_word_that_does_not_lead_on_to_another(goal: str) -> None:
    plan = marias_plan(goal)
    whole = [task_title(task, plan, marias_telling(goal)) for task in shown(plan)]
    for row in drawn(goal).tasks:
        kept = row.title.removesuffix("…")
        assert any(f"{title} ".startswith((f"{kept} ", f"{kept}:", f"{kept},")) for title in whole)
        assert kept.split()[-1] not in ("a", "and", "by", "for", "in", "of", "on", "or", "over", "the", "to", "with")


@pytest.mark.parametrize("goal", GOALS)
def test_dates_are_the_first_and_last_day_and_one_for_a_single_day(goal: str) -> None:
    plan = marias_plan(goal)
    expected = {(said(task.starts, task.ends), kind(task)) for task in shown(plan)}
    assert {(row.dates, row.kind) for row in drawn(goal).tasks} == expected


def said(first: int, last: int) -> str:
    days = [f"{to_date(day).day} {MONTHS[to_date(day).month - 1]}" for day in (first, last)]
    return days[0] if first == last else f"{days[0]} to {days[1]}"


def kind(task: Task) -> str:
    if task.starts == task.ends:
        return "event"
    return "effort" if task.kind in ("program", "study", "hands-on", "review", "work") else "errand"


@pytest.mark.parametrize("goal", GOALS)
def test_label_says_every_row(goal: str) -> None:
    drawing = drawn(goal)
    told = [words(row) for row in drawing.tasks]
    assert drawing.label == f"{', '.join(told[:-1])} and {told[-1]}"


def words(row: DrawnTask) -> str:
    return f"{row.title}, {row.dates}"
