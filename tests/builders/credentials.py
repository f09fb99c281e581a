"""The shipped credentials, and all their rules asked at once."""

from __future__ import annotations

from collections.abc import Iterator

from certway.core.rulebook.credential import EligibilityRules
from certway.core.rulebook.judging import judge_credential
from certway.core.rulebook.nodes import Node
from certway.core.rulebook.rows import Rows
from certway.core.rulebook.section_leaves import OfSection
from certway.core.units.verdicts import Verdicts
from told_cases import rules as shipped

RULES: tuple[EligibilityRules, ...] = tuple(eligibility for _, eligibility in shipped())
CREDENTIAL = "the credential"


def _paths(node: Node, path: str) -> Iterator[tuple[str, Node]]:
    yield path, node
    if not isinstance(node, OfSection):  # what is inside stands on an entry
        for inner in node.inner():
            yield from _paths(inner, f"{path}/{inner.face.id}")


def _nodes(rules: EligibilityRules) -> dict[str, Node]:
    found = {path: node for shared in rules.shared for path, node in _paths(shared, f"shared/{shared.face.id}")}
    for route in rules.routes:
        found.update(_paths(route.rule, f"routes/{route.id}"))
    return found


NODES: dict[str, dict[str, Node]] = {rules.credential: _nodes(rules) for rules in RULES}
"""Of each credential what all routes share, the routes and all rules inside them that ask about the person herself."""


def every_verdict(rules: EligibilityRules, rows: Rows) -> dict[str, Verdicts]:
    """Return the verdicts of all of a credential's rules, and its own."""
    found = {path: node.judge(rows) for path, node in NODES[rules.credential].items()}
    return {**found, CREDENTIAL: judge_credential(rules, rows)}
