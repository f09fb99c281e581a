"""Small rule sheets made by hand."""

from __future__ import annotations

from collections.abc import Mapping

from builders.rules import source
from certway.answers.sheet import RuleSheet
from certway.core.rulebook.credential import Credential, Edition, EligibilityRules, Issuer, Route
from certway.core.rulebook.nodes import All, Face, InForce, Node
from certway.core.rulebook.values import Value


def route_of(*nodes: Node, until: int | None = None, fee: str = "fee", key: str = "route-1") -> Route:
    """Return a route that asks for these nodes, closed after a day where one is given."""
    face = Face(id=key, source=source())
    rule: Node = All(face, nodes)
    return Route(key, key.title(), rule if until is None else InForce(face, rule, None, until), fee, until=until)


def sheet_of(
    *routes: Route,
    shared: tuple[Node, ...] = (),
    fees: Mapping[str, Value] | None = None,
    values: Mapping[str, Value] | None = None,
    outline: tuple[Edition, ...] = (),
    key: str = "demo",
) -> RuleSheet:
    """Return a sheet with these routes and values."""
    issuer = Issuer("body", "Body", "https://example.org", "https://example.org/demo")
    credential = Credential(key, "Demo", "DEMO", "DEMO", issuer, "medical-assistant", "Who finished school.")
    eligibility = EligibilityRules(key, shared, routes, values=values or {})
    return RuleSheet(credential, eligibility, {}, fees or {}, {}, outline)


def edition_of(key: str, *, begins: int | None = None, until: int | None = None) -> Edition:
    """Return an edition of an outline without areas."""
    return Edition(key, f"Edition {key}", begins, until, source(), None, ())
