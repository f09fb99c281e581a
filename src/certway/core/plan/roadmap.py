"""A plan as a person reads it: dated, costed tasks with reasons, and what else would be possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from certway.core.person.record import Record
from certway.core.plan.trainings import Price, Training
from certway.core.plan.wishes import WishName
from certway.core.rulebook.values import Source

TaskKind: TypeAlias = Literal[
    "program", "study", "hands-on", "review", "work", "document", "fee", "application", "exam", "result", "renewal"
]

Argument: TypeAlias = "int | float | tuple[float, float]"


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. Days are ordinals, both included; money is whole US dollars."""

    id: str
    kind: TaskKind
    title: str
    starts: int
    ends: int
    price: Price
    weekly_minutes: int  # on average over its weeks; 0 for an event
    minutes: int  # in all
    after: tuple[str, ...]
    why: str  # id of the sentence that says why
    source: Source | None = None
    notes: tuple[str, ...] = ()
    arguments: Mapping[str, Argument] = field(default_factory=dict)  # what the sentence names; days are ordinals


@dataclass(frozen=True, slots=True)
class Alternative:
    """A plan that no other one beats in both time and money; the first of them is the plan itself."""

    kind: Literal["quickest", "between", "cheapest"]
    route: str
    training: str  # id; "" for none
    title: str  # of the training
    certified_on: int
    cost: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What the plan would be with one wish dropped, where that makes it earlier or cheaper."""

    drop: WishName
    certified_on: int
    cost: int
    weekly_minutes: int  # the most it asks for in a week


@dataclass(frozen=True, slots=True)
class Retake:
    """What a failed exam would mean; not counted in the plan's cost."""

    earliest_on: int | None  # None = the rules name no day
    cost: int | None  # None = not published


@dataclass(frozen=True, slots=True)
class Roadmap:
    """A plan that was found."""

    goal: str
    status: Literal["optimal", "feasible"]
    start: int
    certified_on: int
    price: Price  # of everything
    route: str
    route_title: str
    trainings: tuple[Training, ...]
    apply_on: int
    exam_on: int
    tasks: tuple[Task, ...]
    alternatives: tuple[Alternative, ...]
    what_if: tuple[WhatIf, ...]
    retake: Retake
    record: Record  # the person's, with the plan's tasks done
    adds: Record  # what the tasks add to the person file: entries, and procedures to those done already
    study_by_week: tuple[int, ...]  # minutes; weeks run from Monday to Sunday, the first is the one of the start
    load_by_week: tuple[int, ...]  # minutes besides study
    assumes: tuple[str, ...]
    ask: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no plan. Dropping all of `drop` together makes one possible; empty when no wish is to blame."""

    message: Literal["wishes-conflict", "answers-missing", "no-way"]
    drop: tuple[WishName, ...] = ()
    certified_on: int | None = None  # of the plan that dropping makes possible
    cost: int | None = None
    weekly_minutes: int | None = None  # the most that plan asks for in a week
    fields: tuple[str, ...] = ()  # answers-missing: what to tell
    findings: tuple[str, ...] = ()  # no-way: ids of what stands against each route, as route/finding


@dataclass(frozen=True, slots=True)
class Impossible:
    """No plan fits."""

    goal: str
    start: int
    reasons: tuple[Reason, ...]
