"""The values of a person file: from located text to typed values, by the field table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeAlias

from certway.core.person.fields import ACCREDITORS, Field, Kind, SectionTable
from certway.core.person.record import OPEN, Accreditation, Entry, FieldValue, FreeDays, Open
from certway.core.person.scalars import (
    Report,
    is_word,
    not_a_word,
    read_day,
    read_flag,
    read_number,
    read_text,
    read_word,
)
from certway.core.units.days import DaySpan
from certway.core.units.located import Located, kind_of

MOST_ENTRIES = 2000
_LONGEST_SHOWN = 40  # characters of a wrong key

ACCREDITATION = SectionTable(
    "accreditation",
    (
        Field("by", Kind.WORD, "who accredited the program", ACCREDITORS, required=True),
        Field("from", Kind.DAY, "first day"),
        Field("to", Kind.OPEN_DAY, "last day; null = still accredited"),
    ),
    "one stretch of accreditation",
    orders=(("from", "to"),),
)
DAYS_OFF = SectionTable(
    "days_off",
    (
        Field("from", Kind.DAY, "first day off", required=True),
        Field("to", Kind.DAY, "last day off", required=True),
    ),
    "days without study or class",
    orders=(("from", "to"),),
)


def read_entry(
    value: Located, table: SectionTable, where: str, report: Report, elsewhere: tuple[str, ...] = ()
) -> Entry | None:
    """Return the entry that a mapping holds, or None when it is no mapping; what is wrong goes to the report.

    Keys named in `elsewhere` are known and left to the caller.
    """
    mapping = value.mapping
    if mapping is None:
        report.add(value, where, f"{kind_of(value)} stands where a mapping of keys and values belongs")
        return None
    known = {field.name: field for field in table.fields}
    entry: dict[str, FieldValue] = {}
    for name, inner in mapping.items():
        field = known.get(name)
        if field is not None:
            read = read_value(inner, field, f"{where}/{name}", report)
            if read is not None:
                entry[name] = read
        elif name not in elsewhere:
            report.add(inner, where, unknown_key(name, (*known, *elsewhere)))
    for field in table.fields:
        if field.required and field.name not in mapping:
            report.add(value, where, f"the key '{field.name}' is missing; write {field.meaning}")
    _check_orders(entry, mapping, table, where, report)
    return entry


def unknown_key(name: str, known: Iterable[str]) -> str:
    """Return the message for a key that nobody knows, with the nearest known one."""
    from difflib import get_close_matches  # needed for a message only

    names = tuple(known)
    name = name if len(name) <= _LONGEST_SHOWN else name[:_LONGEST_SHOWN] + "..."
    near = get_close_matches(name.lower().replace("-", "_").replace(" ", "_"), names, n=1)
    if near:
        return f"the key '{name}' is not known here; did you mean '{near[0]}'?"
    return f"the key '{name}' is not known here; known are {', '.join(names)}"


def _check_orders(
    entry: Entry, mapping: Mapping[str, Located], table: SectionTable, where: str, report: Report
) -> None:
    """Report days that are certainly the wrong way round; days known to the month may leave it open."""
    for earlier, later in table.orders:
        begin, end = entry.get(earlier), entry.get(later)
        if isinstance(begin, DaySpan) and isinstance(end, DaySpan) and end.last < begin.first:
            text = f"{end} lies before {earlier} {begin}; correct one of them"
            report.add(mapping[later], f"{where}/{later}", text)


def read_value(value: Located, field: Field, where: str, report: Report) -> FieldValue | None:
    """Return the value of a field, or None when it is wrong; what is wrong goes to the report."""
    if value.value is None:
        if field.kind is Kind.OPEN_DAY:
            return OPEN
        report.add(value, where, _no_null(field))
        return None
    return _READERS[field.kind](value, field, where, report)


def _no_null(field: Field) -> str:
    text = "null is not allowed here; leave the key out when it is not known"
    lists = (Kind.WORDS, Kind.RANGES, Kind.FREE)
    return f"{text}, write [] when there are none" if field.kind in lists else text


def _read_words(value: Located, field: Field, where: str, report: Report) -> tuple[str, ...] | None:
    if value.items is None:
        report.add(value, where, f"{kind_of(value)} stands where a list belongs; write it in [ ]")
        return None
    words = [read_word(item, field, f"{where}/{at}", report) for at, item in enumerate(value.items)]
    return tuple(word for word in words if word is not None)


def _read_map(value: Located, field: Field, where: str, report: Report) -> dict[str, int] | None:
    if value.mapping is None:
        report.add(value, where, f"{kind_of(value)} stands where a mapping belongs; write it as {{word: number}}")
        return None
    numbers: dict[str, int] = {}
    for word, inner in value.mapping.items():
        if not is_word(word, field):
            report.add(inner, where, f"the key '{word[:_LONGEST_SHOWN]}' {not_a_word(field)}")
        elif inner.value is None:
            report.add(inner, f"{where}/{word}", _no_null(field))
        else:
            number = read_number(inner, field, f"{where}/{word}", report)
            if number is not None:
                numbers[word] = number
    return numbers


def read_list(value: Located, where: str, report: Report) -> list[Located] | None:
    """Return the items of a list of bounded length, or None when it is none."""
    if value.value is None:
        report.add(
            value,
            where,
            "null is not allowed here; leave the key out when nothing is known, write [] for none",
        )
    elif value.items is None:
        report.add(value, where, f"{kind_of(value)} stands where a list belongs; begin each entry with '- '")
    elif len(value.items) > MOST_ENTRIES:
        report.add(value, where, f"the list has {len(value.items)} entries; {MOST_ENTRIES} are the most, remove some")
    else:
        return value.items
    return None


def _read_ranges(value: Located, _field: Field, where: str, report: Report) -> tuple[Accreditation, ...] | None:
    items = read_list(value, where, report)
    if items is None:
        return None
    stretches = []
    for at, item in enumerate(items):
        entry = read_entry(item, ACCREDITATION, f"{where}/{at}", report) or {}
        by, first, last = entry.get("by"), entry.get("from"), entry.get("to")
        if isinstance(by, str):
            first_day = first if isinstance(first, DaySpan) else None
            stretches.append(Accreditation(by, first_day, last if isinstance(last, (DaySpan, Open)) else None))
    return tuple(stretches)


def _read_free(value: Located, field: Field, where: str, report: Report) -> tuple[FreeDays, ...] | None:
    """Return stretches of days: `{from, to}` mappings for days off, single days otherwise."""
    items = read_list(value, where, report)
    if items is None:
        return None
    stretches = []
    for at, item in enumerate(items):
        path = f"{where}/{at}"
        if field.name == DAYS_OFF.name:
            entry = read_entry(item, DAYS_OFF, path, report) or {}
            mapping = item.mapping or {}
            ends = [
                _exact(entry.get(name), mapping.get(name, item), f"{path}/{name}", report) for name in ("from", "to")
            ]
        else:
            read = None if item.value is None else read_day(item, field, path, report)
            if item.value is None:
                report.add(item, path, "null is not a date; write it as 2019-05-30")
            day = _exact(read, item, path, report)
            ends = [day, day]
        first, last = ends
        if first is not None and last is not None:
            stretches.append(FreeDays(first, last))
    return tuple(stretches)


def _exact(day: FieldValue | None, at: Located, where: str, report: Report) -> int | None:
    if not isinstance(day, DaySpan):
        return None
    if not day.exact:
        report.add(at, where, f"{day} is not one day; write the day itself, such as {date.fromordinal(day.first)}")
        return None
    return day.first


_Reader: TypeAlias = "Callable[[Located, Field, str, Report], FieldValue | None]"

_READERS: dict[Kind, _Reader] = {
    Kind.DAY: read_day,
    Kind.OPEN_DAY: read_day,
    Kind.NUMBER: read_number,
    Kind.WORD: read_word,
    Kind.WORDS: _read_words,
    Kind.FLAG: read_flag,
    Kind.TEXT: read_text,
    Kind.MAP: _read_map,
    Kind.RANGES: _read_ranges,
    Kind.FREE: _read_free,
}
