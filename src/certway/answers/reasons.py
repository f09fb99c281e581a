"""Which findings decide: what to tell a person first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certway.core.qualify.standing import RouteStanding
from certway.core.rulebook.findings import Finding
from certway.core.units.verdicts import VerdictName


@dataclass(frozen=True, slots=True)
class Lack:
    """A leaf that keeps somebody from applying."""

    finding: Finding
    ways: int  # how many ways there are of which this leaf belongs to the nearest; 1 = there is no other


_RANK: dict[VerdictName, int] = {"not-met": 0, "unknown": 1, "met": 2}


def deciding(findings: Sequence[Finding]) -> tuple[Lack, ...]:
    """Return what keeps findings that must all hold from being met: failed leaves first, then open ones.

    Where one of several ways would do, only the nearest of them is followed. Empty when all are met.
    """
    lacks = [lack for finding in findings for lack in _lacks(finding, 1)]
    return tuple(sorted(lacks, key=lambda lack: _RANK[lack.finding.verdict]))


def _lacks(finding: Finding, ways: int) -> tuple[Lack, ...]:
    if finding.verdict == "met":
        return ()
    if finding.op == "any" and finding.findings:
        return _lacks(min(finding.findings, key=_distance), ways * len(finding.findings))
    if finding.op == "all" and finding.findings:
        return tuple(lack for part in finding.findings for lack in _lacks(part, ways))
    return (Lack(finding, ways),)


def _distance(finding: Finding) -> tuple[int, int, int]:
    """How far a finding is from being met: its verdict, then how many leaves fail, then how many are open."""
    failed, open_ = count_lacks(_lacks(finding, 1))
    return -_RANK[finding.verdict], failed, open_


def count_lacks(lacks: Sequence[Lack]) -> tuple[int, int]:
    """Return how many leaves fail, and how many are open."""
    failed = sum(lack.finding.verdict == "not-met" for lack in lacks)
    return failed, len(lacks) - failed


def is_closed(route: RouteStanding) -> bool:
    """Tell whether a route is not open at all on the day asked about."""
    return any(finding.message.startswith("in-force") for finding in route.findings)


def nearest_route(routes: Sequence[RouteStanding]) -> RouteStanding | None:
    """Return the route to tell about first.

    That is one which is met; else one that will be met on a known day, the earliest first; else the one with the
    best verdict and the fewest failed and open clauses. None when there are no routes.
    """
    return min(routes, key=_remoteness, default=None)


def _remoteness(route: RouteStanding) -> tuple[int, ...]:
    failed, open_ = count_lacks(deciding(route.findings))
    starts = route.eligible.from_
    met = route.verdict == "met"
    return (
        0 if met else 1,
        0 if met or starts is not None else 1,
        0 if met or starts is None else starts,
        1 if is_closed(route) else 0,
        -_RANK[route.verdict],
        failed,
        open_,
    )
