"""Leaves that ask about the entries of a section together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from certway.core.person.columns import Bools, Ints, WordSets
from certway.core.rulebook.accreditation import Accredited
from certway.core.rulebook.field_leaves import FlagIs, LevelAtLeast, WordIs, with_amounts
from certway.core.rulebook.findings import Finding, Missing
from certway.core.rulebook.nodes import Changes, Node, path_of, value_changes
from certway.core.rulebook.rows import Group, Rows, filled, spread
from certway.core.rulebook.values import Value
from certway.core.units.days import FIRST_DAY, LAST_DAY
from certway.core.units.verdicts import MET, NOT_MET, UNKNOWN, Verdicts, verdicts_from

Masks: TypeAlias = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class OfSection(Node):
    """A leaf about those entries of `section` that fulfil every node of `where`."""

    section: str
    where: tuple[Node, ...]

    def inner(self) -> tuple[Node, ...]:
        return self.where

    def wanted(self) -> tuple[str, ...]:
        """Return the words that an entry must name to count, such as its kind or role."""
        return tuple(sorted({word for node in self.where for leaf in node.walk() for word in _wanted_by(leaf)}))

    def fitting(self, group: Group) -> Verdicts:
        """Return for each entry whether it fulfils `where`."""
        result = np.full(group.rows.count, MET, dtype=np.int8)
        for node in self.where:
            if not (result > NOT_MET).any():  # nothing is left that could fit, such as when there are no entries
                break
            np.minimum(result, node.judge(group.rows), out=result)
        return result

    def changes(self, rows: Rows) -> Changes:
        group = self.group(rows)
        asked = self.where if group.rows.count else ()
        inner = [change for node in asked for change in node.changes(group.rows)]
        return inner + value_changes(self.values(), rows)

    def group(self, rows: Rows) -> Group:
        """Return the rows of the section's entries."""
        return rows.expand(self.section)

    def evidence(self, rows: Rows, verdicts: Verdicts, group: Group) -> tuple[str, ...]:
        """Return the paths of the entries that fulfil `where`, for a single row."""
        places = np.flatnonzero(verdicts == MET)
        return tuple(path_of(group.rows.pick(np.array([place], dtype=np.intp))) for place in places)


def _wanted_by(leaf: Node) -> tuple[str, ...]:
    if isinstance(leaf, WordIs):
        return tuple(leaf.words)
    if isinstance(leaf, LevelAtLeast):
        return (leaf.level,)
    return (leaf.field,) if isinstance(leaf, FlagIs) and leaf.wanted else ()


def untold(found: Finding, section: str) -> Finding:
    """Return the finding with the question that would settle it: the section that nobody told about."""
    return replace(
        found,
        message="section-untold",
        arguments={**found.arguments, "section": section},
        missing=Missing("answer", field=section),
    )


@dataclass(frozen=True, slots=True)
class Some(OfSection):
    """One entry fulfils every node of `where`.

    With `settles`, what is scheduled no later than that day of the entry counts as completed inside `where`.
    """

    settles: str = ""

    def group(self, rows: Rows) -> Group:
        group = rows.expand(self.section)
        if not self.settles:
            return group
        first, last = group.rows.days(self.settles)
        day = group.rows.day
        settled = replace(group.rows, settled_lo=np.maximum(day, first), settled_hi=np.maximum(day, last))
        return replace(group, rows=settled)

    def judge(self, rows: Rows) -> Verdicts:
        group = self.group(rows)
        return group.best(self.fitting(group))

    def _accreditors(self) -> tuple[str, ...]:
        """The accreditors of whom one is asked for, to name them to who has no entry at all."""
        leaves = (leaf for node in self.where for leaf in node.walk() if isinstance(leaf, Accredited))
        return tuple(sorted({name for leaf in leaves for name in leaf.by}))

    def explain(self, rows: Rows) -> Finding:
        group = self.group(rows)
        found = self.finding(rows, "some", section=self.section, wanted=self.wanted())
        if not group.told[0]:
            return untold(found, self.section)
        if not group.rows.count:
            arguments = {**found.arguments, "accreditors": self._accreditors()}
            return replace(found, message="some-no-entry", op="all", arguments=arguments)
        tests = [node.judge(group.rows) for node in self.where] or [self.fitting(group)]
        verdicts = np.stack(tests).astype(np.int64)
        # The best entry; among equals the one that fails least, then the latest in the file.
        rank = verdicts.min(axis=0) * 1000 + verdicts.sum(axis=0)
        best = len(rank) - 1 - int(np.argmax(rank[::-1]))
        row = group.rows.pick(np.array([best], dtype=np.intp))
        findings = tuple(node.explain(row) for node in self.where)
        return replace(found, op="all", evidence=(path_of(row),), findings=findings)


@dataclass(frozen=True, slots=True)
class Fewer(OfSection):
    """Fewer entries than a value of the rules fulfil `where`."""

    than: Value

    def judge(self, rows: Rows) -> Verdicts:
        sure, possible, told = self._counts(rows)
        lo, hi = self.than.bounds(rows.day)
        verdicts = verdicts_from(filled(possible < lo, rows.count), filled(sure < hi, rows.count))
        return np.where(told, verdicts, np.int8(UNKNOWN))

    def _counts(self, rows: Rows) -> tuple[Ints, Ints, Bools]:
        group = self.group(rows)
        fit = self.fitting(group)
        sure, possible = group.total((fit == MET).astype(np.int64)), group.total((fit >= UNKNOWN).astype(np.int64))
        return sure, possible, group.told

    def values(self) -> tuple[Value, ...]:
        return (self.than,)

    def explain(self, rows: Rows) -> Finding:
        sure, possible, told = self._counts(rows)
        found = self.finding(rows, "fewer", section=self.section, wanted=self.wanted())
        if not told[0]:
            return untold(found, self.section)
        group = self.group(rows)
        found = replace(found, evidence=self.evidence(rows, self.fitting(group), group))
        counted = with_amounts(found, have=(int(sure[0]), int(possible[0])), scale=1, need=self.than, rows=rows)
        missing = Missing("answer", field=self.section) if found.verdict == "unknown" else None
        return replace(counted, missing=missing)


@dataclass(frozen=True, slots=True)
class Sum(OfSection):
    """The field, summed over the entries that fulfil `where`, is at least a value of the rules."""

    field: str
    need: Value

    def judge(self, rows: Rows) -> Verdicts:
        lo, hi, told = self._sums(rows)
        need_lo, need_hi = self.need.bounds(rows.day)
        verdicts = verdicts_from(filled(lo >= need_hi * 100, rows.count), filled(hi >= need_lo * 100, rows.count))
        return np.where(told, verdicts, np.int8(UNKNOWN))

    def _sums(self, rows: Rows) -> tuple[Ints, Ints, Bools]:
        group = self.group(rows)
        least, most = group.rows.numbers(self.field)
        fit = self.fitting(group)
        lo = group.total(np.where(fit == MET, least, 0).astype(np.int64))
        hi = group.total(np.where(fit >= UNKNOWN, most, 0).astype(np.int64))
        return lo, hi, group.told

    def values(self) -> tuple[Value, ...]:
        return (self.need,)

    def explain(self, rows: Rows) -> Finding:
        lo, hi, told = self._sums(rows)
        found = self.finding(rows, "sum", section=self.section, field=self.field, wanted=self.wanted())
        if not told[0]:
            return untold(found, self.section)
        group = self.group(rows)
        found = replace(found, evidence=self.evidence(rows, self.fitting(group), group))
        counted = with_amounts(found, have=(int(lo[0]), int(hi[0])), scale=100, need=self.need, rows=rows)
        if found.verdict != "unknown":
            return counted
        return replace(counted, missing=Missing("answer", field=self._question(group)))

    def _question(self, group: Group) -> str:
        """The first entry that leaves the sum open, and its field."""
        least, most = group.rows.numbers(self.field)
        fit = self.fitting(group)
        open_ = (fit == UNKNOWN) | ((fit == MET) & (least < most))
        places = np.flatnonzero(open_)
        if not len(places):
            return self.section
        return path_of(group.rows.pick(places[:1]), self.field if fit[places[0]] == MET else "")


@dataclass(frozen=True, slots=True)
class Covers(OfSection):
    """The entries that fulfil `where` name, taken together, every word of `words` in their field.

    Work counts when it touches the days from `last` before the row's day to that day.
    """

    field: str
    words: frozenset[str]
    last: Value | None = None

    def judge(self, rows: Rows) -> Verdicts:
        group = self.group(rows)
        column = group.rows.word_sets(self.field)
        fit = self._counting(rows, group)
        sure, possible = group.rows.of(column.sure), group.rows.of(column.possible)
        result = np.where(group.told, np.int8(MET), np.int8(UNKNOWN))
        for word in self.words:
            bit = np.uint32(column.mask(frozenset((word,))))
            named = verdicts_from((sure & bit) != 0, (possible & bit) != 0)
            np.minimum(result, group.best(np.minimum(fit, named)), out=result)
        return result

    def _counting(self, rows: Rows, group: Group) -> Verdicts:
        """Whether each entry fulfils `where` and touches the window."""
        return np.minimum(self.fitting(group), self._in_window(rows, group))

    def _in_window(self, rows: Rows, group: Group) -> Verdicts:
        begun, ended = group.rows.days("from"), group.rows.days("to")
        day = group.rows.day
        start = np.array([FIRST_DAY], dtype=np.int32)
        early, late = (start, start) if self.last is None else self.last.step(rows.day, at=rows.day, sign=-1)
        early, late = spread(early, group.parent), spread(late, group.parent)
        sure = (begun[1] <= day) & (ended[0] >= late)
        possible = (begun[0] <= day) & (ended[1] >= early)
        return verdicts_from(sure, possible)

    def values(self) -> tuple[Value, ...]:
        return (self.last,) if self.last else ()

    def changes(self, rows: Rows) -> Changes:
        group = self.group(rows)
        # (explicit base: slots dataclasses rebuild the class, which breaks zero-argument super)
        found = OfSection.changes(self, rows)
        found += [(group.rows.person, days) for days in group.rows.days("from")]
        if self.last is not None:
            for ends in group.rows.days("to"):
                after = np.minimum(ends, LAST_DAY - 1) + np.int32(1)
                found += [(group.rows.person, day) for day in self.last.every_return(after)]
        return found

    def explain(self, rows: Rows) -> Finding:
        group = self.group(rows)
        column, fit = group.rows.word_sets(self.field), self._counting(rows, group)
        have = _named(column, group.rows.of(column.sure)[fit == MET])
        maybe = _named(column, group.rows.of(column.possible)[fit >= UNKNOWN])
        lacking = tuple(sorted(self.words - set(have)))
        found = self.finding(
            rows,
            "covers",
            section=self.section,
            wanted=self.wanted(),
            field=self.field,
            have=have,
            possible=maybe,
            lacking=lacking,
        )
        if not group.told[0]:
            return untold(found, self.section)
        if found.verdict == "unknown":
            return replace(found, missing=Missing("answer", field=f"{self.section}/{self.field}"))
        return found


def _named(column: WordSets, masks: Masks) -> tuple[str, ...]:
    """The words that any of the masks names."""
    every = int(np.bitwise_or.reduce(masks, initial=np.uint32(0)))
    return tuple(word for place, word in enumerate(column.words) if every >> place & 1)
