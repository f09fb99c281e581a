"""What does a dated, costed way to this credential look like?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from certway.answers.plan_obstacles import find_obstacles, try_without
from certway.answers.plan_question import Rules, most_of, puzzle_for, timing_of, wishes_of
from certway.core.person.batch import batch_of
from certway.core.person.record import Record
from certway.core.plan.puzzle import Choice, Puzzle, place_study, trimmed
from certway.core.plan.roadmap import Alternative, Impossible, Retake, Roadmap, WhatIf
from certway.core.plan.solver import Solution, solve
from certway.core.plan.steps import given_by
from certway.core.plan.tasks import Background, tasks_of
from certway.core.plan.trainings import Price, Training
from certway.core.plan.ways import Way
from certway.core.plan.wishes import Wishes
from certway.core.rulebook.credential import EligibilityRules
from certway.core.rulebook.judging import judge_route
from certway.core.rulebook.rows import rows_at
from certway.core.rulebook.waits import Wait
from certway.core.units.days import Days
from certway.core.units.verdicts import MET

__all__ = [
    "Rules",
    "is_met_when_applying",
    "plan",
    "puzzle_for",
    "roadmap_for",
    "timing_of",
    "wishes_of",
]

MOST_ALTERNATIVES = 6


def plan(rules: Rules, record: Record, wishes: Wishes) -> Roadmap | Impossible:
    """Return the quickest plan (and the cheapest of those), or why there is none."""
    puzzle = puzzle_for(rules, record, wishes)
    smaller = trimmed(puzzle)
    solution = solve(smaller, "quickest") if smaller else Solution("impossible", None)
    if smaller is None or solution.choice is None:
        return Impossible(rules.eligibility.credential, wishes.start, find_obstacles(rules, record, wishes))
    found = roadmap_for(rules, smaller, solution)
    alternatives = _frontier(smaller, solution.choice)
    return replace(found, alternatives=alternatives, what_if=_what_if(rules, record, wishes, solution.choice))


def roadmap_for(rules: Rules, puzzle: Puzzle, solution: Solution) -> Roadmap:
    """Return a solution as a plan, without its alternatives; the solution must have a choice."""
    choice = solution.choice
    assert choice is not None
    way = puzzle.ways[choice.way]
    tasks = tasks_of(puzzle, choice, _background(rules, choice))
    price = way.price.plus(Price(way.fee or 0, way.fee or 0, way.fee or 0))
    trainings = tuple(step.training for step in way.steps)
    return Roadmap(
        goal=rules.eligibility.credential,
        status="optimal" if solution.status == "optimal" else "feasible",
        start=puzzle.wishes.start,
        certified_on=choice.certified_on,
        price=price,
        route=way.route.id,
        route_title=way.route.title,
        trainings=trainings,
        apply_on=choice.apply_on,
        exam_on=choice.exam_on,
        tasks=tasks,
        alternatives=(),
        what_if=(),
        retake=_retake(rules, choice),
        record=way.record,
        adds=given_by(way.steps),
        study_by_week=tuple(place_study(puzzle, way, choice.exam_on)),
        load_by_week=way.load,
        assumes=tuple(line for training in trainings for line in training.assumes),
        ask=tuple(line for training in trainings for line in training.ask),
    )


def _background(rules: Rules, choice: Choice) -> Background:
    editions = [e for e in rules.outline if e.from_ is None or e.from_ <= choice.exam_on]
    edition = editions[-1] if editions else None
    general = rules.trainings.values
    study, papers = general.get("study-hours"), general.get("transcript-lead")
    return Background(
        areas=edition.areas if edition else (),
        exam_values=dict(rules.exam),
        study_source=study.current.source if study else None,
        papers_source=papers.current.source if papers else None,
        renewal_cycle=rules.renewal.get("cycle"),
    )


def _frontier(puzzle: Puzzle, quickest: Choice) -> tuple[Alternative, ...]:
    """Plans that none beats in both time and money, from the quickest, which is the plan itself, to the cheapest."""
    choices = [quickest]
    while len(choices) < MOST_ALTERNATIVES and choices[-1].cost > 0:
        choice = solve(puzzle, "quickest", cost_at_most=choices[-1].cost - 1).choice
        if choice is None:
            break
        choices.append(choice)
    found = [_alternative(puzzle.ways[choice.way], choice) for choice in choices]
    last = solve(puzzle, "cheapest").choice if len(choices) == MOST_ALTERNATIVES else choices[-1]
    assert last is not None
    cheapest = replace(_alternative(puzzle.ways[last.way], last), kind="cheapest")
    return (replace(found[0], kind="quickest"), *found[1:-1], cheapest)


def _what_if(rules: Rules, record: Record, wishes: Wishes, chosen: Choice) -> tuple[WhatIf, ...]:
    found = []
    for name in wishes.made:
        other = try_without(rules, record, wishes, (name,))
        if other is None or other.certified_on is None or other.cost is None or other.weekly_minutes is None:
            continue
        if other.certified_on < chosen.certified_on or other.cost < chosen.cost:
            found.append(WhatIf(name, other.certified_on, other.cost, other.weekly_minutes))
    return tuple(found)


def _alternative(way: Way, choice: Choice) -> Alternative:
    training: Training | None = way.steps[0].training if way.steps else None
    return Alternative(
        kind="between",
        route=way.route.id,
        training=training.id if training else "",
        title=training.title if training else "",
        certified_on=choice.certified_on,
        cost=choice.cost,
    )


def _retake(rules: Rules, choice: Choice) -> Retake:
    waits = [node for node in rules.eligibility.shared if isinstance(node, Wait)]
    days = [wait.steps[0].wait.step(_day(choice.exam_on), at=_day(choice.exam_on))[1] for wait in waits]
    fee = most_of(rules.fees.get("retake-fee"), choice.exam_on, -1)
    return Retake(max((int(day[0]) for day in days), default=None), fee if fee >= 0 else None)


def _day(day: int) -> Days:
    return np.array([day], dtype=np.int32)


def is_met_when_applying(rules: EligibilityRules, found: Roadmap) -> bool:
    """Return whether `check` says met on the planned day of application, with the plan's tasks done: the closure."""
    people = batch_of([found.record])
    route = rules.route(found.route)
    assert route is not None
    rows = rows_at(people, day=_day(found.apply_on), exam_day=_day(found.exam_on))
    return bool(judge_route(rules, route, rows)[0] == MET)
