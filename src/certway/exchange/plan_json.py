"""A plan as JSON: ids, dates and numbers that other programs rely on, and the sentences for people."""

from __future__ import annotations

from certway.core.person.reading import write_person
from certway.core.plan.roadmap import Alternative, Impossible, Reason, Retake, Roadmap, Task, WhatIf
from certway.core.plan.trainings import Price
from certway.core.rulebook.findings import Finding
from certway.exchange.check_json import Json, iso, source_json, whole
from certway.exchange.plan_text import cost_sources
from certway.exchange.words.places import path_in_words
from certway.exchange.words.plans import (
    PlanTelling,
    assumed_lines,
    busiest,
    fee_task,
    hours_of,
    is_published,
    reason_line,
    task_title,
    task_why,
    why_id,
)
from certway.exchange.words.sentences import because


def plan_json(answer: Roadmap | Impossible, telling: PlanTelling) -> Json:
    """Return a plan, or why there is none, as plain values in the shape that docs/reference/commands.md gives."""
    return _refusal_json(answer, telling) if isinstance(answer, Impossible) else _roadmap_json(answer, telling)


def _roadmap_json(plan: Roadmap, telling: PlanTelling) -> Json:
    words = telling.telling.words
    return {
        "goal": plan.goal,
        "status": plan.status,
        "as_of": iso(telling.telling.as_of),
        "start": iso(plan.start),
        "certified_on": iso(plan.certified_on),
        "cost_usd": plan.price.likely,
        "cost_range_usd": _range(plan.price),
        "fee_published": is_published(fee_task(plan)),
        "route": plan.route,
        "route_title": words.text(plan.route_title),
        "apply_on": iso(plan.apply_on),
        "exam_on": iso(plan.exam_on),
        "hours_per_week": whole(hours_of(busiest(plan))),
        "tasks": [_task_json(task, plan, telling) for task in plan.tasks],
        "alternatives": [_alternative_json(alternative, telling) for alternative in plan.alternatives],
        "what_if": [_what_if_json(what_if) for what_if in plan.what_if],
        "retake": _retake_json(plan.retake),
        "assumes": list(assumed_lines(plan, telling)),
        "ask": [words.text(line) for line in plan.ask],
        "adds": {name: told for name, told in write_person(plan.adds).items() if name != "certway"},
    }


def _task_json(task: Task, plan: Roadmap, telling: PlanTelling) -> Json:
    return {
        "id": task.id,
        "kind": task.kind,
        "title": task_title(task, plan, telling),
        "starts": iso(task.starts),
        "ends": iso(task.ends),
        "cost_usd": task.price.likely,
        "cost_range_usd": _range(task.price),
        "hours": whole(hours_of(task.minutes)),
        "hours_per_week": whole(hours_of(task.weekly_minutes)),
        "after": list(task.after),
        "message": why_id(task, plan),
        "why": task_why(task, plan, telling),
        "notes": [telling.telling.words.text(note) for note in task.notes],
        "source": source_json(task.source) if task.source else None,
        "cost_sources": [source_json(source) for source in cost_sources(task)] if task.price.most else [],
    }


def _range(price: Price) -> list[int]:
    return [price.least, price.most]


def _alternative_json(alternative: Alternative, telling: PlanTelling) -> Json:
    return {
        "kind": alternative.kind,
        "route": alternative.route,
        "training": alternative.training or None,
        "title": telling.telling.words.text(alternative.title) or None,
        "certified_on": iso(alternative.certified_on),
        "cost_usd": alternative.cost,
    }


def _what_if_json(what_if: WhatIf) -> Json:
    return {
        "drop": what_if.drop,
        "certified_on": iso(what_if.certified_on),
        "cost_usd": what_if.cost,
        "hours_per_week": whole(hours_of(what_if.weekly_minutes)),
    }


def _retake_json(retake: Retake) -> Json:
    return {"earliest_on": iso(retake.earliest_on), "cost_usd": retake.cost}


def _refusal_json(refusal: Impossible, telling: PlanTelling) -> Json:
    return {
        "goal": refusal.goal,
        "status": "impossible",
        "as_of": iso(telling.telling.as_of),
        "start": iso(refusal.start),
        "certified_on": None,
        "cost_usd": None,
        "route": None,
        "tasks": [],
        "alternatives": [],
        "reasons": [_reason_json(reason, telling) for reason in refusal.reasons],
    }


def _reason_json(reason: Reason, telling: PlanTelling) -> Json:
    weekly = reason.weekly_minutes
    return {
        "message": reason.message,
        "because": reason_line(reason, telling),
        "drop": list(reason.drop),
        "certified_on": iso(reason.certified_on),
        "cost_usd": reason.cost,
        "hours_per_week": None if weekly is None else whole(hours_of(weekly)),
        "missing": [{"field": field, "tell": path_in_words(field, telling.telling)} for field in reason.fields],
        "findings": [_finding_json(path, telling) for path in reason.findings],
    }


def _finding_json(path: str, telling: PlanTelling) -> Json:
    """What stands against a way; `id` is `route/finding`, or the finding alone where every way asks for it."""
    route, _, name = path.rpartition("/")
    finding = _find(route, name, telling)
    return {"id": path, "because": because(finding, telling.telling) if finding else None}


def _find(route: str, name: str, telling: PlanTelling) -> Finding | None:
    standing = telling.standing
    if standing is None:
        return None
    routes = [one.findings for one in standing.routes if one.id == route]
    findings = routes[0] if routes else standing.findings
    return next((finding for finding in findings if finding.id == name), None)
