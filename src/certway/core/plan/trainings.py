"""Ways to come closer to a credential: programs, jobs and small additions such as a CPR class."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from certway.core.person.record import Entry
from certway.core.rulebook.nodes import Node
from certway.core.rulebook.values import Source, Value

PhaseKind: TypeAlias = Literal["program", "hands-on"]


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of a program with its own pace."""

    kind: PhaseKind
    title: str
    minutes: int  # in all
    least_weekly: int  # minutes a week; slower than this it can't be taken
    most_weekly: int  # minutes a week


@dataclass(frozen=True, slots=True)
class Price:
    """Whole US dollars. Plans count `likely` and show the others."""

    likely: int
    least: int
    most: int
    values: tuple[Value, ...] = ()  # where the figures come from

    def plus(self, other: Price) -> Price:
        """Return both together."""
        return Price(
            self.likely + other.likely, self.least + other.least, self.most + other.most, self.values + other.values
        )


FREE = Price(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Readiness:
    """What must be in order before the first day in a clinic or laboratory."""

    title: str
    lead_days: int  # how long before that day it is begun
    source: Source | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Training:
    """One way. A program has phases, a job has `job`; an addition has neither and goes with any other way."""

    id: str
    title: str
    credentials: frozenset[str]
    source: Source
    needs: tuple[Node, ...]  # judged on the day it starts
    phases: tuple[Phase, ...]
    gives: Mapping[str, tuple[Entry, ...]]  # entries of the person file; `completed` is added
    counts: Mapping[str, int]  # procedures that its practice adds to the person's, in hundredths
    job: Entry | None
    start_months: tuple[int, ...]  # 1 to 12; it starts on the first Monday of one of them
    price: Price
    extras: Price
    practice_weeks: int = 0  # of a job, until its `counts` are reached
    routes: frozenset[str] = frozenset()  # empty = every route
    addition: bool = False
    online: bool = False  # classes are taken from home; what is done by hand is not
    readiness: Readiness | None = None
    ask: tuple[str, ...] = ()
    assumes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trainings:
    """All trainings, and the general figures that plans use."""

    trainings: tuple[Training, ...]
    values: Mapping[str, Value] = field(default_factory=dict)
