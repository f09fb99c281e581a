"""See the credentials side by side on a day, in a place."""

from __future__ import annotations

from functools import lru_cache

from certway.answers.compare import Comparison, compare, in_state
from certway.exchange.compare_rules import load_compare_rules

DAYS_KEPT = 64


def compare_credentials(as_of: int, *, state: str = "") -> Comparison:
    """Return the comparison on a day (an ordinal); `state` is two letters, empty for the whole country.

    Raises UnknownStateError for what is no state.
    """
    return in_state(_on_day(as_of), load_compare_rules(), state)


@lru_cache(maxsize=DAYS_KEPT)
def _on_day(as_of: int) -> Comparison:
    """Find the ways from high school, which takes a moment and depends on the day and the rules alone."""
    return compare(load_compare_rules(), as_of=as_of)
