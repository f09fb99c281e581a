"""The rows that a rule is asked about: who, applying on which day, sitting on which day, standing on which entry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from certway.core.person.columns import (
    SELF,
    Bools,
    DaySpans,
    Flags,
    Index,
    Ints,
    NumberSpans,
    People,
    Table,
    Words,
    WordSets,
)
from certway.core.units.days import Days
from certway.core.units.verdicts import NOT_MET, UNKNOWN, Verdicts

_Number = TypeVar("_Number", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Rows:
    """One row a question. Day arrays have one value a row, or a single one for all rows.

    At the top a row stands on the person herself (`table` is SELF). Inside `some` a row stands on one entry of a
    section, and `settled` is the day up to which completions count for it (the day of application, unless the rule
    says that what is scheduled no later than this entry counts with it).
    """

    people: People
    person: Index
    day: Days  # of application
    exam_day: Days
    table: Table
    entry: Index
    whole: bool  # the rows are exactly the table's entries in order, so that gathering is not needed
    settled_lo: Days
    settled_hi: Days

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.person)

    def days(self, name: str) -> tuple[Days, Days]:
        """Return the earliest and the latest day that a field may be, one a row."""
        column = self.table.columns[name]
        assert isinstance(column, DaySpans)
        return self.of(column.lo), self.of(column.hi)

    def numbers(self, name: str) -> tuple[Ints, Ints]:
        """Return the least and the greatest number that a field may be, in hundredths, one a row."""
        column = self.table.columns[name]
        assert isinstance(column, NumberSpans)
        return self.of(column.lo), self.of(column.hi)

    def words(self, name: str) -> Words:
        """Return a column of words; `of` picks the rows' codes."""
        column = self.table.columns[name]
        assert isinstance(column, Words)
        return column

    def word_sets(self, name: str) -> WordSets:
        """Return a column of sets of words; `of` picks the rows' masks."""
        column = self.table.columns[name]
        assert isinstance(column, WordSets)
        return column

    def flags(self, name: str) -> NDArray[np.int8]:
        """Return a field that is true (1), false (-1) or not told (0), one a row."""
        column = self.table.columns[name]
        assert isinstance(column, Flags)
        return self.of(column.flag)

    def of(self, values: NDArray[_Number]) -> NDArray[_Number]:
        """Return a column's values for the rows."""
        return values if self.whole else values.take(self.entry)

    def pick(self, index: Index) -> Rows:
        """Return the rows at these places."""
        return replace(
            self,
            person=self.person.take(index),
            day=spread(self.day, index),
            exam_day=spread(self.exam_day, index),
            entry=self.entry.take(index),
            whole=False,
            settled_lo=spread(self.settled_lo, index),
            settled_hi=spread(self.settled_hi, index),
        )

    def expand(self, section: str) -> Group:
        """Return a row for every entry of a section that is of a row's person, or of a table nested in its entry."""
        nested = self.table.nested.get(section)
        if nested is not None:
            return self._expand(nested, self.entry, self.whole)
        table = self.people.tables[section]
        return self._expand(table, self.person, self.whole and self.table.name == SELF)

    def _expand(self, table: Table, owner: Index, whole: bool) -> Group:
        if whole:
            parent, entry, told = table.owner, table.places, table.told
        else:
            first = table.offsets.take(owner)
            counts = table.offsets.take(owner + 1) - first
            before = np.cumsum(counts) - counts
            parent = np.repeat(np.arange(len(owner), dtype=np.intp), counts)
            entry = np.arange(len(parent), dtype=np.intp) + np.repeat(first - before, counts)
            told = table.told.take(owner)
        rows = replace(
            self,
            # Whole rows at the top are the people in order, so that a parent's place is its person.
            person=parent if whole and self.table.name == SELF else self.person.take(parent),
            day=spread(self.day, parent),
            exam_day=spread(self.exam_day, parent),
            table=table,
            entry=entry,
            whole=whole,
            settled_lo=spread(self.settled_lo, parent),
            settled_hi=spread(self.settled_hi, parent),
        )
        return Group(rows=rows, parent=parent, told=told)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows expanded to entries: those of one parent row stand together, in the order of the parents.

    `ufunc.at` reduces them: quicker than `reduceat` where groups are small, and an empty one needs no care.
    """

    rows: Rows
    parent: Index  # by entry: the place of its parent row
    told: Bools  # by parent row: whether the section was told

    def best(self, verdicts: Verdicts) -> Verdicts:
        """Return the best verdict of each parent's entries; not-met when it has none, unknown when nothing was told."""
        result = np.where(self.told, np.int8(NOT_MET), np.int8(UNKNOWN))
        np.maximum.at(result, self.parent, verdicts)
        return result

    def total(self, amounts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the sum over each parent's entries."""
        sums = np.zeros(len(self.told), dtype=np.int64)
        np.add.at(sums, self.parent, amounts)
        return sums

    def latest(self, days: Days, *, otherwise: int) -> Days:
        """Return the last of the days of each parent's entries, but no earlier one than `otherwise`."""
        result = np.full(len(self.told), otherwise, dtype=np.int32)
        np.maximum.at(result, self.parent, days)
        return result


def spread(values: NDArray[_Number], index: Index) -> NDArray[_Number]:
    """Return `values[index]`; a single value for all rows stays single."""
    return values if len(values) == 1 else values.take(index)


def filled(values: NDArray[_Number], count: int) -> NDArray[_Number]:
    """Return `values` with one place a row."""
    return values if len(values) == count else np.broadcast_to(values, (count,))


def rows_at(people: People, *, person: Index | None = None, day: Days, exam_day: Days | None = None) -> Rows:
    """Return rows that ask for these people (all of them when left out) on these days.

    `day` and `exam_day` have one value a row or a single one; the exam day is the day of application when left out.
    """
    whole = person is None
    owner = np.arange(people.size, dtype=np.intp) if person is None else person
    exam = day if exam_day is None else exam_day
    return Rows(
        people=people,
        person=owner,
        day=day,
        exam_day=exam,
        table=people.tables[SELF],
        entry=owner,
        whole=whole,
        settled_lo=day,
        settled_hi=day,
    )
