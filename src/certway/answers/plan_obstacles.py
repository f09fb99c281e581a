"""Why is there no plan? The wishes that conflict, the questions left open, or the rules themselves."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from certway.answers.plan_question import Rules, offered_trainings, puzzle_for
from certway.core.person.batch import batch_of
from certway.core.person.record import Record
from certway.core.plan.puzzle import place_study, trimmed
from certway.core.plan.roadmap import Reason
from certway.core.plan.solver import solve
from certway.core.plan.steps import records_to_come
from certway.core.plan.weeks import weeks_for
from certway.core.plan.wishes import HORIZON_DAYS, Wishes, WishName
from certway.core.qualify.standing import Standing, stand
from certway.core.rulebook.judging import judge_credential
from certway.core.rulebook.rows import rows_at
from certway.core.rulebook.stretches import distinct
from certway.core.rulebook.timeline import change_days
from certway.core.units.verdicts import UNKNOWN


def find_obstacles(rules: Rules, record: Record, wishes: Wishes) -> tuple[Reason, ...]:
    """Name the smallest sets of wishes that stand in the way, else what the person has not told, else the rules."""
    made = wishes.made
    for size in range(1, len(made) + 1):
        found = [
            reason
            for names in combinations(made, size)
            if (reason := try_without(rules, record, wishes, names)) is not None
        ]
        if found:
            return tuple(found)
    fields = _unanswered(rules, record, wishes.without(made))
    if fields:
        return (Reason("answers-missing", fields=fields),)
    answer = stand(rules.eligibility, record, as_of=wishes.start)
    against = [f.id for f in answer.findings if f.verdict != "met"]
    against += [f"{route.id}/{f.id}" for route in answer.routes for f in route.findings if f.verdict != "met"]
    return (Reason("no-way", findings=tuple(against)),)


def _unanswered(rules: Rules, record: Record, wishes: Wishes) -> tuple[str, ...]:
    """The questions that leave a verdict unknown on some day, now or after a training, when no wish is in the way."""
    offered = offered_trainings(rules)
    weeks = weeks_for(wishes, HORIZON_DAYS)
    routes = tuple(route.rule for route in rules.eligibility.routes)
    for later in records_to_come(record, offered, wishes, weeks):
        people = batch_of([later])
        _, days = change_days((*rules.eligibility.shared, *routes), people)
        days = distinct(np.append(days[days >= wishes.start], wishes.start)).astype(np.int32)
        rows = rows_at(people, person=np.zeros(len(days), dtype=np.intp), day=days)
        open_ = days[judge_credential(rules.eligibility, rows) == UNKNOWN]
        if len(open_):
            fields = _questions(stand(rules.eligibility, later, as_of=int(open_[0])), record)
            if fields:
                return fields
    return ()


def _questions(answer: Standing, record: Record) -> tuple[str, ...]:
    """The fields whose answers would settle what is unknown, without those of entries that the plan itself adds."""
    open_routes = [route for route in answer.routes if route.verdict == "unknown"]
    findings = [*answer.findings, *(finding for route in open_routes for finding in route.findings)]
    fields = [
        inner.missing.field
        for finding in findings
        for inner in finding.walk()
        if inner.verdict == "unknown" and inner.missing and inner.missing.kind == "answer"
    ]
    return tuple(dict.fromkeys(field for field in fields if _is_own(field, record)))


def _is_own(field: str, record: Record) -> bool:
    section, _, rest = field.partition("/")
    place = rest.partition("/")[0]
    return not place.isdigit() or int(place) < len(record.entries(section) or ())


def try_without(rules: Rules, record: Record, wishes: Wishes, names: tuple[WishName, ...]) -> Reason | None:
    """Return the quickest plan with some wishes dropped, as a reason; None when there is still none."""
    relaxed = trimmed(puzzle_for(rules, record, wishes.without(names)))
    choice = solve(relaxed, "quickest").choice if relaxed else None
    if relaxed is None or choice is None:
        return None
    way = relaxed.ways[choice.way]
    busiest = max(study + load for study, load in zip(place_study(relaxed, way, choice.exam_on), way.load, strict=True))
    return Reason(
        "wishes-conflict", drop=names, certified_on=choice.certified_on, cost=choice.cost, weekly_minutes=busiest
    )
