"""Rules as expressions: the inner nodes, and the leaves that no data decides.

A node judges rows (one verdict each), names the days on which its verdict may change, and explains one row. The three
stand in one class so that a timeline is exact and an explanation shows the numbers that decided.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

import numpy as np

from certway.core.person.columns import SELF, Index
from certway.core.rulebook.findings import Argument, Finding, Op
from certway.core.rulebook.rows import Rows
from certway.core.rulebook.stretches import distinct
from certway.core.rulebook.values import Source, Value
from certway.core.units.days import Days
from certway.core.units.verdicts import CODES, MET, NAMES, NOT_MET, UNKNOWN, VerdictName, Verdicts

Changes: TypeAlias = list[tuple[Index, Days]]
"""Pairs of (person, day): the verdict may differ between that day and the day before."""


@dataclass(frozen=True, slots=True)
class Face:
    """What every node has: its name and where it comes from."""

    id: str
    source: Source | None = None
    clause: tuple[str, ...] = ()  # the clauses of the ledger that it stands for
    asks: str = ""  # the requirement in plain words, where the node's own numbers don't say it
    note: str = ""


@dataclass(frozen=True, slots=True)
class Node(ABC):
    """A rule or a part of one."""

    face: Face

    @abstractmethod
    def judge(self, rows: Rows) -> Verdicts:
        """Return one verdict a row."""

    @abstractmethod
    def changes(self, rows: Rows) -> Changes:
        """Return the days on which the verdict may change, for rows of one a person (their own days don't matter)."""

    @abstractmethod
    def explain(self, rows: Rows) -> Finding:
        """Return the finding for a single row."""

    def inner(self) -> tuple[Node, ...]:
        """Return the nodes directly inside this one."""
        return ()

    def values(self) -> tuple[Value, ...]:
        """Return the dated values that this node itself uses."""
        return ()

    def walk(self) -> Iterator[Node]:
        """Yield this node and all below it."""
        yield self
        for node in self.inner():
            yield from node.walk()

    def finding(self, rows: Rows, message: str, **arguments: Argument) -> Finding:
        """Return a finding with this node's face and its verdict on the one row; `message` gets the verdict added.

        `section` and `place` say what the row stands on, so that a sentence can name it: ("programs", "programs/0").
        """
        return self.judged_finding(rows, NAMES[int(self.judge(rows)[0])], message, **arguments)

    def judged_finding(self, rows: Rows, verdict: VerdictName, message: str, **arguments: Argument) -> Finding:
        """Return the same for a verdict on the row that is known already."""
        section = "" if rows.table.name == SELF else rows.table.name
        here: dict[str, Argument] = {"asks": self.face.asks, "section": section, "place": path_of(rows)}
        return Finding(
            id=self.face.id,
            verdict=verdict,
            message=f"{message}-{verdict}",
            arguments={**here, **arguments},
            source=self.face.source,
            note=self.face.note,
            clause=self.face.clause,
        )


def value_changes(values: tuple[Value, ...], rows: Rows) -> Changes:
    """Return the days on which any of the values changes, for every row's person."""
    days = [value.change_days() for value in values]
    every = np.concatenate(days) if days else np.empty(0, dtype=np.int32)
    if not len(every):
        return []
    people = distinct(rows.person)
    return [(np.repeat(people, len(every)), np.tile(every, len(people)).astype(np.int32))]


@dataclass(frozen=True, slots=True)
class _Joined(Node):
    parts: tuple[Node, ...]

    def changes(self, rows: Rows) -> Changes:
        return [change for part in self.parts for change in part.changes(rows)]

    def inner(self) -> tuple[Node, ...]:
        return self.parts

    @abstractmethod
    def combine(self, verdicts: Iterable[Verdicts]) -> Verdicts:
        """Return this node's verdicts from those of its parts, one array a part."""

    def judge(self, rows: Rows) -> Verdicts:
        return self.combine(part.judge(rows) for part in self.parts)

    def _explain(self, rows: Rows, op: Op) -> Finding:
        # Not `finding`, which would judge all that is below once more at every level.
        findings = tuple(part.explain(rows) for part in self.parts)
        own = self.combine([np.array([CODES[found.verdict]], dtype=np.int8) for found in findings])
        return _with(self.judged_finding(rows, NAMES[int(own[0])], op), op, findings)


def _with(found: Finding, op: Op, findings: tuple[Finding, ...]) -> Finding:
    return Finding(
        id=found.id,
        verdict=found.verdict,
        message=found.message,
        arguments=found.arguments,
        op=op,
        findings=findings,
        source=found.source,
        note=found.note,
        clause=found.clause,
    )


@dataclass(frozen=True, slots=True)
class All(_Joined):
    """Met when every part is: the minimum."""

    def combine(self, verdicts: Iterable[Verdicts]) -> Verdicts:
        return reduce(np.minimum, verdicts)

    def explain(self, rows: Rows) -> Finding:
        return self._explain(rows, "all")


@dataclass(frozen=True, slots=True)
class AnyOf(_Joined):
    """Met when one part is: the maximum."""

    def combine(self, verdicts: Iterable[Verdicts]) -> Verdicts:
        return reduce(np.maximum, verdicts)

    def explain(self, rows: Rows) -> Finding:
        return self._explain(rows, "any")


@dataclass(frozen=True, slots=True)
class AtLeast(_Joined):
    """Met when `count` parts are: the count-th largest verdict."""

    count: int

    def combine(self, verdicts: Iterable[Verdicts]) -> Verdicts:
        stacked = np.sort(np.stack(list(verdicts)), axis=0)
        return np.asarray(stacked[-self.count], dtype=np.int8)

    def explain(self, rows: Rows) -> Finding:
        return self._explain(rows, "at-least")


@dataclass(frozen=True, slots=True)
class Not(_Joined):
    """The opposite of its one part."""

    def combine(self, verdicts: Iterable[Verdicts]) -> Verdicts:
        (verdict,) = verdicts
        return np.negative(verdict)

    def explain(self, rows: Rows) -> Finding:
        return self._explain(rows, "not")


@dataclass(frozen=True, slots=True)
class InForce(Node):
    """Its one part from one day to another, both included; not-met outside, as for a discontinued route."""

    part: Node
    from_: int | None
    until: int | None

    def inner(self) -> tuple[Node, ...]:
        return (self.part,)

    def judge(self, rows: Rows) -> Verdicts:
        outside = np.zeros(1, dtype=np.bool_)
        if self.from_ is not None:
            outside = outside | (rows.day < self.from_)
        if self.until is not None:
            outside = outside | (rows.day > self.until)
        return np.where(outside, np.int8(NOT_MET), self.part.judge(rows))

    def changes(self, rows: Rows) -> Changes:
        own = [day for day in (self.from_, self.until + 1 if self.until is not None else None) if day is not None]
        found = self.part.changes(rows)
        for day in own:
            found.append((rows.person, np.full(rows.count, day, dtype=np.int32)))
        return found

    def explain(self, rows: Rows) -> Finding:
        day = int(rows.day[0])
        if (self.from_ is None or day >= self.from_) and (self.until is None or day <= self.until):
            return self.part.explain(rows)
        return _with(self.finding(rows, "in-force", from_day=self.from_, until_day=self.until), "all", ())


@dataclass(frozen=True, slots=True)
class Assumed(Node):
    """A clause that nobody is asked about: shown, and not held against anybody."""

    def judge(self, rows: Rows) -> Verdicts:
        return np.full(rows.count, MET, dtype=np.int8)

    def changes(self, rows: Rows) -> Changes:
        return []

    def explain(self, rows: Rows) -> Finding:
        return self.finding(rows, "assumed")


@dataclass(frozen=True, slots=True)
class Attested(Node):
    """A clause that the body decides and no file can prove: unknown."""

    def judge(self, rows: Rows) -> Verdicts:
        return np.full(rows.count, UNKNOWN, dtype=np.int8)

    def changes(self, rows: Rows) -> Changes:
        return []

    def explain(self, rows: Rows) -> Finding:
        return self.finding(rows, "attested")


def path_of(rows: Rows, name: str = "") -> str:
    """Return the place in the person file that a single row stands on, with a field of it."""
    field = name.replace(".", "/")
    if rows.table.name == SELF:
        return f"person/{field}" if field.startswith("high_school") else field
    place = int(rows.entry[0] - rows.table.offsets[rows.person[0]])
    return f"{rows.table.name}/{place}/{field}" if field else f"{rows.table.name}/{place}"
