"""Everything that a plan for one credential needs, read from the rule files."""

from __future__ import annotations

from certway.answers.plan import Rules
from certway.core.plan.training_reading import read_trainings
from certway.exchange.rule_files import RuleFiles
from certway.exchange.yaml_files import read_yaml


def load_plan_rules(files: RuleFiles, goal: str) -> Rules:
    """Return the rules for a plan; raises UnknownCredentialError and InputError."""
    return Rules(
        eligibility=files.eligibility(goal),
        exam=files.values(goal, "exam"),
        fees=files.values(goal, "fees"),
        renewal=files.values(goal, "renewal"),
        outline=files.outline(goal),
        trainings=read_trainings(read_yaml(files.root / "trainings.yaml")),
    )
