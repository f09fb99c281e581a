"""Rules held fixed: what a day's rules would say of another day, had nothing in them changed."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

import numpy as np

from certway.core.rulebook.credential import EligibilityRules
from certway.core.rulebook.nodes import InForce, Node
from certway.core.rulebook.values import BOUNDLESS, Value, Version
from certway.core.rulebook.waits import Step
from certway.core.units.days import FIRST_DAY

_Part = TypeVar("_Part")
_Built = TypeVar("_Built", Node, Step)


def rules_as_on(rules: EligibilityRules, day: int) -> EligibilityRules:
    """Return the rules as if what holds on a day had always held and always would; `day` is an ordinal.

    A route or clause that is closed on that day is closed for good. On the day itself both give the same verdicts.
    """
    return replace(
        rules,
        shared=_part_as_on(rules.shared, day),
        routes=tuple(replace(route, rule=_part_as_on(route.rule, day)) for route in rules.routes),
        values={name: value_as_on(value, day) for name, value in rules.values.items() if value.counts},
    )


def value_as_on(value: Value, day: int) -> Value:
    """Return a number of the rules with the one version that says what may hold on a day, as a range where unsure."""
    least, most = (int(end[0]) for end in value.bounds(np.array([day], dtype=np.int32)))
    source = value.current.source
    if most >= BOUNDLESS:
        return replace(value, versions=(Version(None, None, None, "not-found", source),))
    return replace(value, versions=(Version(None, None, (least, most), "set", source),))


def _part_as_on(part: _Part, day: int) -> _Part:
    """Return a part of a rule, of whatever kind, with every value and every node inside it held fixed."""
    if isinstance(part, Value):
        return value_as_on(part, day)  # type: ignore[return-value]
    if isinstance(part, tuple):
        return tuple(_part_as_on(one, day) for one in part)  # type: ignore[return-value]
    if isinstance(part, Step):
        return _rebuilt(part, day)  # type: ignore[return-value]
    if isinstance(part, Node):
        return _rebuilt(_opened(part, day), day)  # type: ignore[return-value]
    return part


def _rebuilt(part: _Built, day: int) -> _Built:
    inside = {field.name: _part_as_on(getattr(part, field.name), day) for field in fields(part)}
    return replace(part, **inside)


def _opened(node: Node, day: int) -> Node:
    """Return a node that is open, or closed, on every day when it is so on this one."""
    if not isinstance(node, InForce):
        return node
    open_ = (node.from_ is None or node.from_ <= day) and (node.until is None or day <= node.until)
    return replace(node, from_=None, until=None if open_ else FIRST_DAY - 1)
