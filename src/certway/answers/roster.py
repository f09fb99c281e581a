"""May these people apply: many people, several credentials, the verdicts alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from certway.core.person.columns import People
from certway.core.rulebook.credential import EligibilityRules
from certway.core.rulebook.judging import Decisions, decide
from certway.core.rulebook.rows import rows_at
from certway.core.rulebook.timeline import exam_days
from certway.core.units.verdicts import CODES, VerdictName


@dataclass(frozen=True, slots=True)
class RosterSummary:
    """How many people there are, and how many of them have each verdict."""

    people: int
    verdicts: Mapping[str, Mapping[VerdictName, int]]  # by credential, in the order of the rules


def roster(
    rules: Sequence[EligibilityRules], people: People, *, as_of: int, exam_on: int | None = None
) -> tuple[Decisions, ...]:
    """Return the decisions about everybody who applies on `as_of`, one a credential in the order of `rules`.

    Days are ordinals. The exam is taken on the day of application unless `exam_on` says otherwise.
    """
    days = np.array([as_of], dtype=np.int32)
    rows = rows_at(people, day=days, exam_day=exam_days(days, exam_on))
    return tuple(decide(one, rows) for one in rules)


def summary_of(rules: Sequence[EligibilityRules], decisions: Sequence[Decisions]) -> RosterSummary:
    """Return how often each verdict stands in the decisions about some people, one a credential of `rules`."""
    return RosterSummary(
        people=len(decisions[0].verdict) if decisions else 0,
        verdicts={
            one.credential: {name: int((own.verdict == code).sum()) for name, code in CODES.items()}
            for one, own in zip(rules, decisions, strict=True)
        },
    )


def added(one: RosterSummary, other: RosterSummary) -> RosterSummary:
    """Return the summary of the people of both; they were asked about the same credentials."""
    return RosterSummary(
        people=one.people + other.people,
        verdicts={
            credential: {name: count + other.verdicts[credential][name] for name, count in counts.items()}
            for credential, counts in one.verdicts.items()
        },
    )
