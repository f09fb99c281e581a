"""What cannot be true together inside one row of a roster; the words are those of the person file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from certway.bulk.cells import Coded, Wrong
from certway.core.person.batch import columns_of
from certway.core.person.columns import Bools, Column, DaySpans, Flags, Index, NumberSpans, Words, WordSets
from certway.core.person.fields import SectionTable
from certway.core.person.parts import taken
from certway.core.person.reading import check_entry
from certway.core.person.record import OPEN, Accreditation, FieldValue
from certway.core.units.days import FIRST_DAY, LAST_DAY, DaySpan

_PARTS = (("biology", ("microbiology",)), ("chemistry", ("organic-chemistry", "biochemistry")))


@dataclass(frozen=True)
class SectionColumns:
    """The columns of a section as they were written, one place a row."""

    section: SectionTable
    columns: Mapping[str, Column]
    coded: Mapping[str, Coded]  # what a program says of its accreditation, short and long

    def number(self, name: str) -> NumberSpans:
        """Return a column of numbers."""
        column = self.columns[name]
        assert isinstance(column, NumberSpans)
        return column


def contradictions(written: SectionColumns) -> list[Wrong]:
    """Return the rows that contradict themselves."""
    found = [rows for rows in _contradicting(written) if rows.any()]
    if not found:
        return []
    rows = np.flatnonzero(np.logical_or.reduce(found))
    return [Wrong(rows, lambda place: _words(written, int(rows[place])))]


def _contradicting(written: SectionColumns) -> Iterator[Bools]:
    for earlier, later in written.section.orders:
        begin, end = written.columns[earlier], written.columns[later]
        assert isinstance(begin, DaySpans)
        assert isinstance(end, DaySpans)
        yield end.hi < begin.lo
    if written.section.name == "education":
        yield from _sciences(written)
    elif written.section.name == "programs":
        yield _hours(written)
        yield _accreditation(written.coded["accredited_by"], written.coded["accreditation"])


def _sciences(written: SectionColumns) -> Iterator[Bools]:
    science = {name: written.number(name) for name in written.columns if name.startswith("science_hours.")}
    for whole, parts in _PARTS:
        within = np.add.reduce([science[f"science_hours.{part}"].lo for part in parts])
        all_of_it = science[f"science_hours.{whole}"]
        yield _told(all_of_it) & (within > all_of_it.hi)
    credit = written.number("semester_hours")
    for subject in science.values():
        yield _told(credit) & (subject.lo > credit.hi)


def _hours(written: SectionColumns) -> Bools:
    academic, clinical, total = (written.number(f"{name}_hours") for name in ("academic", "clinical", "total"))
    parts = academic.lo + clinical.lo  # what was not told is 0 at least
    both = _told(academic) & _told(clinical)
    wrong: Bools = np.less(total.hi, parts) | (both & np.not_equal(total.lo, parts))
    return _told(total) & wrong


def _told(numbers: NumberSpans) -> Bools:
    return np.equal(numbers.lo, numbers.hi)


def _accreditation(short: Coded, long: Coded) -> Bools:
    names = sorted({name for value in (*short.values, *long.values) for name in _names(value) or ()})
    bits = {name: 1 << place for place, name in enumerate(names)}

    def masks(coded: Coded) -> Index:
        by_value = [-1 if (own := _names(value)) is None else sum(bits[name] for name in own) for value in coded.values]
        return np.array(by_value, dtype=np.intp)[coded.places]

    one, other = masks(short), masks(long)
    told = np.greater_equal(np.minimum(one, other), 0)
    return np.logical_and(told, np.not_equal(one, other))


def _names(value: FieldValue | None) -> set[str] | None:
    if not isinstance(value, tuple):
        return None
    return {part.by if isinstance(part, Accreditation) else str(part) for part in value}


def _words(written: SectionColumns, row: int) -> str:
    """Return what the person file's own check says about a row."""
    entry: dict[str, FieldValue] = {}
    for name in columns_of(written.section):
        value = _value(taken(written.columns[name], slice(row, row + 1)))
        field, _, word = name.partition(".")
        if value is not None and word:
            assert isinstance(value, int)
            told = entry.get(field)
            entry[field] = {**(told if isinstance(told, Mapping) else {}), word: value}
        elif value is not None:
            entry[field] = value
    for name, coded in written.coded.items():
        told_value = coded.values[coded.places[row]]
        if told_value is not None:
            entry[name] = told_value
    return "; ".join(f"{one.field}: {one.text}" for one in check_entry(entry, written.section) if one.field)


def _value(column: Column) -> FieldValue | None:
    """Return the one value of a column as a record has it, None where it was not told."""
    return _VALUES[type(column)](column)


def _day(column: DaySpans) -> FieldValue | None:
    first, last = int(column.lo[0]), int(column.hi[0])
    if first == LAST_DAY:
        return OPEN
    return None if (first, last) == (FIRST_DAY, LAST_DAY) else DaySpan(first, last)


def _number(column: NumberSpans) -> FieldValue | None:
    return int(column.lo[0]) if column.lo[0] == column.hi[0] else None


def _word(column: Words) -> FieldValue | None:
    return column.words[column.code[0]] if column.code[0] >= 0 else None


def _word_set(column: WordSets) -> FieldValue | None:
    if column.sure[0] != column.possible[0]:
        return None
    return tuple(word for place, word in enumerate(column.words) if column.sure[0] >> place & 1)


def _flag(column: Flags) -> FieldValue | None:
    return bool(column.flag[0] > 0) if column.flag[0] else None


_VALUES: Mapping[type, Callable[..., FieldValue | None]] = {
    DaySpans: _day,
    NumberSpans: _number,
    Words: _word,
    WordSets: _word_set,
    Flags: _flag,
}
