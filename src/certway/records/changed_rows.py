"""Rows to core values: what some changes made of a record, each before and after it, in two queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from certway.core.person.draft import Draft
from certway.core.person.record import Entry, Record
from certway.records.load import Json, KeptEntry, read_rows
from certway.records.models.facts import Change, Revision, SectionTold


@dataclass(frozen=True, slots=True)
class _Row:
    """A section that was told (without a key), or what an entry said, from one change to another."""

    section: str
    begun: int  # row number of the change that made it
    ended: int | None  # of the one that ended it; None = none did
    key: str = ""
    content: Json = field(default_factory=dict)

    def stands_before(self, number: int) -> bool:
        return self.begun < number and (self.ended is None or self.ended >= number)


def drafts_around(changes: Sequence[Change]) -> dict[int, tuple[Draft, Draft]]:
    """Return what a record said before and after each of some changes of it, by the changes' row numbers.

    A draft holds the sections that its change touched, and no others.
    """
    if not changes:
        return {}
    told, said = _rows(changes)
    reader = _Reader(told, said)
    return {change.pk: reader.around(change.pk) for change in changes}


def _rows(changes: Sequence[Change]) -> tuple[list[_Row], list[_Row]]:
    """Return the sections told and what entries said, as far as they stood at one of the changes, in their order."""
    numbers, person = [change.pk for change in changes], changes[0].person_id
    stood = Q(recorded_in__lte=max(numbers)) & (Q(replaced_in__isnull=True) | Q(replaced_in__gte=min(numbers)))
    told = SectionTold.objects.filter(stood, person=person).values_list("section", "recorded_in", "replaced_in")
    said = Revision.objects.filter(stood, entry__person=person).order_by("position", "entry_id")
    names = ("entry__section", "recorded_in", "replaced_in", "entry__public_id", "content")
    return [_Row(*row) for row in told], [
        _Row(section, begun, ended, str(key), content)
        for section, begun, ended, key, content in said.values_list(*names)
    ]


class _Reader:
    """Reads drafts of rows; a section that stays as it is through many changes is read once."""

    def __init__(self, told: Iterable[_Row], said: Iterable[_Row]) -> None:
        self._told, self._said = tuple(told), tuple(said)
        self._read: dict[tuple[str, tuple[int, ...]], Draft] = {}

    def around(self, number: int) -> tuple[Draft, Draft]:
        touched = dict.fromkeys(row.section for row in (*self._told, *self._said) if number in (row.begun, row.ended))
        return self._draft(touched, number), self._draft(touched, number + 1)

    def _draft(self, sections: Iterable[str], number: int) -> Draft:
        singles: dict[str, Entry] = {}
        lists: dict[str, tuple[Entry, ...]] = {}
        keys: dict[str, tuple[str, ...]] = {}
        told = {row.section for row in self._told if row.stands_before(number)}
        for section in told.intersection(sections):
            read = self._section(section, number)
            entries = read.record.entries(section)
            if entries is not None:
                lists[section], keys[section] = entries, read.keys[section]
            elif section in read.record.singles:
                singles[section] = read.record.single(section)
        return Draft(Record(singles, lists), keys)

    def _section(self, section: str, number: int) -> Draft:
        rows = [
            (place, row) for place, row in enumerate(self._said) if row.section == section and row.stands_before(number)
        ]
        name = section, tuple(place for place, _ in rows)
        if name not in self._read:
            entries = [KeptEntry(row.key, place, row.content) for place, row in rows]
            self._read[name] = read_rows([section], {section: entries})
        return self._read[name]
