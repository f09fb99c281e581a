"""Everything that a plan for one credential needs, read from the rule files."""

from __future__ import annotations

from certway.answers.plan import Rules
from certway.answers.sheet import rules_of
from certway.exchange.rule_files import RuleFiles
from certway.exchange.rule_sheets import load_sheet


def load_plan_rules(files: RuleFiles, goal: str) -> Rules:
    """Return the rules for a plan; raises UnknownCredentialError and InputError."""
    return rules_of(load_sheet(files, goal), files.trainings())
