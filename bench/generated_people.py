"""Generated people as columns, without records: jobs, CPR cards and high school; every other section empty but told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from certway.core.person.batch import batch_of
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
from certway.core.person.fields import DEPARTMENTS, ROLES, WORK_SETTINGS
from certway.core.person.parts import people_between, taken
from certway.core.person.record import Record
from certway.core.units.days import FIRST_DAY, LAST_DAY, Days

DUTIES = ("clinical", "administrative")
CARD_KINDS = ("cpr", "first-aid")
FINISHED = ("diploma", "ged", "equivalent", "none")
MOST_WEEKLY = 168 * 100  # hundredths of hours
_EPOCH = date(1970, 1, 1).toordinal()
JOBS = (0.14, 0.36, 0.27, 0.15, 0.08)  # shares of people with none, one, two … jobs
CARDS = (0.3, 0.55, 0.15)


@dataclass(frozen=True)
class Unknown:
    """Shares of what was not told."""

    section: float  # of people whose work, or whose cards, were not told
    field: float  # of entries, for each field


NOTHING_UNKNOWN = Unknown(section=0, field=0)
SOME_UNKNOWN = Unknown(section=0.03, field=0.04)


def generated_people(count: int, *, day: int, rng: np.random.Generator, unknown: Unknown) -> People:
    """Return people as they may be on `day` (ordinal), with their jobs, cards and high school."""
    blank = _blank(count)
    tables = {**blank.tables, SELF: _with_high_school(blank.tables[SELF], day, rng, unknown)}
    tables["work"] = _section("work", _work(_counts(count, JOBS, rng), day, rng, unknown), rng, unknown)
    tables["cards"] = _section("cards", _cards(_counts(count, CARDS, rng), day, rng, unknown), rng, unknown)
    return People(size=count, tables=tables)


def first_people(people: People, count: int) -> People:
    """Return the first `count` people."""
    return people_between(people, 0, count)


def filled(people: People, *, day: int, rng: np.random.Generator) -> People:
    """Return the people with a possible value for everything that was not told."""
    other = generated_people(people.size, day=day, rng=rng, unknown=NOTHING_UNKNOWN).tables
    tables = dict(people.tables)
    for name in ("work", "cards"):
        tables[name] = _filled_columns(_told_sections(people.tables[name], other[name]), rng)
    tables[SELF] = _filled_columns(people.tables[SELF], rng)
    return People(size=people.size, tables=tables)


def _blank(count: int) -> People:
    """People about whom nothing is known but that no section has an entry."""
    one = batch_of([Record()])
    tables = {
        name: replace(table, offsets=np.zeros(count + 1, dtype=np.intp), told=np.ones(count, dtype=np.bool_))
        for name, table in one.tables.items()
    }
    columns = {name: taken(column, np.zeros(count, np.intp)) for name, column in one.tables[SELF].columns.items()}
    tables[SELF] = replace(tables[SELF], offsets=np.arange(count + 1, dtype=np.intp), columns=columns)
    return People(size=count, tables=tables)


def _with_high_school(table: Table, day: int, rng: np.random.Generator, unknown: Unknown) -> Table:
    count = len(table.told)
    kind = rng.choice(len(FINISHED), count, p=(0.8, 0.11, 0.03, 0.06)).astype(np.int16)
    own: dict[str, Column] = {
        "high_school.kind": Words(_hidden_words(kind, rng, unknown), FINISHED),
        "high_school.completed": _told_days(day - rng.integers(-200, 25 * 365, count), rng, unknown),
    }
    return replace(table, columns={**table.columns, **own})


def _work(offsets: Index, day: int, rng: np.random.Generator, unknown: Unknown) -> Table:
    count = int(offsets[-1])
    began = day - rng.integers(0, 12 * 365, count)
    length = rng.gamma(1.5, 700, count).astype(np.int64)
    ended = np.where(began + length > day, LAST_DAY, began + length)
    weekly = rng.choice((8, 16, 20, 24, 32, 36, 38, 40), count, p=(0.03, 0.07, 0.1, 0.1, 0.1, 0.15, 0.05, 0.4)) * 100
    roles = (0.72, 0.03, 0.01, 0.06, 0.05, 0.02, 0.11)
    duties = rng.choice(4, count, p=(0.05, 0.25, 0.1, 0.6)).astype(np.uint32)
    supervised = rng.random(count) < 0.9
    columns: dict[str, Column] = {
        "role": Words(_hidden_words(rng.choice(len(ROLES), count, p=roles).astype(np.int16), rng, unknown), ROLES),
        "setting": Words(rng.integers(0, len(WORK_SETTINGS), count, dtype=np.int16), WORK_SETTINGS),
        "from": _told_days(began, rng, unknown),
        "to": _told_days(ended, rng, unknown),
        "hours_per_week": _told_numbers(weekly, MOST_WEEKLY, rng, unknown),
        "duties": _told_sets(duties, DUTIES, rng, unknown),
        "departments": _told_sets(np.zeros(count, dtype=np.uint32), DEPARTMENTS, rng, NOTHING_UNKNOWN),
        "supervised": Flags(np.where(supervised, np.int8(1), np.int8(-1))),
    }
    return Table("work", offsets, np.ones(len(offsets) - 1, dtype=np.bool_), columns, {})


def _cards(offsets: Index, day: int, rng: np.random.Generator, unknown: Unknown) -> Table:
    count = int(offsets[-1])
    issued = day - rng.integers(-20, 1100, count)
    kind = (rng.random(count) < 0.12).astype(np.int16)
    columns: dict[str, Column] = {
        "kind": Words(_hidden_words(kind, rng, unknown), CARD_KINDS),
        "issued": _told_days(issued, rng, unknown),
        "expires": _told_days(np.where(rng.random(count) < 0.02, LAST_DAY, issued + 730), rng, unknown),
    }
    return Table("cards", offsets, np.ones(len(offsets) - 1, dtype=np.bool_), columns, {})


def _counts(people: int, shares: tuple[float, ...], rng: np.random.Generator) -> Index:
    """Offsets for so many entries a person."""
    return np.concatenate(([0], np.cumsum(rng.choice(len(shares), people, p=shares)))).astype(np.intp)


def _section(name: str, table: Table, rng: np.random.Generator, unknown: Unknown) -> Table:
    """Empty the section of those who did not tell it."""
    told = rng.random(len(table.told)) >= unknown.section
    keep = np.flatnonzero(told[table.owner])
    counts = np.where(told, np.diff(table.offsets), 0)
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.intp)
    return Table(name, offsets, told, _taken_columns(table, keep), {})


def _hidden_words(code: np.ndarray, rng: np.random.Generator, unknown: Unknown) -> np.ndarray:
    return np.where(rng.random(len(code)) < unknown.field, np.int16(UNKNOWN_WORD), code)


def _told_days(days: Ints, rng: np.random.Generator, unknown: Unknown) -> DaySpans:
    """Half of the hidden days are known to the year, the others not at all."""
    hidden = rng.random(len(days))
    by_year = (hidden < unknown.field / 2) & (days < LAST_DAY)
    year = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[Y]")
    first = year.astype("datetime64[D]").astype(np.int64) + _EPOCH
    last = (year + 1).astype("datetime64[D]").astype(np.int64) + _EPOCH - 1
    not_at_all = (hidden < unknown.field) & ~by_year
    lo = np.where(not_at_all, FIRST_DAY, np.where(by_year, first, days))
    hi = np.where(not_at_all, LAST_DAY, np.where(by_year, last, days))
    return DaySpans(lo.astype(np.int32), hi.astype(np.int32))


def _told_numbers(numbers: Ints, most: int, rng: np.random.Generator, unknown: Unknown) -> NumberSpans:
    hidden = rng.random(len(numbers)) < unknown.field
    return NumberSpans(np.where(hidden, 0, numbers), np.where(hidden, most, numbers))


def _told_sets(bits: np.ndarray, words: tuple[str, ...], rng: np.random.Generator, unknown: Unknown) -> WordSets:
    hidden = rng.random(len(bits)) < unknown.field
    every = (1 << len(words)) - 1
    sure, possible = np.where(hidden, 0, bits), np.where(hidden, every, bits)
    return WordSets(sure.astype(np.uint32), possible.astype(np.uint32), words)


def _taken_columns(table: Table, index: Index) -> Mapping[str, Column]:
    return {name: taken(column, index) for name, column in table.columns.items()}


def _told_sections(table: Table, other: Table) -> Table:
    """The section with the other people's entries where it was not told."""
    counts = np.where(table.told, np.diff(table.offsets), np.diff(other.offsets))
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.intp)
    owner = np.repeat(np.arange(len(counts), dtype=np.intp), counts)
    place = np.arange(offsets[-1], dtype=np.intp) - offsets[owner]
    columns = {}
    for name, column in table.columns.items():
        joined = _joined(column, other.columns[name])
        start = np.where(table.told, table.offsets[:-1], table.size + other.offsets[:-1])
        columns[name] = taken(joined, start[owner] + place)
    return Table(table.name, offsets, np.ones(len(counts), dtype=np.bool_), columns, {})


def _joined(one: Column, two: Column) -> Column:
    parts = [
        np.concatenate((getattr(one, part), getattr(two, part)))
        for part in ("lo", "hi", "code", "sure", "possible", "flag")
        if hasattr(one, part)
    ]
    return type(one)(*parts, one.words) if isinstance(one, Words | WordSets) else type(one)(*parts)


def _filled_columns(table: Table, rng: np.random.Generator) -> Table:
    columns = {name: _filled(column, rng) for name, column in table.columns.items()}
    if table.name == "work":
        columns.update(_filled_stretch(table, "from", "to", rng))
    elif table.name == "cards":
        columns.update(_filled_stretch(table, "issued", "expires", rng))
    return replace(table, columns=columns)


def _filled(column: Column, rng: np.random.Generator) -> Column:
    if isinstance(column, Words):
        drawn = rng.integers(0, max(1, len(column.words)), len(column.code), dtype=np.int16)
        return Words(np.where(column.code == UNKNOWN_WORD, drawn, column.code), column.words)
    if isinstance(column, WordSets):
        drawn = rng.integers(0, 1 << len(column.words), len(column.sure), dtype=np.uint32)
        chosen = column.sure | (column.possible & drawn)
        return WordSets(chosen, chosen, column.words)
    if isinstance(column, Flags):
        drawn = rng.choice(np.array([-1, 1], dtype=np.int8), len(column.flag))
        return Flags(np.where(column.flag == 0, drawn, column.flag))
    if isinstance(column, DaySpans):
        days = _drawn_days(column.lo, column.hi, rng)
        return DaySpans(days, days)
    numbers = rng.integers(column.lo, column.hi, endpoint=True)
    return NumberSpans(numbers, numbers)


def _filled_stretch(table: Table, first: str, last: str, rng: np.random.Generator) -> Mapping[str, Column]:
    """Two days of which the second is not before the first."""
    begin, end = table.columns[first], table.columns[last]
    assert isinstance(begin, DaySpans)
    assert isinstance(end, DaySpans)
    begun = _drawn_days(begin.lo, np.minimum(begin.hi, np.maximum(begin.lo, end.hi)), rng)
    ended = _drawn_days(np.minimum(np.maximum(end.lo, begun), end.hi), end.hi, rng)
    return {first: DaySpans(begun, begun), last: DaySpans(ended, ended)}


_LIKELY = (date(1970, 1, 1).toordinal(), date(2040, 1, 1).toordinal())  # where days are drawn that may lie anywhere


def _drawn_days(lo: Days, hi: Days, rng: np.random.Generator) -> Days:
    """A day between the bounds, within the likely years as far as the bounds allow."""
    first = np.clip(_LIKELY[0], lo, hi)
    last = np.clip(_LIKELY[1], lo, hi)
    return rng.integers(first, last, endpoint=True).astype(np.int32)
