"""The plan solved with CP-SAT: one worker, a fixed seed, a deterministic limit; one puzzle has one answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from certway.core.plan.puzzle import (
    Choice,
    Puzzle,
    certified_on,
    earliest_exam_week,
    first_application,
    study_weeks,
)
from certway.core.plan.wishes import MOST_STUDY_WEEKLY

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar

Aim: TypeAlias = Literal["quickest", "cheapest"]
Status: TypeAlias = Literal["optimal", "feasible", "impossible"]

DETERMINISTIC_LIMIT = 30.0  # CP-SAT's own unit of work, about a second each


@dataclass(frozen=True, slots=True)
class Solution:
    """What the solver found. `choice` is None exactly when the status is impossible."""

    status: Status
    choice: Choice | None


def solve(puzzle: Puzzle, aim: Aim, *, cost_at_most: int | None = None) -> Solution:
    """Return the best choice: the earliest day certified, the lowest cost, the fewest steps; or cost before day.

    `cost_at_most` bounds the cost in whole US dollars, besides the budget.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    monday, days = puzzle.weeks.first_monday, 7 * puzzle.weeks.count  # the solver counts days from that Monday
    event_days = [day - monday for day in range(monday, monday + days) if puzzle.weeks.is_event_day(day)]
    if not event_days or not puzzle.ways:
        return Solution("impossible", None)
    events = cp_model.Domain.from_values(event_days)
    picked = [model.new_bool_var(f"way{place}") for place in range(len(puzzle.ways))]
    apply_on = model.new_int_var_from_domain(events, "apply")
    exam_on = model.new_int_var_from_domain(events, "exam")
    latest = days + puzzle.timing.result_days
    certified = model.new_int_var(0, latest, "certified")
    most = max(way.cost for way in puzzle.ways)
    cost = model.new_int_var(0, most, "cost")

    model.add_exactly_one(picked)
    for way, chosen in zip(puzzle.ways, picked, strict=True):
        window = cp_model.Domain.from_intervals([[first - monday, last - monday] for first, last in way.windows])
        model.add_linear_expression_in_domain(apply_on, window).only_enforce_if(chosen)
        model.add(cost == way.cost).only_enforce_if(chosen)
        # Follows from the weeks below, but said outright it spares the solver most of its search.
        model.add(exam_on >= 7 * (earliest_exam_week(puzzle, way) or 0)).only_enforce_if(chosen)
        if way.completed is not None:
            model.add(certified >= way.completed - monday).only_enforce_if(chosen)
    model.add(exam_on >= apply_on + puzzle.timing.processing_days)
    model.add(exam_on <= apply_on + puzzle.timing.exam_within_days)
    model.add(certified >= exam_on + puzzle.timing.result_days)
    if puzzle.wishes.finish_by is not None:
        model.add(certified <= puzzle.wishes.finish_by - monday)
    limits = [limit for limit in (puzzle.wishes.budget, cost_at_most) if limit is not None]
    if limits:
        model.add(cost <= min(limits))
    _add_study(model, puzzle, picked, exam_on)
    # Among equals the way with the fewest steps: nobody takes a job or a class that changes nothing.
    steps = sum(len(way.steps) * chosen for way, chosen in zip(puzzle.ways, picked, strict=True))
    more = 1 + max(len(way.steps) for way in puzzle.ways)
    if aim == "quickest":
        model.minimize((certified * (most + 1) + cost) * more + steps)
    else:
        model.minimize((cost * (latest + 1) + certified) * more + steps)

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = DETERMINISTIC_LIMIT
    solver.parameters.cp_model_presolve = False  # takes ten times as long as the search on puzzles of this size
    outcome = solver.solve(model)
    if outcome not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solution("impossible", None)
    place = next(place for place, chosen in enumerate(picked) if solver.value(chosen))
    choice = _settled(puzzle, place, monday + solver.value(exam_on))
    return Solution("optimal" if outcome == cp_model.OPTIMAL else "feasible", choice)


def _add_study(model: CpModel, puzzle: Puzzle, picked: list[IntVar], exam_on: IntVar) -> None:
    """Study fits into the weeks before the exam's week, beside the load of the chosen way."""
    if puzzle.timing.study_minutes == 0:
        return
    studied = []
    window = study_weeks(puzzle)
    for week, capacity in enumerate(puzzle.weeks.capacity):
        before_exam = model.new_bool_var(f"before{week}")
        model.add(exam_on >= 7 * (week + 1)).only_enforce_if(before_exam)
        model.add(exam_on < 7 * (week + window + 1)).only_enforce_if(before_exam)
        minutes = model.new_int_var(0, min(capacity, MOST_STUDY_WEEKLY), f"study{week}")
        loads = [min(way.load[week], capacity) for way in puzzle.ways]
        taken = sum(load * chosen for load, chosen in zip(loads, picked, strict=True) if load)
        model.add(minutes + taken <= capacity)
        model.add(minutes == 0).only_enforce_if(before_exam.negated())
        studied.append(minutes)
    model.add(sum(studied) >= puzzle.timing.study_minutes)


def _settled(puzzle: Puzzle, place: int, exam_on: int) -> Choice:
    """The choice with the earliest application that goes with the exam."""
    way = puzzle.ways[place]
    apply_on = first_application(puzzle, way, exam_on)
    assert apply_on is not None
    return Choice(place, apply_on, exam_on, certified_on(way, exam_on, puzzle.timing), way.cost)
