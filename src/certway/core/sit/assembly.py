"""Forms assembled with a linear programme and CP-SAT: one worker, a fixed seed, a deterministic limit.

Of all forms that keep every limit those are sought of which the one that tells least at the cut tells most. A linear
programme over all forms together gives a bound, and says of each candidate how much of the bound its choice costs at
least. With many candidates, CP-SAT first gathers the questions of all forms together, from those that cost little, and
then divides them among the forms. With few, or where that fails, it chooses the questions of each form at once.

Source: van der Linden (2005), Linear Models for Optimal Test Design, chapters 3 to 6 (the model, maximin forms).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import comb, floor
from typing import TYPE_CHECKING

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.sit.pool import Numbers, Pool
from certway.core.sit.rows import INFORMATION, Row, Task, candidates_of, families_of, lacks_of, task_of
from certway.core.sit.wanted import FAMILIES, Assembly, Family, Status, Wanted

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar

DETERMINISTIC_LIMIT = 6.0  # CP-SAT's own unit of work, from one to several seconds each
GAP = 0.0005  # share of the least information that is not worth a longer search
SMALL = 1_000  # candidates times forms among which each form's questions are chosen at once
MARGINS = (0.0002, 0.001)  # shares of the bound that a candidate may cost to be among the few


@dataclass(frozen=True, slots=True)
class _Relaxed:
    """What holds of every choice of forms, in the solver's units."""

    bound: int  # of the least information
    costs: Floats  # by how much a candidate that is chosen keeps the sum over all forms below their bound, at least


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of the best forms, in the solver's units."""

    bound: int  # of the least information
    forms: tuple[tuple[int, ...], ...] = ()  # places in the pool
    least: int = 0
    is_impossible: bool = False


def assemble(pool: Pool, wanted: Wanted, *, gap: float = GAP) -> Assembly:
    """Return forms that keep every limit and tell most at the cut, or why there are none.

    The search ends once it is known that no forms are better by more than the share `gap`; 0 asks for the optimum.
    """
    found = _best(task_of(pool, wanted), gap)
    if found.is_impossible:
        lacks = lacks_of(pool, wanted, candidates_of(pool, wanted))
        return Assembly("impossible", lacks=lacks, reasons=tuple(_reasons(pool, wanted)))
    if not found.forms:
        return Assembly("unsolved")
    status: Status = "optimal" if found.least >= found.bound else "feasible"
    forms = found.forms * (wanted.forms // len(found.forms))  # without a limit of overlap, the best one each time
    return Assembly(status, forms, found.least / INFORMATION, found.bound / INFORMATION)


def _reasons(pool: Pool, wanted: Wanted) -> Iterator[Family]:
    """Yield the sorts of limits without one of which there are forms."""
    present = families_of(pool, wanted)
    for family in FAMILIES:
        if family in present and _best(task_of(pool, wanted, without=family), gap=1.0).forms:
            yield family


def _best(task: Task, gap: float) -> _Found:
    """Return the best forms that are found."""
    relaxed = _relax(task)
    if relaxed is None:
        return _Found(0, is_impossible=True)
    if len(task.candidates) * task.forms <= SMALL:
        return _choose(task, relaxed.bound, gap)
    for few in _few(task, relaxed):
        some = task.among(few)
        times = _gather(some, gap)
        if times is None:
            continue
        divided = some.among(np.flatnonzero(times))
        found = _choose(divided, relaxed.bound, gap, times=times[times > 0])
        if found.forms:
            return replace(found, bound=relaxed.bound)
    return _choose(task, relaxed.bound, gap)


def _few(task: Task, relaxed: _Relaxed) -> Iterator[Numbers]:
    """Yield the places of few candidates, then of more: those of which each keeps the bound nearly."""
    for margin in MARGINS:
        yield np.flatnonzero(relaxed.costs <= margin * task.forms * relaxed.bound)


def _relax(task: Task) -> _Relaxed | None:
    """Return what the linear programme over all forms together says; None where it has no solution."""
    from ortools.linear_solver.python import model_builder

    model, copies = model_builder.Model(), _copies(task)  # type: ignore[no-untyped-call]
    taken = [model.new_num_var(0, 1, "") for _ in range(copies * len(task.candidates))]
    total = model_builder.LinearExpr.weighted_sum
    for row in _together(task):
        if not len(row.places) and not row.least <= 0 <= row.most:
            return None
        chosen = total([taken[place] for place in row.places], row.weights.astype(np.float64).tolist())
        model.add_linear_constraint(chosen, row.least, row.most)
    model.maximize(total(taken, np.repeat(task.information, copies).astype(np.float64).tolist()))
    solver = model_builder.Solver("GLOP")
    if solver.solve(model) != model_builder.SolveStatus.OPTIMAL:
        return None
    costs = np.array([max(0.0, -solver.reduced_cost(first)) for first in taken[::copies]], dtype=np.float64)
    return _Relaxed(floor(solver.objective_value / task.forms + 0.01), costs)


def _gather(task: Task, gap: float) -> Numbers | None:
    """Return in how many forms each candidate stands, so that the forms together tell most; None if that fails."""
    from ortools.sat.python import cp_model

    model, copies = cp_model.CpModel(), _copies(task)
    taken = [model.new_bool_var("") for _ in range(copies * len(task.candidates))]
    total = cp_model.LinearExpr.weighted_sum
    for row in _together(task):
        chosen = total([taken[place] for place in row.places], row.weights.tolist())
        model.add_linear_constraint(chosen, row.least, row.most)
    model.maximize(total(taken, np.repeat(task.information, copies).tolist()))
    solver = _solver(gap / 5)
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    stands = np.array([solver.value(copy) for copy in taken], dtype=np.int64).reshape(-1, copies)
    return np.asarray(stands.sum(axis=1))


def _copies(task: Task) -> int:
    """Return in how many forms a candidate can stand."""
    return 1 if task.overlap == 0 else task.forms


def _together(task: Task) -> Iterator[Row]:
    """Yield the limits of all forms together; their places are copies of candidates, those of one side by side.

    A second copy of a candidate is shared by one pair of forms, a third by two pairs more, and so on.
    """
    copies = _copies(task)
    for row in task.rows:
        places = (row.places[:, None] * copies + np.arange(copies)).ravel()
        yield Row(row.family, places, np.repeat(row.weights, copies), task.forms * row.least, task.forms * row.most)
    if copies > 1 and task.overlap is not None:
        shares = np.tile(np.arange(copies), len(task.candidates))
        yield Row("overlap", np.arange(len(shares)), shares, 0, task.overlap * comb(task.forms, 2))


def _choose(task: Task, bound: int, gap: float, times: Numbers | None = None) -> _Found:
    """Return the best forms of a task's candidates, of which each stands in so many forms where that is said."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    forms = [[model.new_bool_var("") for _ in task.candidates] for _ in range(task.forms)]
    least = model.new_int_var(0, bound, "least")
    total = cp_model.LinearExpr.weighted_sum
    for form in forms:
        for row in task.rows:
            chosen = total([form[place] for place in row.places], row.weights.tolist())
            model.add_linear_constraint(chosen, row.least, row.most)
        model.add(total(form, task.information.tolist()) >= least)
    _limit_overlap(model, forms, task.overlap)
    for copies, count in zip(zip(*forms, strict=True), times if times is not None else (), strict=False):
        model.add(sum(copies) == int(count))
    model.maximize(least)
    solver = _solver(gap)
    outcome = solver.solve(model)
    if outcome not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return _Found(bound, is_impossible=outcome == cp_model.INFEASIBLE)
    places = [[place for place, variable in enumerate(form) if solver.value(variable)] for form in forms]
    return _Found(
        bound=floor(solver.best_objective_bound + 0.01),
        forms=tuple(tuple(task.candidates[form].tolist()) for form in places),
        least=min(int(task.information[form].sum()) for form in places),
    )


def _limit_overlap(model: CpModel, forms: Sequence[Sequence[IntVar]], overlap: int | None) -> None:
    """Let two forms share so many questions at most."""
    if overlap == 0:
        for copies in zip(*forms, strict=True):
            model.add_at_most_one(copies)
    elif overlap is not None:
        for one, other in combinations(forms, 2):
            both = [model.new_bool_var("") for _ in one]
            for first, second, shared in zip(one, other, both, strict=True):
                model.add_bool_or(first.negated(), second.negated(), shared)
            model.add(sum(both) <= overlap)


def _solver(gap: float) -> CpSolver:
    from ortools.sat.python import cp_model

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = DETERMINISTIC_LIMIT
    solver.parameters.relative_gap_limit = gap
    solver.parameters.linearization_level = (
        2  # the linear relaxation is nearly exact; without it the search is far longer
    )
    return solver
