"""See the credentials side by side on a day."""

from __future__ import annotations

from functools import lru_cache

from certway.answers.compare import Comparison, compare
from certway.exchange.shipped_rules import shipped_rules

DAYS_KEPT = 64


@lru_cache(maxsize=DAYS_KEPT)
def compare_credentials(as_of: int) -> Comparison:
    """Return the comparison on a day (an ordinal). It depends on the day and the rules alone, so it is kept."""
    rules = shipped_rules()
    return compare(tuple(rules.sheets.values()), rules.trainings, as_of=as_of)
