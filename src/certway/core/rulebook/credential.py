"""A credential's rules as values: what everyone needs, the routes, the outline, and every dated value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from certway.core.rulebook.nodes import Node
from certway.core.rulebook.values import Source, Value


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that a route asks for."""

    id: str
    title: str
    sent_by: str  # candidate, school, employer or program-director
    clause: tuple[str, ...] = ()
    note: str = ""
    conditional: bool = False  # only some need it; the note says who


@dataclass(frozen=True, slots=True)
class Route:
    """One way to qualify."""

    id: str
    title: str
    rule: Node
    fee: str  # id of the value of fees.yaml that an application by this route costs
    documents: tuple[Document, ...] = ()
    until: int | None = None  # last day, when it was discontinued
    note: str = ""

    @property
    def requirements(self) -> tuple[Node, ...]:
        """What the route asks for, clause by clause."""
        rule = self.rule if self.until is None else self.rule.inner()[0]
        return rule.inner()


@dataclass(frozen=True, slots=True)
class OtherRoute:
    """A route that is known to exist, but not well enough to decide anybody's case."""

    id: str
    title: str
    why: str
    source: Source
    clause: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EligibilityRules:
    """Who may apply for a credential."""

    credential: str
    shared: tuple[Node, ...]  # what every route asks for besides its own
    routes: tuple[Route, ...]
    other_routes: tuple[OtherRoute, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)

    def route(self, route_id: str) -> Route | None:
        """Return the route of that id, or None."""
        return next((route for route in self.routes if route.id == route_id), None)


@dataclass(frozen=True, slots=True)
class Issuer:
    """A certifying body."""

    id: str
    name: str
    url: str
    page: str  # the body's own page about this credential


@dataclass(frozen=True, slots=True)
class Credential:
    """The identity of a credential, with what is known of the body."""

    id: str
    name: str
    postnominal: str
    short: str
    issuer: Issuer
    occupation: str
    summary: str
    note: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutlineNode:
    """An area or topic of an exam's content outline; weights are None where not published."""

    id: str  # "" for a bare topic
    name: str
    source: Source
    confidence: str
    items: int | None = None
    percent: tuple[float, float] | None = None  # least and most share of the exam, in percent
    note: str = ""
    children: tuple[OutlineNode, ...] = ()

    def walk(self) -> Iterator[OutlineNode]:
        """Yield this part and everything inside it, in the order of the outline."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of an outline."""

    id: str
    title: str
    from_: int | None
    until: int | None
    source: Source
    scored_items: int | None
    areas: tuple[OutlineNode, ...]
    missing: tuple[str, ...] = ()
    note: str = ""
