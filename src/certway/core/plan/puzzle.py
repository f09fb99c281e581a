"""A plan as a puzzle for a solver: pick a way, a day to apply, a day of the exam, and weeks to study in."""

from __future__ import annotations

from dataclasses import dataclass, replace

from certway.core.plan.ways import Way
from certway.core.plan.weeks import Weeks
from certway.core.plan.wishes import MOST_STUDY_WEEKLY, STUDY_WEEKS, Timing, Wishes


@dataclass(frozen=True, slots=True)
class Puzzle:
    """Everything that decides a plan."""

    ways: tuple[Way, ...]
    weeks: Weeks
    timing: Timing
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class Choice:
    """One solution. Days are ordinals."""

    way: int  # place in the puzzle's ways
    apply_on: int
    exam_on: int
    certified_on: int
    cost: int  # whole US dollars


def certified_on(way: Way, exam_on: int, timing: Timing) -> int:
    """Return the day of the result, or of the program's completion when that is later."""
    return max(exam_on + timing.result_days, way.completed or 0)


def free_minutes(puzzle: Puzzle, way: Way) -> list[int]:
    """Return the minutes by week that can go to study beside the way's own load."""
    pairs = zip(puzzle.weeks.capacity, way.load, strict=True)
    return [min(MOST_STUDY_WEEKLY, max(0, capacity - load)) for capacity, load in pairs]


def study_weeks(puzzle: Puzzle) -> int:
    """Return in how many weeks before the exam the study lies: more than usual only for who has little time."""
    usual = min(MOST_STUDY_WEEKLY, max(puzzle.weeks.capacity, default=0))
    needed = -(-puzzle.timing.study_minutes // usual) if usual else 0
    return max(STUDY_WEEKS, needed + 8)


def study_fits(puzzle: Puzzle, way: Way, exam_week: int) -> bool:
    """Return whether the study fits into the weeks before the exam's week."""
    free = free_minutes(puzzle, way)[max(0, exam_week - study_weeks(puzzle)) : exam_week]
    return sum(free) >= puzzle.timing.study_minutes


def earliest_exam_week(puzzle: Puzzle, way: Way) -> int | None:
    """Return the first week by whose begin the study can be done; None when it never can."""
    window, needed = study_weeks(puzzle), puzzle.timing.study_minutes
    free = free_minutes(puzzle, way)
    done = 0
    for week in range(puzzle.weeks.count + 1):
        if done >= needed:
            return week
        if week < puzzle.weeks.count:
            done += free[week]
        if week >= window:
            done -= free[week - window]
    return None


def first_application(puzzle: Puzzle, way: Way, exam_on: int) -> int | None:
    """Return the first day on which one can apply for an exam on that day, or None."""
    earliest = exam_on - puzzle.timing.exam_within_days
    latest = exam_on - puzzle.timing.processing_days
    for first, last in way.windows:
        for day in range(max(first, earliest), min(last, latest) + 1):
            if puzzle.weeks.is_event_day(day):
                return day
    return None


def place_study(puzzle: Puzzle, way: Way, exam_on: int) -> list[int]:
    """Return the minutes of study by week: as close before the exam's week as the free time allows."""
    free = free_minutes(puzzle, way)
    placed = [0] * puzzle.weeks.count
    left = puzzle.timing.study_minutes
    exam_week = min(puzzle.weeks.week_of(exam_on), puzzle.weeks.count)
    for week in range(exam_week - 1, max(0, exam_week - study_weeks(puzzle)) - 1, -1):
        placed[week] = min(left, free[week])
        left -= placed[week]
    return placed


def trimmed(puzzle: Puzzle) -> Puzzle | None:
    """Return the puzzle without ways that can't be finished in time, and without weeks that no way needs.

    Every way keeps half a year and all days off beyond its earliest possible exam. None when no way is left.
    """
    kept, last = [], 0
    for way in puzzle.ways:
        earliest = _earliest_exam(puzzle, way)
        if earliest is None or (puzzle.wishes.budget is not None and way.cost > puzzle.wishes.budget):
            continue
        if puzzle.wishes.finish_by is not None and certified_on(way, earliest, puzzle.timing) > puzzle.wishes.finish_by:
            continue
        kept.append(way)
        last = max(last, earliest)
    if not kept:
        return None
    slack = 27 + sum(end - first + 1 for first, end in puzzle.wishes.days_off) // 7
    count = min(puzzle.weeks.count, puzzle.weeks.week_of(last) + slack)
    weeks = replace(puzzle.weeks, capacity=puzzle.weeks.capacity[:count])
    return Puzzle(tuple(_cut(way, weeks) for way in kept), weeks, puzzle.timing, puzzle.wishes)


def _earliest_exam(puzzle: Puzzle, way: Way) -> int | None:
    """A lower bound on the day of the exam: the first stretch to apply in that lasts until the study can be done."""
    week = earliest_exam_week(puzzle, way)
    if week is None:
        return None
    timing, studied = puzzle.timing, puzzle.weeks.begin(week)
    for first, last in way.windows:
        day = max(studied, first + timing.processing_days)
        if day <= last + timing.exam_within_days:
            return day if day < puzzle.weeks.begin(puzzle.weeks.count) else None
    return None


def _cut(way: Way, weeks: Weeks) -> Way:
    end = weeks.begin(weeks.count) - 1
    windows = tuple((first, min(last, end)) for first, last in way.windows if first <= end)
    return replace(way, load=way.load[: weeks.count], windows=windows)
