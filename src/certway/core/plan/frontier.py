"""The choices that none beats in both time and money, found directly: what a ranking asks of many credentials.

Each way stands alone here, so its earliest exam can be walked to, week by week. `solver` finds the same choices with a
proof and for questions that bind ways together.
"""

from __future__ import annotations

from itertools import accumulate

from certway.core.plan.puzzle import (
    Choice,
    Puzzle,
    certified_on,
    earliest_exam_week,
    first_application,
    free_minutes,
    study_weeks,
)
from certway.core.plan.ways import Way


def frontier(puzzle: Puzzle) -> tuple[Choice, ...]:
    """Return the choices from the quickest to the cheapest; of equals the one with the fewest steps, then the first."""
    choices = [choice for place in range(len(puzzle.ways)) if (choice := earliest_choice(puzzle, place)) is not None]
    best: list[Choice] = []
    for choice in sorted(choices, key=lambda one: _order(puzzle, one)):
        if not best or choice.cost < best[-1].cost:
            best.append(choice)
    return tuple(best)


def _order(puzzle: Puzzle, choice: Choice) -> tuple[int, int, int, int]:
    return choice.certified_on, choice.cost, len(puzzle.ways[choice.way].steps), choice.way


def earliest_choice(puzzle: Puzzle, place: int) -> Choice | None:
    """Return the earliest exam by one way, and the first day to apply for it; None when there is none in the weeks."""
    way, weeks = puzzle.ways[place], puzzle.weeks
    first = earliest_exam_week(puzzle, way)
    if first is None:
        return None
    ready = _studied_by_week(puzzle, way)
    opens = min((begin for begin, _ in way.windows), default=weeks.begin(0)) + puzzle.timing.processing_days
    for week in range(max(first, weeks.week_of(max(weeks.start, opens))), weeks.count):
        if not ready[week]:
            continue
        for exam_on in range(weeks.begin(week), weeks.end(week) + 1):
            if not weeks.is_event_day(exam_on):
                continue
            apply_on = first_application(puzzle, way, exam_on)
            if apply_on is not None:
                return _kept(
                    puzzle, Choice(place, apply_on, exam_on, certified_on(way, exam_on, puzzle.timing), way.cost)
                )
    return None


def _kept(puzzle: Puzzle, choice: Choice) -> Choice | None:
    """The choice, unless it breaks a limit that later exams would break too."""
    finish_by, budget = puzzle.wishes.finish_by, puzzle.wishes.budget
    late = finish_by is not None and choice.certified_on > finish_by
    return None if late or (budget is not None and choice.cost > budget) else choice


def _studied_by_week(puzzle: Puzzle, way: Way) -> list[bool]:
    """For an exam in each week, whether the study fits into the weeks before it."""
    done = list(accumulate(free_minutes(puzzle, way), initial=0))
    window = study_weeks(puzzle)
    return [
        done[week] - done[max(0, week - window)] >= puzzle.timing.study_minutes for week in range(puzzle.weeks.count)
    ]
