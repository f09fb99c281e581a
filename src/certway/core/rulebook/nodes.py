"""Rules as expressions: the inner nodes, and the leaves that no data decides.

A node judges rows (one verdict each), names the days on which its verdict may change, and explains one row. The three
stand in one class so that a timeline is exact and an explanation shows the numbers that decided.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from certway.core.person.columns import SELF, Index
from certway.core.rulebook.findings import Argument, Finding, Op
from certway.core.rulebook.rows import Rows
from certway.core.rulebook.stretches import distinct
from certway.core.rulebook.values import Source, Value
from certway.core.units.days import Days
from certway.core.units.verdicts import MET, NAMES, NOT_MET, UNKNOWN, Verdicts

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
        verdict = NAMES[int(self.judge(rows)[0])]
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

    def _explain(self, rows: Rows, op: Op) -> Finding:
        found = self.finding(rows, op)
        return _with(found, op, tuple(part.explain(rows) for part in self.parts))


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


def _all_of(parts: tuple[Node, ...], rows: Rows) -> Verdicts:
    result = np.full(rows.count, MET, dtype=np.int8)
    for part in parts:
        np.minimum(result, part.judge(rows), out=result)
    return result


@dataclass(frozen=True, slots=True)
class All(_Joined):
    """Met when every part is: the minimum."""

    def judge(self, rows: Rows) -> Verdicts:
        return _all_of(self.parts, rows)

    def explain(self, rows: Rows) -> Finding:
        return self._explain(rows, "all")


@dataclass(frozen=True, slots=True)
class AnyOf(_Joined):
    """Met when one part is: the maximum."""

    def judge(self, rows: Rows) -> Verdicts:
        result = np.full(rows.count, NOT_MET, dtype=np.int8)
        for part in self.parts:
            np.maximum(result, part.judge(rows), out=result)
        return result

    def explain(self, rows: Rows) -> Finding:
        return self._explain(rows, "any")


@dataclass(frozen=True, slots=True)
class AtLeast(_Joined):
    """Met when `count` parts are: the count-th largest verdict."""

    count: int

    def judge(self, rows: Rows) -> Verdicts:
        stacked = np.sort(np.stack([part.judge(rows) for part in self.parts]), axis=0)
        return np.asarray(stacked[-self.count], dtype=np.int8)

    def explain(self, rows: Rows) -> Finding:
        return self._explain(rows, "at-least")


@dataclass(frozen=True, slots=True)
class Not(_Joined):
    """The opposite of its one part."""

    def judge(self, rows: Rows) -> Verdicts:
        return np.negative(self.parts[0].judge(rows))

    def explain(self, rows: Rows) -> Finding:
        return self._explain(rows, "not")


@dataclass(frozen=True, slots=True)
class InForce(_Joined):
    """Its one part from one day to another, both included; not-met outside, as for a discontinued route."""

    from_: int | None
    until: int | None

    def judge(self, rows: Rows) -> Verdicts:
        outside = np.zeros(1, dtype=np.bool_)
        if self.from_ is not None:
            outside = outside | (rows.day < self.from_)
        if self.until is not None:
            outside = outside | (rows.day > self.until)
        return np.where(outside, np.int8(NOT_MET), self.parts[0].judge(rows))

    def changes(self, rows: Rows) -> Changes:
        own = [day for day in (self.from_, self.until + 1 if self.until is not None else None) if day is not None]
        found = self.parts[0].changes(rows)
        for day in own:
            found.append((rows.person, np.full(rows.count, day, dtype=np.int32)))
        return found

    def explain(self, rows: Rows) -> Finding:
        day = int(rows.day[0])
        if (self.from_ is None or day >= self.from_) and (self.until is None or day <= self.until):
            return self.parts[0].explain(rows)
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
