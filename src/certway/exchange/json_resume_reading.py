"""Anybody's JSON Resume as a record: what is surely meant is taken, everything else is listed with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from certway.core.person.fields import HIGH_SCHOOL, PERSON, SectionTable, section_table
from certway.core.person.reading import check_entry
from certway.core.person.record import Entry, FieldValue, Record
from certway.core.person.scalars import Report
from certway.core.person.values import MOST_ENTRIES, read_entry
from certway.core.rulebook.credential import Credential
from certway.core.units.errors import InputError
from certway.core.units.located import Located, kind_of
from certway.exchange.file_kinds import ELSEWHERE, refuse_person_file
from certway.exchange.json_resume_foreign import READERS, Member, Members, read_basics
from certway.exchange.json_resume_marks import FORMAT, LISTS, OWN, SHOWN, fingerprint, shown_entry
from certway.exchange.yaml_files import parse_yaml, read_yaml

_TOP = ("basics", *LISTS, *ELSEWHERE)
_TITLES = {  # what an entry of a list is called, the best name first
    "work": ("position", "name"),
    "education": ("area", "studyType", "institution"),
    "certificates": ("name",),
}


@dataclass(frozen=True, slots=True)
class Dropped:
    """A part of a JSON Resume that the record does not hold."""

    path: str  # such as `work/0/name`
    line: int  # counted from 1
    why: str  # id of a sentence, which may name the value
    value: str = ""  # the text in question, shortened; empty where it would not help
    title: str = ""  # what the resume calls the entry that it is part of, shortened; empty where it does not
    section: str = ""  # of the entry made of the rest of it; empty where none was made
    place: int = -1  # of that entry among those read of the section, from 0; -1 where none was made


@dataclass(frozen=True, slots=True)
class ReadResume:
    """What a JSON Resume tells."""

    record: Record
    dropped: tuple[Dropped, ...]  # in the order of the file


def read_resume(content: bytes, file: str, *, credentials: Mapping[str, Credential]) -> ReadResume:
    """Return what the bytes of a JSON Resume tell; `file` is its name for messages, `credentials` are known by id.

    A list that is empty or missing tells nothing, for résumés leave things out; in one that Certway wrote, an empty
    section is told. Raises InputError, once, with every problem, for what is no JSON and no JSON Resume; its kind
    PersonFileError for a person file.
    """
    return _read_document(parse_yaml(content, file), credentials)


def load_resume(path: Path, *, credentials: Mapping[str, Credential]) -> ReadResume:
    """Return what a file tells, as `read_resume` does."""
    return _read_document(read_yaml(path), credentials)


def _read_document(document: Located, credentials: Mapping[str, Credential]) -> ReadResume:
    refuse_person_file(document)
    _check_shape(document)
    reader = _Reader(credentials)
    reader.read(document.mapping or {})
    return ReadResume(reader.record(), tuple(sorted(reader.dropped, key=lambda dropped: dropped.line)))


def _check_shape(document: Located) -> None:
    report = Report()
    told = document.mapping
    if told is None:
        report.add(document, "", f"{kind_of(document)} stands where the sections of a JSON Resume belong")
    elif not set(_TOP) & set(told):
        text = "this is no JSON Resume; it has none of the sections 'basics', 'work', 'education' and 'certificates'"
        report.add(document, "", text)
    for name, value in (told or {}).items():
        if value.value is None:
            continue
        if name in ("basics", "meta") and value.mapping is None:
            report.add(value, name, f"{kind_of(value)} stands where a JSON object belongs")
        elif name in LISTS:
            _check_list(name, value, report)
    if report.problems:
        raise InputError(report.problems)


def _check_list(name: str, value: Located, report: Report) -> None:
    if value.items is None:
        report.add(value, name, f"{kind_of(value)} stands where a list of JSON objects belongs")
    elif len(value.items) > MOST_ENTRIES:
        report.add(value, name, f"the list has {len(value.items)} entries; {MOST_ENTRIES} are the most, remove some")
    for at, item in enumerate(value.items or ()):
        if item.mapping is None:
            report.add(item, f"{name}/{at}", f"{kind_of(item)} stands where a JSON object belongs")


@dataclass
class _Reader:
    """Reads one document."""

    credentials: Mapping[str, Credential]
    dropped: list[Dropped] = field(default_factory=list)
    singles: dict[str, Entry] = field(default_factory=dict)
    lists: dict[str, list[Entry]] = field(default_factory=dict)
    trusted: bool = False  # whether marks of ours can be read

    def read(self, document: Mapping[str, Located]) -> None:
        """Take in the whole document."""
        self._read_meta(document.get("meta"))
        basics = document.get("basics")
        if basics is not None and basics.mapping is not None:
            self._take(basics, "basics", (PERSON.name,))
        for name, sections in LISTS.items():
            value = document.get(name)
            for at, item in enumerate((value.items if value else None) or ()):
                self._take(item, f"{name}/{at}", sections)
        for name, value in document.items():
            if name not in ("$schema", "meta", "basics", *LISTS) and value.value not in (None, [], {}, ""):
                self.drop(Member(name, value), "resume.dropped.no-place")

    def record(self) -> Record:
        """Return what was read."""
        return Record(singles=self.singles, lists={name: tuple(entries) for name, entries in self.lists.items()})

    def drop(self, member: Member, why: str, value: str = "") -> None:
        """List a part that the record does not hold."""
        self.dropped.append(Dropped(member.path, member.value.line, why, _shown(value)))

    def _read_meta(self, meta: Located | None) -> None:
        mark = (meta.mapping or {}).get(OWN) if meta is not None else None
        if mark is None:
            return
        known = (mark.mapping or {}).get("format")
        self.trusted = known is not None and known.value == FORMAT
        if not self.trusted:
            self.drop(Member(f"meta/{OWN}", mark), "resume.dropped.newer")
            return
        told = (mark.mapping or {}).get("told")
        for section, count in ((told.mapping or {}) if told is not None else {}).items():
            if section in SHOWN and count.value == 0:
                self.lists[section] = []

    def _take(self, item: Located, where: str, sections: tuple[str, ...]) -> None:
        """Take in one entry: by its mark where it has one that holds, else by what everybody reads."""
        before = len(self.dropped)
        found = self._by_mark(item, where, sections) or self._by_members(item, where)
        section, place = "", -1
        if found is not None:
            section, entry = found
            self._add(section, entry)
            place = len(self.lists[section]) - 1 if section in SHOWN else -1
        title = _title(item, where.split("/")[0])
        self.dropped[before:] = [
            replace(one, title=title, section=section, place=place) for one in self.dropped[before:]
        ]

    def _by_members(self, item: Located, where: str) -> tuple[str, Entry] | None:
        members = Members(item, where, self.drop)
        members.take(OWN)
        found = read_basics(members) if where == "basics" else READERS[where.split("/")[0]](members, self.credentials)
        members.drop_rest(kept=found is not None)
        return None if found is None else (found[0], _sound(*found, members))

    def _by_mark(self, item: Located, where: str, sections: tuple[str, ...]) -> tuple[str, Entry] | None:
        mapping = item.mapping or {}
        mark = mapping.get(OWN)
        if mark is None or not self.trusted:
            return None
        told = mark.mapping or {}
        if fingerprint({name: value.plain() for name, value in mapping.items() if name != OWN}) != _text(told, "of"):
            self.drop(Member(where, item), "resume.dropped.changed")
            return None
        section = _text(told, "section")
        allowed = (*sections, HIGH_SCHOOL.name) if "education" in sections else sections
        entry = _entry_of(told.get("entry"), section_table(section)) if section in allowed else None
        if entry is None:
            self.drop(Member(where, item), "resume.dropped.unreadable")
            return None
        return section, entry

    def _add(self, section: str, entry: Entry) -> None:
        if section in SHOWN:
            self.lists.setdefault(section, []).append(entry)
        elif entry:
            self.singles[section] = entry


def _shown(value: str) -> str:
    return value if len(value) <= 60 else value[:57] + "..."


def _title(item: Located, listed: str) -> str:
    """Return what an entry is called in a list, by the first of its members that says it."""
    named = (_text(item.mapping or {}, name).strip() for name in _TITLES.get(listed, ()))
    return _shown(next(filter(None, named), ""))


def _text(mapping: Mapping[str, Located], name: str) -> str:
    value = mapping.get(name)
    return (value.text or "") if value is not None else ""


def _entry_of(value: Located | None, table: SectionTable | None) -> Entry | None:
    """Return the entry of a mark, or None where it cannot be read or contradicts itself."""
    report = Report()
    try:
        entry = read_entry(value, table, "", report) if value is not None and table is not None else None
    except InputError:
        return None
    if entry is None or table is None or report.problems or check_entry(entry, table):
        return None
    return shown_entry(table.name, entry)


def _sound(section: str, entry: dict[str, FieldValue], members: Members) -> Entry:
    """Return an entry without days that are the wrong way round."""
    table = section_table(section)
    assert table is not None
    for earlier, later in table.orders:
        pair = {name: entry[name] for name in (earlier, later) if name in entry}
        if len(pair) == 2 and check_entry({**_required(table, entry), **pair}, table):
            members.drop_all("resume.dropped.order")
            entry = {name: value for name, value in entry.items() if name not in pair}
    return entry


def _required(table: SectionTable, entry: Entry) -> Entry:
    return {field.name: entry[field.name] for field in table.fields if field.required}
