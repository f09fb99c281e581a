"""Small policies of renewal made by hand."""

from __future__ import annotations

from dataclasses import replace

from builders.rules import value_of, version
from certway.core.renew.policy import Ends, Policy
from certway.core.rulebook.values import Content, Value


def always(content: Content, unit: str) -> Value:
    """Return a value that has always been the same."""
    return value_of(version(content), unit=unit, key=unit)


def policy(ends: Ends, months: int, **changes: object) -> Policy:
    """Return the policy of a demo credential: thirty points, whatever they are for."""
    plain = Policy(
        credential="demo",
        months=always(months, "months"),
        ends=ends,
        points=always(30, "points"),
        ways=("education",),
        lapsed_ways=("reinstatement",),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]
