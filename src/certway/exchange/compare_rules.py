"""What a comparison is made from, out of the shipped rules."""

from __future__ import annotations

from certway.answers.compare import CompareRules
from certway.exchange.shipped_rules import shipped_rules


def load_compare_rules() -> CompareRules:
    """Return all rules that a comparison needs; the first call reads the files."""
    rules = shipped_rules()
    return CompareRules(tuple(rules.sheets.values()), rules.trainings, rules.states, rules.wages)
