"""What decides, and which route is nearest."""

from __future__ import annotations

from certway.answers.reasons import Lack, count_lacks, deciding, is_closed, nearest_route
from certway.core.qualify.standing import RouteStanding
from certway.core.rulebook.findings import Finding
from certway.core.rulebook.timeline import Eligibility


def leaf(name: str, verdict: str, message: str = "word-met") -> Finding:
    return Finding(id=name, verdict=verdict, message=message, arguments={})  # type: ignore[arg-type]


def group(op: str, verdict: str, *findings: Finding) -> Finding:
    return Finding(id=op, verdict=verdict, message=f"{op}-{verdict}", arguments={}, op=op, findings=findings)  # type: ignore[arg-type]


def route(name: str, verdict: str, *findings: Finding, starts: int | None = None) -> RouteStanding:
    return RouteStanding(
        id=name,
        title=name,
        verdict=verdict,  # type: ignore[arg-type]
        eligible=Eligibility(starts, None),
        windows=(),
        findings=findings,
        note="",
    )


def names(lacks: tuple[Lack, ...]) -> list[tuple[str, int]]:
    return [(lack.finding.id, lack.ways) for lack in lacks]


def test_met_findings_decide_nothing():
    assert deciding((leaf("a", "met"), group("all", "met", leaf("b", "met")))) == ()


def test_failed_leaves_come_before_open_ones():
    found = deciding((leaf("open", "unknown"), leaf("met", "met"), leaf("failed", "not-met")))
    assert names(found) == [("failed", 1), ("open", 1)]
    assert count_lacks(found) == (1, 1)


def test_nearest_of_several_ways_is_followed():
    far = group("all", "not-met", leaf("a", "not-met"), leaf("b", "not-met"))
    near = group("all", "not-met", leaf("c", "not-met"), leaf("d", "unknown"), leaf("e", "met"))
    assert names(deciding((group("any", "not-met", far, near),))) == [("c", 2), ("d", 2)]


def test_open_way_is_nearer_than_a_failed_one():
    ways = group("any", "unknown", leaf("failed", "not-met"), leaf("open", "unknown"))
    assert names(deciding((ways,))) == [("open", 2)]


def test_group_without_parts_is_told_itself():
    assert names(deciding((group("all", "not-met"),))) == [("all", 1)]


def test_opposite_is_told_as_a_whole():
    assert names(deciding((group("not", "not-met", leaf("a", "met")),))) == [("not", 1)]


def test_met_route_is_nearest():
    routes = [route("a", "unknown"), route("b", "met"), route("c", "not-met", starts=1)]
    assert nearest_route(routes) is routes[1]


def test_route_that_will_be_met_comes_before_an_open_one():
    routes = [
        route("a", "unknown", leaf("x", "unknown")),
        route("b", "not-met", starts=9),
        route("c", "not-met", starts=8),
    ]
    assert nearest_route(routes) is routes[2]


def test_open_route_comes_before_failed_and_closed_ones():
    closed = route("closed", "not-met", leaf("x", "not-met", "in-force-not-met"))
    failed = route("failed", "not-met", leaf("x", "not-met"), leaf("y", "not-met"))
    open_ = route("open", "unknown", leaf("x", "unknown"), leaf("y", "unknown"), leaf("z", "unknown"))
    assert is_closed(closed)
    assert not is_closed(failed)
    assert nearest_route([closed, failed, open_]) is open_
    assert nearest_route([closed, failed]) is failed


def test_fewest_failed_clauses_come_first():
    two = route("two", "not-met", leaf("x", "not-met"), leaf("y", "not-met"))
    one = route("one", "not-met", leaf("x", "not-met"), leaf("y", "unknown"))
    assert nearest_route([two, one]) is one


def test_no_routes_have_no_nearest():
    assert nearest_route([]) is None
