"""What several tests of plans share: the rules, Maria, and a plan for her."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from certway.answers.plan import Rules, plan, wishes_of
from certway.core.person.record import Record
from certway.core.plan.roadmap import Impossible, Roadmap
from certway.core.plan.wishes import Wishes
from certway.core.units.days import parse_day
from certway.exchange.person_file import load_person
from certway.exchange.plan_rules import load_plan_rules
from certway.exchange.rule_files import RuleFiles

EXAMPLES = Path(__file__).parent.parent / "examples"


def ordinal(text: str) -> int:
    span = parse_day(text)
    assert span is not None
    assert span.exact
    return span.first


TODAY = ordinal("2026-11-23")


@cache
def rules_for(goal: str) -> Rules:
    return load_plan_rules(RuleFiles(), goal)


def maria() -> Record:
    return load_person(EXAMPLES / "maria.yaml")


def marias_wishes() -> Wishes:
    return wishes_of(maria(), start=TODAY)


@cache
def marias_plan(goal: str = "cma-aama") -> Roadmap:
    found = plan(rules_for(goal), maria(), marias_wishes())
    assert isinstance(found, Roadmap)
    return found


def planned(goal: str, record: Record, wishes: Wishes) -> Roadmap:
    found = plan(rules_for(goal), record, wishes)
    assert isinstance(found, Roadmap), found.reasons
    return found


def refused(goal: str, record: Record, wishes: Wishes) -> Impossible:
    found = plan(rules_for(goal), record, wishes)
    assert isinstance(found, Impossible)
    return found
