"""Everything that a plan for one credential needs, read from the rule files."""

from __future__ import annotations

from certway.answers.plan import Rules
from certway.exchange.rule_files import RuleFiles


def load_plan_rules(files: RuleFiles, goal: str) -> Rules:
    """Return the rules for a plan; raises UnknownCredentialError and InputError."""
    return Rules(
        eligibility=files.eligibility(goal),
        exam=files.values(goal, "exam"),
        fees=files.values(goal, "fees"),
        renewal=files.values(goal, "renewal"),
        outline=files.outline(goal),
        trainings=files.trainings(),
    )
