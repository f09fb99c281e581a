"""A credential's rules asked as a whole: the verdict for many rows, and the days good for an application."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from certway.core.person.columns import Index, People
from certway.core.rulebook.credential import EligibilityRules, Route
from certway.core.rulebook.nodes import Assumed, InForce, Node
from certway.core.rulebook.rows import Rows, rows_at
from certway.core.rulebook.stretches import distinct_days
from certway.core.rulebook.timeline import change_days, joined
from certway.core.units.days import Days
from certway.core.units.verdicts import MET, NOT_MET, Verdicts


def judge_credential(rules: EligibilityRules, rows: Rows) -> Verdicts:
    """Return the credential's verdict for every row."""
    return judge_joined(rules, (route.rule.judge(rows) for route in rules.routes), rows)


def judge_joined(rules: EligibilityRules, routes: Iterable[Verdicts], rows: Rows) -> Verdicts:
    """Return the credential's verdict for every row from the verdicts of its routes: the best, with what all share."""
    best = np.full(rows.count, NOT_MET, dtype=np.int8)
    for verdicts in routes:
        np.maximum(best, verdicts, out=best)
    return np.minimum(best, _judge_all(rules.shared, rows))


def judge_route(rules: EligibilityRules, route: Route, rows: Rows) -> Verdicts:
    """Return the verdict of one route together with what all routes share."""
    return np.minimum(route.rule.judge(rows), _judge_all(rules.shared, rows))


def _judge_all(nodes: tuple[Node, ...], rows: Rows) -> Verdicts:
    result = np.full(rows.count, MET, dtype=np.int8)
    for node in nodes:
        np.minimum(result, node.judge(rows), out=result)
    return result


def application_windows(
    rules: EligibilityRules, route: Route, people: People, *, exam_after_days: int
) -> list[list[tuple[int, int]]]:
    """Return for each person the stretches of days on which an application by one route would be met.

    The exam is taken `exam_after_days` after the application. Both ends of a stretch are included.
    """
    person, day = change_days((*rules.shared, route.rule), people)
    # What looks at the exam day changes that much earlier on the application day.
    person, day = _with_earlier(person, day, exam_after_days)
    rows = rows_at(people, person=person, day=day, exam_day=day + np.int32(exam_after_days))
    lines = joined(person, day, judge_route(rules, route, rows))
    return [lines.windows(one) for one in range(people.size)]


def _with_earlier(person: Index, day: Days, shift: int) -> tuple[Index, Days]:
    if not shift or not len(day):
        return person, day
    first = int(day.min())
    earlier = np.maximum(day - shift, first)
    return distinct_days([(person, day), (person, earlier)])


@dataclass(frozen=True, slots=True)
class Decisions:
    """A credential's verdicts with what decided them, one place a row."""

    verdict: Verdicts
    route: NDArray[np.int8]  # the best route, as its place among the rules' routes
    failed: NDArray[np.int16]  # the first requirement that keeps the verdict from met, as its place among
    # `requirement_ids`; -1 where it is met


def requirement_ids(rules: EligibilityRules) -> tuple[str, ...]:
    """Return the ids that `Decisions.failed` points at: every route's requirements, then what all routes share."""
    routes = (node.face.id for route in rules.routes for node in _asked(route))
    return (*routes, *(node.face.id for node in rules.shared))


def decide(rules: EligibilityRules, rows: Rows) -> Decisions:
    """Return the credential's verdict for every row, with the best route and the first requirement that fails.

    The best route has the best verdict; among equals the fewest requirements not met, then the fewest unknown ones;
    then it is the first. A requirement fails when its verdict is the credential's, and that is not met. Those of the
    route come before those that all routes share.
    """
    shared = _join(rules.shared, rows)
    best = _Joint.of_nothing(rows.count)
    route = np.zeros(rows.count, dtype=np.int8)
    start = 0
    for place, one in enumerate(rules.routes):
        asked = _asked(one)
        joint = _join(asked, rows)
        better = joint.rank > best.rank
        np.copyto(best.rank, joint.rank, where=better)
        np.copyto(best.verdict, joint.verdict, where=better)
        np.copyto(best.first, joint.first + np.int16(start), where=better)
        np.copyto(route, np.int8(place), where=better)
        start += len(asked)
    failed = np.where(best.verdict <= shared.verdict, best.first, shared.first + np.int16(start))
    verdict = np.minimum(best.verdict, shared.verdict)
    return Decisions(verdict, route, np.where(verdict == MET, np.int16(-1), failed))


def _asked(route: Route) -> tuple[Node, ...]:
    """What a route asks for; first, where it was discontinued, whether it is still open."""
    if isinstance(route.rule, InForce):
        return (replace(route.rule, part=Assumed(route.rule.face)), *route.requirements)
    return route.requirements


_NOT_MET, _CLOSED = 100, 10_000  # how much a requirement that is not met, or a closed route, weighs against an open one


@dataclass(frozen=True, slots=True)
class _Joint:
    """Requirements that must all be met."""

    verdict: Verdicts
    first: NDArray[np.int16]  # the place of the first one with that verdict
    rank: NDArray[np.int32]  # greater is better

    @classmethod
    def of_nothing(cls, count: int) -> _Joint:
        worst = np.iinfo(np.int32).min
        first, rank = np.zeros(count, dtype=np.int16), np.full(count, worst, dtype=np.int32)
        return cls(np.full(count, NOT_MET, dtype=np.int8), first, rank)


def _join(nodes: tuple[Node, ...], rows: Rows) -> _Joint:
    verdict = np.full(rows.count, MET, dtype=np.int8)
    first, lacking = np.zeros(rows.count, dtype=np.int16), np.zeros(rows.count, dtype=np.int32)
    for place, node in enumerate(nodes):
        own = node.judge(rows)
        weight = _CLOSED if isinstance(node, InForce) else _NOT_MET
        np.copyto(first, np.int16(place), where=own < verdict)
        np.minimum(verdict, own, out=verdict)
        lacking += np.array([weight, 1, 0], dtype=np.int32).take(own + np.int8(1))
    return _Joint(verdict, first, verdict * np.int32(1_000_000) - lacking)
