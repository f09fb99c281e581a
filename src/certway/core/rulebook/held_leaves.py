"""Which rules can't be met without a credential that is still good."""

from __future__ import annotations

from certway.core.rulebook.field_leaves import DayTest, WordIs
from certway.core.rulebook.nodes import All, AnyOf, InForce, Node
from certway.core.rulebook.section_leaves import Some


def needs_current(node: Node, credential: str) -> Node | None:
    """Return the clause for want of which a rule is not met once a credential has expired; None where there is none.

    One of several ways does not close a rule as long as another is left.
    """
    if isinstance(node, Some):
        return node if _asks_for(node, credential) else None
    if not isinstance(node, All | AnyOf | InForce):
        return None
    found = [needs_current(part, credential) for part in node.inner()]
    if isinstance(node, AnyOf) and not all(found):
        return None
    return next((one for one in found if one is not None), None)


def _asks_for(node: Some, credential: str) -> bool:
    """Tell whether only this credential will do, and only while it is good."""
    named = any(isinstance(leaf, WordIs) and leaf.field == "id" and leaf.words == {credential} for leaf in node.where)
    lasts = any(isinstance(leaf, DayTest) and leaf.field == "expires" and leaf.how == "lasts" for leaf in node.where)
    return node.section == "credentials" and named and lasts
