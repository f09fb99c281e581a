"""The same puzzle by trying everything: slow, and there to check the solver on small cases."""

from __future__ import annotations

from certway.core.plan.puzzle import Choice, Puzzle, certified_on, study_fits


def try_everything(puzzle: Puzzle) -> Choice | None:
    """Return the choice certified earliest, then cheapest, then with the fewest steps; None when there is none."""
    best: Choice | None = None
    start, end = puzzle.weeks.start, puzzle.weeks.begin(puzzle.weeks.count)
    days = [day for day in range(start, end) if puzzle.weeks.is_event_day(day)]
    budget, finish_by = puzzle.wishes.budget, puzzle.wishes.finish_by
    for place, way in enumerate(puzzle.ways):
        if budget is not None and way.cost > budget:
            continue
        applications = [day for day in days if any(first <= day <= last for first, last in way.windows)]
        for exam in (day for day in days if study_fits(puzzle, way, puzzle.weeks.week_of(day))):
            certified = certified_on(way, exam, puzzle.timing)
            if finish_by is not None and certified > finish_by:
                break
            fitting = [
                day
                for day in applications
                if puzzle.timing.processing_days <= exam - day <= puzzle.timing.exam_within_days
            ]
            if fitting:
                choice = Choice(place, fitting[0], exam, certified, way.cost)
                if best is None or _rank(puzzle, choice) < _rank(puzzle, best):
                    best = choice
                break
    return best


def _rank(puzzle: Puzzle, choice: Choice) -> tuple[int, int, int]:
    return choice.certified_on, choice.cost, len(puzzle.ways[choice.way].steps)
