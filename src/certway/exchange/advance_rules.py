"""What `advance` is answered from, out of the shipped rules."""

from __future__ import annotations

from certway.answers.advance import AdvanceRules
from certway.exchange.shipped_rules import shipped_rules


def load_advance_rules() -> AdvanceRules:
    """Return all rules that the answer needs; the first call reads the files."""
    rules = shipped_rules()
    return AdvanceRules(rules.ladder, rules.wages, rules.sheets, rules.trainings, rules.states)
