"""Where one person stands with one credential: verdict, dates and reasons, route by route."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from certway.core.person.batch import batch_of
from certway.core.person.record import Record
from certway.core.rulebook.credential import EligibilityRules, OtherRoute, Route
from certway.core.rulebook.findings import Finding
from certway.core.rulebook.judging import judge_joined
from certway.core.rulebook.rows import Rows, rows_at
from certway.core.rulebook.timeline import Eligibility, change_days, eligibility_on, exam_days, joined
from certway.core.units.verdicts import CODES, NAMES, VerdictName, Verdicts


@dataclass(frozen=True, slots=True)
class RouteStanding:
    """One route, by itself: what all routes share is not part of it."""

    id: str
    title: str
    verdict: VerdictName
    eligible: Eligibility
    windows: tuple[tuple[int, int], ...]  # every stretch of days on which it is met, as ordinals
    findings: tuple[Finding, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A credential: the best of its routes together with what all routes share."""

    id: str
    verdict: VerdictName
    eligible: Eligibility
    windows: tuple[tuple[int, int], ...]
    findings: tuple[Finding, ...]  # what all routes share
    routes: tuple[RouteStanding, ...]
    other_routes: tuple[OtherRoute, ...]


def stand(rules: EligibilityRules, record: Record, *, as_of: int, exam_on: int | None = None) -> Standing:
    """Return where a person stands who applies on `as_of` and sits the exam on `exam_on` (that day when None).

    Days are ordinals. Dates of eligibility follow docs/reference/readings.md, "Looking ahead".
    """
    return stand_each([rules], record, as_of=as_of, exam_on=exam_on)[0]


def stand_each(
    rules: Iterable[EligibilityRules], record: Record, *, as_of: int, exam_on: int | None = None
) -> tuple[Standing, ...]:
    """Return where a person stands with each of several credentials, as `stand` does with one."""
    people = batch_of([record])
    days = np.array([as_of], dtype=np.int32)
    now = rows_at(people, day=days, exam_day=exam_days(days, exam_on))
    return tuple(_stand(one, now, exam_on) for one in rules)


def _stand(rules: EligibilityRules, now: Rows, exam_on: int | None) -> Standing:
    """Every rule is judged once on its change days and explained once on the day asked about."""
    as_of = int(now.day[0])
    person, day = change_days((*rules.shared, *(route.rule for route in rules.routes)), now.people)
    later = rows_at(now.people, person=person, day=day, exam_day=exam_days(day, exam_on))
    verdicts = [route.rule.judge(later) for route in rules.routes]
    routes = tuple(_on_route(*one, now, later) for one in zip(rules.routes, verdicts, strict=True))
    shared = tuple(node.explain(now) for node in rules.shared)
    windows = _windows(later, judge_joined(rules, verdicts, later))
    best = max(CODES[route.verdict] for route in routes)
    return Standing(
        id=rules.credential,
        verdict=NAMES[min([best, *(CODES[finding.verdict] for finding in shared)])],
        eligible=eligibility_on(windows, as_of),
        windows=tuple(windows),
        findings=shared,
        routes=routes,
        other_routes=rules.other_routes,
    )


def _on_route(route: Route, verdicts: Verdicts, now: Rows, later: Rows) -> RouteStanding:
    windows = _windows(later, verdicts)
    finding = route.rule.explain(now)
    return RouteStanding(
        id=route.id,
        title=route.title,
        verdict=finding.verdict,
        eligible=eligibility_on(windows, int(now.day[0])),
        windows=tuple(windows),
        findings=finding.findings or (finding,),
        note=route.note,
    )


def _windows(rows: Rows, verdicts: Verdicts) -> list[tuple[int, int]]:
    return joined(rows.person, rows.day, verdicts).windows(0)
