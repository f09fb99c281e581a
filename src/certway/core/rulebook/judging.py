"""A credential's rules asked as a whole: the verdict for many rows, and the days good for an application."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from certway.core.person.columns import Index, People
from certway.core.rulebook.credential import EligibilityRules, Route
from certway.core.rulebook.nodes import Node
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
