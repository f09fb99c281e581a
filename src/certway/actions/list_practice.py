"""List what can be practised by hand, checklists or scenarios: those of one's own exam first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from certway.core.items.bank import Bank
from certway.core.items.scenario import Scenario
from certway.core.items.skill import Skill
from certway.exchange.shipped_rules import shipped_rules
from certway.records.courses import open_row

Practised = TypeVar("Practised", Skill, Scenario)
Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Listed(Generic[Line]):
    """All of a kind, each part by title."""

    exam: str  # short name of the exam that is studied for; empty where there is none
    asked: tuple[Line, ...]  # of topics that it asks about
    others: tuple[Line, ...]


def listed(
    user_id: int | None, bank: Bank, practised: Iterable[Practised], line: Callable[[Practised], Line]
) -> Listed[Line]:
    """Return the lines of what a bank has to practise; `user_id` is None for who has no account."""
    exam, asks = studied(user_id, bank)
    lines = [(not asks.isdisjoint(one.topics), line(one)) for one in sorted(practised, key=lambda one: one.title)]
    return Listed(
        exam=exam,
        asked=tuple(line for is_asked, line in lines if is_asked),
        others=tuple(line for is_asked, line in lines if not is_asked),
    )


def studied(user_id: int | None, bank: Bank) -> tuple[str, frozenset[str]]:
    """Return the short name of the exam that a user studies for, and the topics that it asks about.

    The name is empty, and there are no topics, where she has no open course, or the bank no outline of its exam.
    """
    course = None if user_id is None else open_row(user_id)
    if course is None or course.exam not in bank.outlines:
        return "", frozenset()
    return shipped_rules().sheets[course.exam].credential.short, bank.outlines[course.exam].topics
