"""What several tests of a plan's output share: plans with what their sentences need."""

from __future__ import annotations

from datetime import UTC, datetime

from certway.answers.plan import plan
from certway.core.person.record import Record
from certway.core.plan.roadmap import Impossible
from certway.core.plan.wishes import Wishes
from certway.core.qualify.standing import stand
from certway.core.units.days import parse_day
from certway.exchange.rule_files import RuleFiles
from certway.exchange.words.plans import PlanTelling
from certway.exchange.words.telling import Telling
from planning import TODAY, maria, marias_wishes, rules_for

STAMP = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def telling_for(goal: str, wishes: Wishes, record: Record | None = None, *, name: str = "Maria Ortega") -> PlanTelling:
    record = record or maria()
    return PlanTelling(
        credential=RuleFiles().credential(goal),
        wishes=wishes,
        telling=Telling(as_of=TODAY, entries={section: len(entries) for section, entries in record.lists.items()}),
        name=name,
        standing=stand(rules_for(goal).eligibility, record, as_of=wishes.start),
    )


def marias_telling(goal: str = "cma-aama") -> PlanTelling:
    return telling_for(goal, marias_wishes())


def refusal(goal: str, wishes: Wishes, record: Record | None = None) -> tuple[Impossible, PlanTelling]:
    found = plan(rules_for(goal), record or maria(), wishes)
    assert isinstance(found, Impossible)
    return found, telling_for(goal, wishes, record)


def no_way() -> tuple[Impossible, PlanTelling]:
    """Maria after three failed exams: the CMA allows no fourth."""
    days = ("2024-01-16", "2024-09-24", "2025-06-03")
    failures = tuple({"exam": "cma-aama", "on": parse_day(day), "passed": False} for day in days)
    return refusal("cma-aama", marias_wishes(), maria().with_entries("attempts", failures))
