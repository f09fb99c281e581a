"""A person file's content as a record, and a record as a person file's content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certway.core.person.contradictions import check_contradictions
from certway.core.person.fields import HIGH_SCHOOL, PERSON, SECTIONS, Field, Kind, SectionTable
from certway.core.person.record import Accreditation, Entry, FieldValue, FreeDays, Open, Record
from certway.core.person.scalars import Report
from certway.core.person.values import DAYS_OFF, read_entry, read_list, unknown_key
from certway.core.units.days import DaySpan, to_date
from certway.core.units.errors import InputError
from certway.core.units.located import Located, kind_of, located

VERSION = 1  # of the format


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is wrong in an entry whose values are fine each by itself."""

    field: str  # empty where no field of the entry is at fault, but the lack of one
    text: str  # names the values and the remedy, for a file


_TABLES = {table.name: table for table in SECTIONS}


def read_person(document: Located, *, contradictions: bool = True) -> Record:
    """Return the record that a person file's content tells, checked against the field table.

    Without `contradictions`, values that can't be true together are taken as they are. Raises InputError, once, with
    every problem found.
    """
    report = Report()
    record = _read_document(document, report, contradictions)
    if report.problems:
        raise InputError(report.problems)
    return record


def _read_document(document: Located, report: Report, contradictions: bool) -> Record:
    singles: dict[str, Entry] = {}
    lists: dict[str, tuple[Entry, ...]] = {}
    if document.mapping is None:
        text = f"{kind_of(document)} stands where the sections belong; write keys such as 'person:' and 'work:'"
        report.add(document, "", text)
        return Record()
    for name, value in document.mapping.items():
        table = _TABLES.get(name)
        if name == "certway":
            _check_version(value, report)
        elif table is None:
            report.add(value, "", _unknown_section(name))
        elif table is PERSON:
            singles.update(_read_about(value, report))
        elif table.single:
            singles.update(_read_single(value, table, name, report))
        else:
            lists[name] = _read_section(value, table, report, contradictions)
    return Record(singles=singles, lists=lists)


def _check_version(value: Located, report: Report) -> None:
    if type(value.value) is not int:
        report.add(value, "certway", f"{kind_of(value)} is not a version of this format; write certway: {VERSION}")
    elif value.value != VERSION:
        text = f"version {value.value} of this format is not known; this program reads version {VERSION}"
        report.add(value, "certway", f"{text}, so update it or correct the number")


def _unknown_section(name: str) -> str:
    if name == HIGH_SCHOOL.name:
        return "the key 'high_school' is not known here; put it inside 'person'"
    return unknown_key(name, ("certway", *_TABLES))


def _read_about(value: Located, report: Report) -> dict[str, Entry]:
    """Return the `person` section, and `high_school` that stands inside it, as two singles."""
    singles = _read_single(value, PERSON, PERSON.name, report, elsewhere=(HIGH_SCHOOL.name,))
    school = (value.mapping or {}).get(HIGH_SCHOOL.name)
    if school is not None:
        singles |= _read_single(school, HIGH_SCHOOL, f"{PERSON.name}/{HIGH_SCHOOL.name}", report)
    return singles


def _read_single(
    value: Located, table: SectionTable, where: str, report: Report, elsewhere: tuple[str, ...] = ()
) -> dict[str, Entry]:
    if value.value is None:
        report.add(value, where, "null is not allowed here; leave the key out when nothing is known")
        return {}
    entry = read_entry(value, table, where, report, elsewhere)
    return {} if entry is None else {table.name: entry}


def _read_section(value: Located, table: SectionTable, report: Report, contradictions: bool) -> tuple[Entry, ...]:
    entries = []
    first_lines: dict[str, int] = {}
    lasting = table.field("id")
    has_ids = lasting is not None and lasting.kind is Kind.TEXT  # a credential's id is its name, and may come again
    for at, item in enumerate(read_list(value, table.name, report) or ()):
        where = f"{table.name}/{at}"
        entry = read_entry(item, table, where, report)
        if entry is None:
            continue
        if contradictions:
            check_contradictions(table.name, entry, item.mapping or {}, where, report)
        if has_ids and contradictions:
            _check_id(entry, item, where, first_lines, report)
        entries.append(entry)
    return tuple(entries)


def check_entry(entry: Entry, table: SectionTable) -> tuple[Contradiction, ...]:
    """Return what cannot be true together in an entry: days the wrong way round, parts greater than their whole."""
    report, written = Report(), located(write_entry(entry, table), file="")
    read = read_entry(written, table, "", report)
    if read is not None:
        check_contradictions(table.name, read, written.mapping or {}, "", report)
    return tuple(_contradiction(problem.text) for problem in report.problems)


def _contradiction(text: str) -> Contradiction:
    """Return a problem of an entry read by itself: its text begins with a value's path, such as `/to: `, if any."""
    if not text.startswith("/"):
        return Contradiction("", text)
    path, _, said = text.removeprefix("/").partition(": ")
    return Contradiction(path.split("/")[0], said)


def _check_id(entry: Entry, item: Located, where: str, first_lines: dict[str, int], report: Report) -> None:
    lasting = entry.get("id")
    if not isinstance(lasting, str):
        return
    place = (item.mapping or {})["id"]
    if lasting in first_lines:
        text = f"'{lasting}' is also the id of the entry on line {first_lines[lasting]}; give it another"
        report.add(place, f"{where}/id", text)
    else:
        first_lines[lasting] = place.line


def write_person(record: Record) -> dict[str, object]:
    """Return a record as plain values in the shape of a person file; reading them gives an equal record.

    Days are written as they are known: to the day, month or year.
    """
    document: dict[str, object] = {"certway": VERSION}
    for table in SECTIONS:
        if not table.single:
            entries = record.entries(table.name)
            if entries is not None:
                document[table.name] = [write_entry(entry, table) for entry in entries]
        elif table.name in record.singles or (table is PERSON and HIGH_SCHOOL.name in record.singles):
            document[table.name] = write_entry(record.single(table.name), table) | _write_school(record, table)
    return document


def _write_school(record: Record, table: SectionTable) -> dict[str, object]:
    """Return `high_school` as a part of the section that it stands in, empty for every other section."""
    if table is not PERSON or HIGH_SCHOOL.name not in record.singles:
        return {}
    return {HIGH_SCHOOL.name: write_entry(record.single(HIGH_SCHOOL.name), HIGH_SCHOOL)}


def write_entry(entry: Entry, table: SectionTable) -> dict[str, object]:
    """Return one entry of a section as plain values, its keys in the order of the field table."""
    return {field.name: _write_value(entry[field.name], field) for field in table.fields if field.name in entry}


def _write_value(value: FieldValue, field: Field) -> object:
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return _write_number(value)
    if isinstance(value, DaySpan):
        return str(value)
    if isinstance(value, Open):
        return None
    if isinstance(value, Mapping):
        # In the table's order, else the alphabet's: a database may keep the words in an order of its own.
        words = [*(word for word in field.words if word in value), *sorted(set(value) - set(field.words))]
        return {word: _write_number(value[word]) for word in words}
    return [_write_item(item, field) for item in value]


def _write_number(hundredths: int) -> int | float:
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def _write_item(item: str | Accreditation | FreeDays, field: Field) -> object:
    if isinstance(item, str):
        return item
    if isinstance(item, FreeDays):
        first, last = to_date(item.first).isoformat(), to_date(item.last).isoformat()
        return {"from": first, "to": last} if field.name == DAYS_OFF.name else first
    stretch: dict[str, object] = {"by": item.by}
    if item.from_ is not None:
        stretch["from"] = str(item.from_)
    if item.to is not None:
        stretch["to"] = None if isinstance(item.to, Open) else str(item.to)
    return stretch
