"""Plans that start on any weekday: classes begin when the school says, and nothing comes before the start."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants import applicant, wishes_for
from certway.answers.plan import is_met_when_applying, puzzle_for, roadmap_for, timing_of
from certway.core.person.record import Record
from certway.core.plan.checking import broken_promises
from certway.core.plan.exhaustive import try_everything
from certway.core.plan.puzzle import Choice, Puzzle, trimmed
from certway.core.plan.roadmap import Roadmap, Task
from certway.core.plan.solver import solve
from certway.core.plan.wishes import Wishes
from certway.core.units.days import DaySpan
from planning import TODAY, maria, marias_wishes, ordinal, planned, rules_for
from strategies.effort import effort

GOALS = ("cma-aama", "rma-amt", "ccma-nha", "mlt-ascp", "mls-ascp")
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6


def weekday(day: int) -> int:
    return date.fromordinal(day).weekday()


def classes(found: Roadmap) -> list[Task]:
    return [task for task in found.tasks if task.kind in ("program", "hands-on")]


def problems(goal: str, record: Record, wishes: Wishes, found: Roadmap) -> tuple[str, ...]:
    rules = rules_for(goal)
    broken = broken_promises(found, wishes, timing_of(rules, record, day=wishes.start))
    return broken if is_met_when_applying(rules.eligibility, found) else (*broken, "not met on the day of application")


@pytest.mark.parametrize("start", range(TODAY, TODAY + 7))
def test_a_plan_from_any_weekday_takes_the_class_of_the_first_monday(start: int) -> None:
    wishes = replace(marias_wishes(), start=start)

    found = planned("cma-aama", maria(), wishes)

    program, practice = classes(found)
    assert (program.starts, program.ends) == (ordinal("2027-01-04"), ordinal("2027-10-08"))
    assert (practice.starts, practice.ends) == (ordinal("2027-10-11"), ordinal("2027-12-31"))
    assert found.certified_on == ordinal("2028-02-08")
    assert min(task.starts for task in found.tasks) == start
    assert problems("cma-aama", maria(), wishes, found) == ()


@pytest.mark.parametrize("start", range(ordinal("2027-01-04"), ordinal("2027-01-11")))
def test_a_class_that_began_before_the_start_is_missed(start: int) -> None:
    program = classes(planned("cma-aama", maria(), replace(marias_wishes(), start=start)))[0]

    assert program.starts == ordinal("2027-01-04" if start == ordinal("2027-01-04") else "2027-03-01")


@pytest.mark.parametrize("start", range(TODAY, TODAY + 7))
def test_study_takes_what_is_left_of_the_first_week(start: int) -> None:
    """72 hours are ten weeks of seven hours and two more: too much for a Sunday only."""
    wishes = Wishes(start=start, weekly_minutes=7 * 60)

    found = planned("cma-aama", graduate(), wishes)

    is_sunday = weekday(start) == SUNDAY
    assert found.study_by_week[0] == (0 if is_sunday else 120)
    assert found.exam_on == TODAY + 7 * (12 if is_sunday else 11)
    assert min(task.starts for task in found.tasks if task.kind == "study") == (start + 1 if is_sunday else start)
    assert problems("cma-aama", graduate(), wishes, found) == ()


def graduate() -> Record:
    program = {
        "kind": "medical-assistant",
        "accredited_by": ("CAAHEP",),
        "completed": DaySpan(ordinal("2026-09-18"), ordinal("2026-09-18")),
        "academic_hours": 54000,
        "clinical_hours": 18000,
        "setting": "civilian",
        "award": "certificate",
    }
    return maria().with_entries("programs", (program,))


@pytest.mark.parametrize("intake", range(ordinal("2027-01-11"), ordinal("2027-01-18")))
def test_a_class_begins_on_the_very_day_that_the_school_names(intake: int) -> None:
    wishes = replace(marias_wishes(), intakes=(intake,))

    found = planned("cma-aama", maria(), wishes)

    week = (intake - TODAY) // 7
    assert classes(found)[0].starts == intake
    assert found.load_by_week[week : week + 2] == (14 * 60 * (7 - weekday(intake)) // 7, 14 * 60)
    assert [weekday(task.ends) for task in classes(found)] == [FRIDAY, FRIDAY]
    assert problems("cma-aama", maria(), wishes, found) == ()


def test_the_first_day_of_the_plan_may_be_the_first_of_the_class() -> None:
    wednesday = ordinal("2027-01-06")
    wishes = replace(marias_wishes(), start=wednesday, intakes=(wednesday - 1, wednesday))

    found = planned("cma-aama", maria(), wishes)

    assert classes(found)[0].starts == wednesday
    assert "enroll" not in [task.id for task in found.tasks]
    assert found.load_by_week[0] == 14 * 60 * 5 // 7
    assert problems("cma-aama", maria(), wishes, found) == ()


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, Record, Wishes]:
    """Applicants whose plans start on any day, half of them with intakes of their own, on any weekday."""
    rng = random.Random(draw(st.integers(0, 2**32)))
    goal, start = draw(st.sampled_from(GOALS)), TODAY + draw(st.integers(0, 400))
    intakes = draw(st.just(()) | st.lists(st.integers(start - 7, start + 300), min_size=1, max_size=3).map(tuple))
    return goal, applicant(rng, goal, start), replace(wishes_for(rng, goal, start), intakes=intakes)


@effort(60)
@given(questions())
def test_plans_from_any_day_keep_their_promises(question: tuple[str, Record, Wishes]) -> None:
    goal, record, wishes = question
    puzzle = trimmed(puzzle_for(rules_for(goal), record, wishes))
    solution = solve(puzzle, "quickest") if puzzle else None
    if puzzle is None or solution is None or solution.choice is None:
        return

    found = roadmap_for(rules_for(goal), puzzle, solution)

    assert problems(goal, record, wishes, found) == ()
    assert min(task.starts for task in found.tasks) >= wishes.start
    assert all(weekday(task.ends) == FRIDAY for task in classes(found) if weekday(task.starts) < SATURDAY)
    assert [task.id for task in found.tasks].index("result") < [task.id for task in found.tasks].index("certified")


@effort(15)
@given(questions())
def test_solver_finds_what_trying_everything_finds_from_any_day(question: tuple[str, Record, Wishes]) -> None:
    goal, record, wishes = question
    whole = puzzle_for(rules_for(goal), record, wishes)
    puzzle = trimmed(replace(whole, ways=whole.ways[:5])) or replace(whole, ways=())

    assert ranked(puzzle, solve(puzzle, "quickest").choice) == ranked(puzzle, try_everything(puzzle))


def ranked(puzzle: Puzzle, choice: Choice | None) -> tuple[int, int, int] | None:
    """Return what decides between choices; several ways may be equally good."""
    return (choice.certified_on, choice.cost, len(puzzle.ways[choice.way].steps)) if choice else None
