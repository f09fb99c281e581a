"""At which hours of her day somebody may be written to. Hours are those of a clock where she is, 0 to 23.

A day on which the clocks change may lack an hour or have it twice. Whoever asks goes by the first moment at which the
hour has come, and makes one round a day, so neither matters.
"""

from __future__ import annotations

from typing import TypeAlias

Quiet: TypeAlias = "tuple[int, int] | None"  # from an hour until another, which is the first after it; None = never


def is_quiet(hour: int, quiet: Quiet) -> bool:
    """Tell whether an hour is quiet. Quiet hours may go past midnight; from an hour to itself there are none."""
    if quiet is None:
        return False
    first, until = quiet
    return first <= hour < until if first <= until else hour >= first or hour < until


def may_write(hour: int, *, wanted: int, quiet: Quiet) -> bool:
    """Tell whether a mail may go out at an hour: the one that she wants has come, and it is not quiet."""
    return hour >= wanted and not is_quiet(hour, quiet)
