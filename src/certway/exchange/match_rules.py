"""What a match is made from, out of the shipped rules."""

from __future__ import annotations

from certway.answers.match import MatchRules
from certway.exchange.shipped_rules import shipped_rules


def load_match_rules() -> MatchRules:
    """Return all rules that a match needs; the first call reads the files."""
    rules = shipped_rules()
    return MatchRules(
        sheets=rules.sheets,
        trainings=rules.trainings,
        traits={name: sourced.traits for name, sourced in rules.traits.items()},
        states=rules.states,
        wages=rules.wages,
        ladder=rules.ladder,
    )
