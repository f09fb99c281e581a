"""Plans for generated people: proven optimal, closed under `check`, equal to brute force; how long a solve takes."""

from __future__ import annotations

import json
import random
import statistics
import time
from dataclasses import dataclass, replace

from rich.console import Console
from rich.table import Table

from applicants import applicant, wishes_for
from certway.answers.plan import Rules, is_met_when_applying, plan, puzzle_for, roadmap_for, timing_of
from certway.core.person.record import Record
from certway.core.plan.checking import broken_promises
from certway.core.plan.exhaustive import try_everything
from certway.core.plan.puzzle import Puzzle, trimmed
from certway.core.plan.roadmap import Impossible
from certway.core.plan.solver import solve
from certway.core.plan.wishes import Wishes
from certway.core.units.days import parse_day
from certway.exchange.plan_rules import load_plan_rules
from certway.exchange.rule_files import RuleFiles

PEOPLE = 200
SMALL_CASES = 60
SEED = 20261123
GOALS = ("cma-aama", "rma-amt", "ccma-nha", "mlt-ascp", "mls-ascp")


@dataclass
class Outcome:
    """One person's plan, measured."""

    goal: str
    possible: bool
    optimal: bool
    closed: bool
    seconds: float  # one solve: the ways found, the model built and solved
    reasons_hold: bool


def measured(rules: Rules, record: Record, wishes: Wishes) -> Outcome:
    began = time.perf_counter()
    puzzle = trimmed(puzzle_for(rules, record, wishes))
    solution = solve(puzzle, "quickest") if puzzle else None
    seconds = time.perf_counter() - began
    goal = rules.eligibility.credential
    if puzzle is None or solution is None or solution.choice is None:
        answer = plan(rules, record, wishes)
        return Outcome(
            goal,
            False,
            True,
            True,
            seconds,
            isinstance(answer, Impossible) and reasons_hold(rules, record, wishes, answer),
        )
    found = roadmap_for(rules, puzzle, solution)
    promises = broken_promises(found, wishes, timing_of(rules, record, day=wishes.start))
    closed = is_met_when_applying(rules.eligibility, found) and not promises
    return Outcome(goal, True, solution.status == "optimal", closed, seconds, True)


def reasons_hold(rules: Rules, record: Record, wishes: Wishes, answer: Impossible) -> bool:
    """Return whether every set of wishes that is named makes a plan possible once it is dropped."""
    for reason in answer.reasons:
        if not reason.drop:
            continue
        relaxed = trimmed(puzzle_for(rules, record, wishes.without(reason.drop)))
        if relaxed is None or solve(relaxed, "quickest").choice is None:
            return False
    return True


def small(puzzle: Puzzle) -> Puzzle:
    """Return a smaller puzzle with few ways, so that everything can be tried."""
    kept = trimmed(replace(puzzle, ways=puzzle.ways[:6]))
    return kept or replace(puzzle, ways=())


def brute_force_equal(cases: list[tuple[Rules, Record, Wishes]]) -> int:
    """Return in how many cases the solver's optimum is that of trying everything."""
    equal = 0
    for rules, record, wishes in cases:
        puzzle = small(puzzle_for(rules, record, wishes))
        solved, tried = solve(puzzle, "quickest").choice, try_everything(puzzle)
        known = [(c.certified_on, c.cost, len(puzzle.ways[c.way].steps)) if c else None for c in (solved, tried)]
        equal += known[0] == known[1]
    return equal


def main() -> None:
    files = RuleFiles()
    rules = {goal: load_plan_rules(files, goal) for goal in GOALS}
    rng = random.Random(SEED)
    start = parse_day("2026-11-23")
    assert start is not None
    cases = []
    for number in range(PEOPLE):
        goal = GOALS[number % len(GOALS)]
        cases.append((rules[goal], applicant(rng, goal, start.first), wishes_for(rng, goal, start.first)))
    solve_once_to_load_the_solver(*cases[0])
    outcomes = [measured(*case) for case in cases]
    equal = brute_force_equal(cases[:SMALL_CASES])
    report(outcomes, equal)


def solve_once_to_load_the_solver(rules: Rules, record: Record, wishes: Wishes) -> None:
    solve(puzzle_for(rules, record, wishes.without(wishes.made)), "quickest")


def report(outcomes: list[Outcome], equal: int) -> None:
    seconds = sorted(outcome.seconds for outcome in outcomes)
    planned = [outcome for outcome in outcomes if outcome.possible]
    figures = {
        "subject": "plan",
        "people": len(outcomes),
        "impossible": len(outcomes) - len(planned),
        "optimal_share": sum(outcome.optimal for outcome in planned) / len(planned),
        "closure_share": sum(outcome.closed for outcome in planned) / len(planned),
        "reasons_share": sum(outcome.reasons_hold for outcome in outcomes) / len(outcomes),
        "brute_force_equal": equal,
        "median_s": round(statistics.median(seconds), 4),
        "p95_s": round(seconds[int(0.95 * len(seconds))], 4),
    }
    table = Table("goal", "people", "planned", "optimal", "closed", "median s", title="Plans")
    for goal in GOALS:
        own = [outcome for outcome in outcomes if outcome.goal == goal]
        table.add_row(
            goal,
            str(len(own)),
            str(sum(o.possible for o in own)),
            str(sum(o.optimal for o in own)),
            str(sum(o.closed for o in own if o.possible)),
            f"{statistics.median(o.seconds for o in own):.3f}",
        )
    Console().print(table)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
