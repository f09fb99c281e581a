"""Numbers of the rules as they may be on a day: the least and the most, or not known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from certway.core.rulebook.values import Value

Amount: TypeAlias = "tuple[float, float] | None"
"""The least and the most that a number can be on the day; None = not known."""


def amount_on(value: Value | None, day: int) -> Amount:
    """Return what a number of the rules can be on a day; None when it is not known, or is no number.

    Where the day of a change is not known, both versions count.
    """
    versions = value.in_force(day) if value is not None else ()
    return widest(_number(version.state, version.content) for version in versions)


def _number(state: str, content: object) -> Amount:
    if state == "abolished":
        return 0, 0
    if isinstance(content, tuple) and len(content) == 2 and all(isinstance(end, float) for end in content):
        return content
    if isinstance(content, int | float) and not isinstance(content, bool):
        return content, content
    return None


def widest(amounts: Iterable[Amount]) -> Amount:
    """Return the range over all amounts; None when there are none, or one of them is not known."""
    every = list(amounts)
    known = [amount for amount in every if amount is not None]
    if not known or len(known) < len(every):
        return None
    return min(least for least, _ in known), max(most for _, most in known)
