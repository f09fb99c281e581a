"""What changed in dated values, routes and clauses after one day and up to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

from certway.answers.sheet import RuleSheet
from certway.core.rulebook.credential import Edition, Route
from certway.core.rulebook.nodes import InForce, Node
from certway.core.rulebook.values import Source, Value, Version
from certway.core.units.days import FIRST_DAY

ChangeState: TypeAlias = Literal[
    "begins",  # holds from `on`; nothing is known to have held before it
    "ends",  # no longer holds on `on`; nothing is known to have followed
    "replaced",
    "abolished",
    "takes-effect",  # what had been announced holds from `on`
    "announced",  # will hold, from a day that is not known
    "changed-between",  # surely after the one day and up to the other, on a day that is not known
    "may-have-changed",  # on a day that is not known, which may lie between the two or not
]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. Days are ordinals."""

    credential: str  # id; "" for what belongs to no credential
    part: str  # eligibility, exam, fees, renewal, credential, routes, clauses, outline, or another group's name
    id: str  # of the value, the route, or `route/clause`; "outline" for an edition
    title: str  # the rules' own words; "" for an outline and for a clause, whose words are those of its node
    unit: str  # of the value; "" for routes and clauses
    state: ChangeState
    on: int | None  # the first day on which it is so; None = not known
    between: tuple[int | None, int] | None  # where `on` is not known: the first and last day that it may be, if known
    before: Version | None  # None = nothing, and always for routes and clauses
    after: Version | None
    sources: tuple[Source, ...]
    clause: Node | None = None  # the clause that begins or ends

    @property
    def sure(self) -> bool:
        """Whether it surely happened after the one day and up to the other."""
        return self.state not in ("announced", "may-have-changed")


def sheet_changes(sheet: RuleSheet, first: int, last: int) -> Iterator[Change]:
    """Yield all that changed in a credential's rules after `first` and up to `last`, part by part."""
    credential = sheet.credential.id
    for part, values in sheet.parts.items():
        yield from value_changes(values, first, last, credential=credential, part=part)
    for route in sheet.eligibility.routes:
        yield from _route_changes(route, first, last, credential)
    for node in sheet.eligibility.shared:
        yield from _clause_changes(node, "shared", first, last, credential)
    outline = {"outline": _as_value(sheet.outline)} if sheet.outline else {}
    yield from value_changes(outline, first, last, credential=credential, part="outline")


def value_changes(
    values: Mapping[str, Value], first: int, last: int, *, part: str, credential: str = ""
) -> Iterator[Change]:
    """Yield the changes of dated values after `first` and up to `last`, each value's in the order of its versions."""
    for value in values.values():
        named = Named(credential, part, value.id, value.title, value.unit)
        yield from changes_of(_turns(value), first, last, named)


Turn: TypeAlias = tuple[Version | None, Version | None, int, int]
"""Two neighbouring versions (None = nothing), and the earliest and the latest day of the change."""


@dataclass(frozen=True, slots=True)
class Named:
    """What changes, by the names that a change has."""

    credential: str
    part: str
    id: str
    title: str
    unit: str


def changes_of(turns: Iterable[Turn], first: int, last: int, named: Named) -> Iterator[Change]:
    """Yield the changes that turns make after `first` and up to `last`."""
    for before, after, earliest, latest in turns:
        state = _state(before, after, earliest, latest, first, last)
        if state is None:
            continue
        unsure = state in ("changed-between", "may-have-changed")
        yield Change(
            credential=named.credential,
            part=named.part,
            id=named.id,
            title=named.title,
            unit=named.unit,
            state=state,
            on=None if unsure or state == "announced" else earliest,
            between=(earliest if earliest > FIRST_DAY else None, latest) if unsure else None,
            before=before,
            after=after,
            sources=_sources(before, after),
        )


def _turns(value: Value) -> Iterator[Turn]:
    stretches = value.stretches
    if stretches and stretches[0][0].from_ is not None:
        yield None, stretches[0][0], stretches[0][1], stretches[0][1]
    for (before, _, ended), (after, begins, _) in pairwise(stretches):
        if begins > ended + 1:  # a gap of which no source says anything
            yield before, None, ended + 1, ended + 1
            yield None, after, begins, begins
        else:
            yield before, after, begins, ended + 1
    if stretches and stretches[-1][0].until is not None:
        yield stretches[-1][0], None, stretches[-1][2] + 1, stretches[-1][2] + 1
    for version in value.versions:
        if version.state == "announced" and version.from_ is None:
            known = version.source.known_since
            yield (stretches[-1][0] if stretches else None), version, known, known


def _state(
    before: Version | None, after: Version | None, earliest: int, latest: int, first: int, last: int
) -> ChangeState | None:
    """Return what a turn is between two days; None when it lies outside, or nothing is different after it."""
    if after is not None and after.state == "announced" and after.from_ is None:
        return "announced" if earliest <= last else None
    same = before is not None and after is not None and _said(before) == _said(after)
    if same or earliest > last or latest <= first:
        return None
    if earliest < latest:
        return "changed-between" if first < earliest and latest <= last else "may-have-changed"
    if after is None:
        return "ends"
    if after.state == "abolished":
        return "abolished"
    if after.state == "announced":
        return "takes-effect"
    return "replaced" if before is not None else "begins"


def _said(version: Version) -> tuple[str, object]:
    return ("set" if version.state == "announced" else version.state), version.content


def _sources(*versions: Version | None) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(version.source for version in versions if version is not None))


def _route_changes(route: Route, first: int, last: int, credential: str) -> Iterator[Change]:
    rule = route.rule
    if isinstance(rule, InForce):
        for state, day in _limits(rule, first, last):
            source = rule.face.source
            sources = (source,) if source else ()
            yield Change(credential, "routes", route.id, route.title, "", state, day, None, None, None, sources)
        rule = rule.part
    yield from _clause_changes(rule, route.id, first, last, credential)


def _clause_changes(node: Node, path: str, first: int, last: int, credential: str) -> Iterator[Change]:
    """Yield the clauses at and below a node that begin or end; `path` is that of what stands around it."""
    for inner in node.walk():
        if not isinstance(inner, InForce):
            continue
        sources = (inner.face.source,) if inner.face.source else ()
        for state, day in _limits(inner, first, last):
            name = f"{path}/{inner.face.id}"
            yield Change(credential, "clauses", name, "", "", state, day, None, None, None, sources, inner.part)


def _limits(node: InForce, first: int, last: int) -> Iterator[tuple[ChangeState, int]]:
    if node.from_ is not None and first < node.from_ <= last:
        yield "begins", node.from_
    if node.until is not None and first < node.until + 1 <= last:
        yield "ends", node.until + 1


def _as_value(editions: tuple[Edition, ...]) -> Value:
    """Return the editions of an outline as the versions of one value."""
    versions = tuple(Version(one.from_, one.until, one.title or one.id, "set", one.source) for one in editions)
    return Value("outline", "", "text", versions)
