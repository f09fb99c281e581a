"""Leaves that test one field of the entry (or person) that a row stands on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from certway.core.person.columns import Ints
from certway.core.rulebook.findings import Amounts, Finding, Missing
from certway.core.rulebook.nodes import Changes, Node, path_of, value_changes
from certway.core.rulebook.rows import Rows, filled
from certway.core.rulebook.values import Value
from certway.core.units.days import LAST_DAY, Days
from certway.core.units.verdicts import UNKNOWN, Verdicts, verdicts_from

Moment: TypeAlias = Literal["application", "exam", "settled"]


@dataclass(frozen=True, slots=True)
class WordIs(Node):
    """The field is one of `words`; one of `perhaps` leaves it unknown."""

    field: str
    words: frozenset[str]
    perhaps: frozenset[str] = frozenset()

    def judge(self, rows: Rows) -> Verdicts:
        column = rows.words(self.field)
        wanted, maybe = column.lookup(self.words), column.lookup(self.perhaps)
        table = verdicts_from(wanted, wanted | maybe)
        table[-1] = UNKNOWN
        return table.take(rows.of(column.code))

    def changes(self, rows: Rows) -> Changes:
        return []

    def explain(self, rows: Rows) -> Finding:
        column = rows.words(self.field)
        code = int(rows.of(column.code)[0])
        have = column.words[code] if code >= 0 else ""
        found = self.finding(rows, "word", have=have, wanted=tuple(sorted(self.words)), field=self.field)
        return _asking(found, rows, self.field) if code < 0 else found


@dataclass(frozen=True, slots=True)
class FlagIs(Node):
    """The field is true (or false); with `otherwise_unknown` the opposite is decided by the body, so unknown."""

    field: str
    wanted: bool
    otherwise_unknown: bool = False

    def judge(self, rows: Rows) -> Verdicts:
        told = rows.flags(self.field)
        verdicts = told if self.wanted else np.negative(told)
        return np.maximum(verdicts, np.int8(UNKNOWN)) if self.otherwise_unknown else verdicts

    def changes(self, rows: Rows) -> Changes:
        return []

    def explain(self, rows: Rows) -> Finding:
        told = int(rows.flags(self.field)[0])
        found = self.finding(rows, "flag" if told else "flag-untold", field=self.field)
        return found if told else _asking(found, rows, self.field)


@dataclass(frozen=True, slots=True)
class NumberAtLeast(Node):
    """The number is at least a value of the rules."""

    field: str
    need: Value

    def judge(self, rows: Rows) -> Verdicts:
        least, most = rows.numbers(self.field)
        lo, hi = self.need.bounds(rows.day)
        sure, possible = least >= hi * 100, most >= lo * 100
        return filled(verdicts_from(sure, possible), rows.count)

    def changes(self, rows: Rows) -> Changes:
        return value_changes((self.need,), rows)

    def values(self) -> tuple[Value, ...]:
        return (self.need,)

    def explain(self, rows: Rows) -> Finding:
        least, most = rows.numbers(self.field)
        have = (int(least[0]), int(most[0]))
        found = self.finding(rows, "number", field=self.field)
        return with_amounts(found, have=have, scale=100, need=self.need, rows=rows, field=self.field)


@dataclass(frozen=True, slots=True)
class Together(Node):
    """The numbers of several fields, added up, are at least a value of the rules."""

    fields: tuple[str, ...]
    need: Value

    def judge(self, rows: Rows) -> Verdicts:
        least, most = self._sums(rows)
        lo, hi = self.need.bounds(rows.day)
        return filled(verdicts_from(least >= hi * 100, most >= lo * 100), rows.count)

    def _sums(self, rows: Rows) -> tuple[Ints, Ints]:
        spans = np.array([rows.numbers(name) for name in self.fields], dtype=np.int64)
        least, most = spans.sum(axis=0)
        return least, most

    def changes(self, rows: Rows) -> Changes:
        return value_changes((self.need,), rows)

    def values(self) -> tuple[Value, ...]:
        return (self.need,)

    def explain(self, rows: Rows) -> Finding:
        least, most = self._sums(rows)
        found = self.finding(rows, "together", fields=self.fields)
        counted = with_amounts(found, have=(int(least[0]), int(most[0])), scale=100, need=self.need, rows=rows)
        if found.verdict != "unknown":
            return counted
        return _asking(counted, rows, self._question(rows))

    def _question(self, rows: Rows) -> str:
        """The first field that leaves the sum open; the first of all where only the need is open."""
        spans = {name: rows.numbers(name) for name in self.fields}
        return next((name for name, (least, most) in spans.items() if least[0] < most[0]), self.fields[0])


@dataclass(frozen=True, slots=True)
class LevelAtLeast(Node):
    """The degree is at least `level`; a higher one satisfies a lower."""

    field: str
    level: str

    def judge(self, rows: Rows) -> Verdicts:
        column = rows.words(self.field)
        code = rows.of(column.code)
        enough = code >= column.words.index(self.level)
        return verdicts_from(enough, enough | (code < 0))

    def changes(self, rows: Rows) -> Changes:
        return []

    def explain(self, rows: Rows) -> Finding:
        column = rows.words(self.field)
        code = int(rows.of(column.code)[0])
        have = column.words[code] if code >= 0 else ""
        found = self.finding(rows, "level", have=have, level=self.level, field=self.field)
        return _asking(found, rows, self.field) if code < 0 else found


@dataclass(frozen=True, slots=True)
class DayTest(Node):
    """The field's day compared with the day of application, of the exam, or up to which completions count.

    `how` says how, with `length` where one is named:
    by: the day is not later. ahead: it is later. lasts: it is not earlier (good on its last day).
    within: the moment is at most `length` after the day, counted forward from it. beyond: it is more.
    reaches: it is at least that, as for an age: the birthday itself counts.
    opens: the moment is not earlier than `length` before the day.
    """

    field: str
    how: Literal["by", "ahead", "lasts", "within", "beyond", "reaches", "opens"]
    moment: Moment = "application"
    length: Value | None = None

    def judge(self, rows: Rows) -> Verdicts:
        lo, hi = rows.days(self.field)
        first, last = self._limits(rows, lo, hi)
        now_lo, now_hi = _moment(rows, self.moment)
        if self.how in ("by", "reaches", "opens"):
            return filled(verdicts_from(last <= now_lo, first <= now_hi), rows.count)
        if self.how == "ahead":
            return filled(verdicts_from(first > now_hi, last > now_lo), rows.count)
        if self.how == "beyond":
            return filled(verdicts_from(now_lo > last, now_hi > first), rows.count)
        return filled(verdicts_from(first >= now_hi, last >= now_lo), rows.count)

    def _limits(self, rows: Rows, lo: Days, hi: Days) -> tuple[Days, Days]:
        """The day that the moment is compared with, at the earliest and at the latest."""
        if self.length is None:
            return lo, hi
        sign = -1 if self.how == "opens" else 1
        return self.length.step(lo, at=rows.day, sign=sign)[0], self.length.step(hi, at=rows.day, sign=sign)[1]

    def changes(self, rows: Rows) -> Changes:
        after = 1 if self.how in ("lasts", "within", "beyond") else 0
        sign = -1 if self.how == "opens" else 1
        ends = list(rows.days(self.field))
        if self.length is not None:
            ends = [end for days in ends for end in self.length.every_step(days, sign=sign)]
        turns = [np.minimum(end.astype(np.int64) + after, LAST_DAY).astype(np.int32) for end in ends]
        return [*value_changes(self.values(), rows), *((rows.person, turn) for turn in turns)]

    def values(self) -> tuple[Value, ...]:
        return (self.length,) if self.length else ()

    def explain(self, rows: Rows) -> Finding:
        lo, hi = rows.days(self.field)
        first, last = self._limits(rows, lo, hi)
        message = self.how if self.how in ("within", "opens") else f"day-{self.how}"
        found = self.finding(
            rows,
            message,
            field=self.field,
            days=(int(lo[0]), int(hi[0])),
            limits=(int(first[0]), int(last[0])),
            length=self._length_in_words(rows),
            moment=self.moment,
        )
        if found.verdict == "met":
            return found
        if lo[0] < hi[0] and found.verdict == "unknown":
            return _asking(found, rows, self.field)
        if self.how not in ("by", "opens", "beyond", "reaches") or last[0] >= LAST_DAY:
            return found
        return replace(found, missing=Missing("day", on=int(last[0]) + (self.how == "beyond")))

    def _length_in_words(self, rows: Rows) -> tuple[str, ...] | None:
        if self.length is None:
            return None
        lo, hi = self.length.bounds(rows.day)
        return (str(int(lo[0])), str(int(hi[0])), self.length.unit)


def _moment(rows: Rows, moment: Moment) -> tuple[Days, Days]:
    if moment == "exam":
        return rows.exam_day, rows.exam_day
    return (rows.settled_lo, rows.settled_hi) if moment == "settled" else (rows.day, rows.day)


def _asking(found: Finding, rows: Rows, field: str) -> Finding:
    return replace(found, missing=Missing("answer", field=path_of(rows, field)))


def with_amounts(
    found: Finding, *, have: tuple[int, int], scale: int, need: Value, rows: Rows, field: str = ""
) -> Finding:
    """Return the finding with its numbers, and what is wanting. `have` is in units of 1/scale."""
    lo, hi = need.bounds(rows.day)
    wanted = (int(lo[0]), int(hi[0]))
    held = (have[0] / scale, have[1] / scale)
    missing = None
    if found.verdict == "not-met":
        missing = Missing("amount", least=max(0, wanted[0] - held[1]), most=max(0, wanted[1] - held[0]), unit=need.unit)
    elif found.verdict == "unknown" and field:
        missing = Missing("answer", field=path_of(rows, field))
    return replace(found, amounts=Amounts(held, wanted, need.unit), missing=missing)
