"""Records into columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from certway.core.person.columns import (
    SELF,
    UNKNOWN_WORD,
    Column,
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
from certway.core.person.fields import ACCREDITORS, LISTS, SINGLES, Field, Kind, SectionTable
from certway.core.person.record import OPEN, Accreditation, Entry, FieldValue, Record
from certway.core.units.days import FIRST_DAY, LAST_DAY, DaySpan

_WITHOUT_COLUMN = {Kind.TEXT, Kind.FREE, Kind.RANGES}  # never decide anything, or have a table of their own


def columns_of(section: SectionTable) -> dict[str, Field]:
    """Return the columns that a section has, by name, each with the field of the values in it.

    A map has a column of numbers for each of its words, such as `science_hours.biology`.
    """
    columns: dict[str, Field] = {}
    for field in section.fields:
        if field.kind in _WITHOUT_COLUMN or field.name == "accredited_by":
            continue
        if field.kind is Kind.WORDS and not field.words:  # no mask holds the words of all people
            continue
        if field.kind is Kind.MAP:
            columns |= {f"{field.name}.{word}": replace(field, kind=Kind.NUMBER) for word in field.words}
        else:
            columns[field.name] = field
    return columns


def column_of(field: Field, values: Sequence[FieldValue | None]) -> Column:
    """Return a column of a field's values; None = not told."""
    return _COLUMN[field.kind](field, values)


def batch_of(records: Sequence[Record]) -> People:
    """Return the columns of these people, in their order."""
    tables = {SELF: _self_table(records)}
    for section in LISTS:
        tables[section.name] = _section_table(section, [record.entries(section.name) for record in records])
    return People(size=len(records), tables=tables)


def _self_table(records: Sequence[Record]) -> Table:
    columns: dict[str, Column] = {}
    for section in SINGLES:
        entries = [record.single(section.name) for record in records]
        for name, column in _columns(section, entries).items():
            columns[f"{section.name}.{name}"] = column
    count = len(records)
    return Table(
        name=SELF,
        offsets=np.arange(count + 1, dtype=np.intp),
        told=np.ones(count, dtype=np.bool_),
        columns=columns,
        nested={},
    )


def _section_table(section: SectionTable, told: Sequence[tuple[Entry, ...] | None]) -> Table:
    entries = [entry for own in told if own for entry in own]
    nested = {"accreditation": accreditation_table(entries)} if section.name == "programs" else {}
    return Table(
        name=section.name,
        offsets=_offsets(len(own) if own else 0 for own in told),
        told=np.array([own is not None for own in told], dtype=np.bool_),
        columns=narrowed(section.name, _columns(section, entries)),
        nested=nested,
    )


def _offsets(counts: Iterable[int]) -> Index:
    return np.concatenate(([0], np.cumsum(list(counts)))).astype(np.intp)


def _columns(section: SectionTable, entries: Sequence[Entry]) -> dict[str, Column]:
    return {
        name: column_of(field, [_told(entry, name) for entry in entries]) for name, field in columns_of(section).items()
    }


def _told(entry: Entry, name: str) -> FieldValue | None:
    """Return a field of an entry, or the part of a map that a dotted name means."""
    field, _, word = name.partition(".")
    whole = entry.get(field)
    return whole.get(word) if word and isinstance(whole, Mapping) else whole


def _day_column(field: Field, values: Sequence[FieldValue | None]) -> DaySpans:
    lo = np.full(len(values), FIRST_DAY, dtype=np.int32)
    hi = np.full(len(values), LAST_DAY, dtype=np.int32)
    for place, value in enumerate(values):
        if isinstance(value, DaySpan):
            lo[place], hi[place] = value.first, value.last
        elif value is OPEN:
            lo[place] = LAST_DAY
    return DaySpans(lo, hi)


def _number_column(field: Field, values: Sequence[FieldValue | None]) -> NumberSpans:
    least, most = round(field.least * 100), round(field.most * 100)
    lo = np.array([least if value is None else value for value in values], dtype=np.int64)
    hi = np.array([most if value is None else value for value in values], dtype=np.int64)
    return NumberSpans(lo, hi)


def _word_column(field: Field, values: Sequence[FieldValue | None]) -> Words:
    words = field.words or tuple(sorted({value for value in values if isinstance(value, str)}))
    codes = {word: place for place, word in enumerate(words)}
    told = (codes[value] if isinstance(value, str) else UNKNOWN_WORD for value in values)
    return Words(np.fromiter(told, dtype=np.int32, count=len(values)), words)


def _word_set_column(field: Field, values: Sequence[FieldValue | None]) -> WordSets:
    bits = {word: 1 << place for place, word in enumerate(field.words)}
    every = (1 << len(field.words)) - 1
    sure = [sum(bits[str(word)] for word in set(value)) if isinstance(value, tuple) else 0 for value in values]
    possible = [own if isinstance(value, tuple) else every for own, value in zip(sure, values, strict=True)]
    return WordSets(np.array(sure, dtype=np.uint32), np.array(possible, dtype=np.uint32), field.words)


def _flag_column(field: Field, values: Sequence[FieldValue | None]) -> Flags:
    return Flags(np.array([0 if value is None else 1 if value else -1 for value in values], dtype=np.int8))


_COLUMN: Mapping[Kind, Callable[[Field, Sequence[FieldValue | None]], Column]] = {
    Kind.DAY: _day_column,
    Kind.OPEN_DAY: _day_column,
    Kind.NUMBER: _number_column,
    Kind.WORD: _word_column,
    Kind.WORDS: _word_set_column,
    Kind.FLAG: _flag_column,
}


def accreditation_table(programs: Sequence[Entry]) -> Table:
    """Return who accredited these programs: the short form without limit in time, the long form on its days."""
    owned = [_accreditations(program) for program in programs]
    flat = [entry for own in owned if own for entry in own]
    by = Words(
        np.array([ACCREDITORS.index(entry.by) for entry in flat], dtype=np.int32),
        ACCREDITORS,
    )
    day = Field("day", Kind.DAY, "")
    return Table(
        name="accreditation",
        offsets=_offsets(len(own) if own else 0 for own in owned),
        told=np.array([own is not None for own in owned], dtype=np.bool_),
        columns={
            "by": by,
            "from": _day_column(day, [entry.from_ for entry in flat]),
            "to": _day_column(day, [entry.to for entry in flat]),
        },
        nested={},
    )


_ALWAYS = DaySpan(FIRST_DAY, FIRST_DAY)


def _accreditations(program: Entry) -> tuple[Accreditation, ...] | None:
    dated, named = program.get("accreditation"), program.get("accredited_by")
    if isinstance(dated, tuple):
        return tuple(entry for entry in dated if isinstance(entry, Accreditation))
    if isinstance(named, tuple):
        return tuple(Accreditation(str(name), _ALWAYS, OPEN) for name in named)
    return None


def narrowed(section: str, columns: dict[str, Column]) -> dict[str, Column]:
    """Return a section's columns, those numbers narrowed that others in the same entry say something about."""
    if section == "programs":
        return _narrow_hours(columns)
    return _narrow_sciences(columns) if section == "education" else columns


def _spans(columns: Mapping[str, Column], name: str) -> NumberSpans:
    column = columns[name]
    assert isinstance(column, NumberSpans)
    return column


def _narrow_hours(columns: dict[str, Column]) -> dict[str, Column]:
    """Use that academic and clinical hours make up the total to narrow whichever was not told."""
    academic, clinical, total = (_spans(columns, name) for name in ("academic_hours", "clinical_hours", "total_hours"))
    return {
        **columns,
        "academic_hours": _within(academic, total.lo - clinical.hi, total.hi - clinical.lo),
        "clinical_hours": _within(clinical, total.lo - academic.hi, total.hi - academic.lo),
        "total_hours": _within(total, academic.lo + clinical.lo, academic.hi + clinical.hi),
    }


def _narrow_sciences(columns: dict[str, Column]) -> dict[str, Column]:
    """Use that a part is no more than its whole, and a subject no more than all the credit."""
    every = _spans(columns, "semester_hours")
    named = {
        name: _spans(columns, f"science_hours.{name}")
        for name in ("biology", "microbiology", "chemistry", "organic-chemistry", "biochemistry")
    }
    micro, organic, bio = named["microbiology"], named["organic-chemistry"], named["biochemistry"]
    biology = _within(named["biology"], micro.lo, every.hi)
    chemistry = _within(named["chemistry"], organic.lo + bio.lo, every.hi)
    narrowed = {
        "biology": biology,
        "microbiology": _within(micro, micro.lo, biology.hi),
        "chemistry": chemistry,
        "organic-chemistry": _within(organic, organic.lo, chemistry.hi - bio.lo),
        "biochemistry": _within(bio, bio.lo, chemistry.hi - organic.lo),
    }
    return {**columns, **{f"science_hours.{name}": spans for name, spans in narrowed.items()}}


def _within(spans: NumberSpans, least: Ints, most: Ints) -> NumberSpans:
    lo = np.maximum(spans.lo, least)
    hi = np.minimum(spans.hi, most)
    told = spans.lo == spans.hi
    return NumberSpans(np.where(told, spans.lo, np.minimum(lo, hi)), np.where(told, spans.hi, np.maximum(lo, hi)))
