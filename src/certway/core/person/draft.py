"""A record while it is being told: what is known so far, with a lasting key for every entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from certway.core.person.record import Entry, Record
from certway.core.units.errors import CertwayError


class UnknownEntryError(CertwayError):
    """Raised for a key that no entry of the section has: it was removed, perhaps in another window."""

    def __init__(self, section: str, key: str) -> None:
        super().__init__(f"there is no entry '{key}' in {section}; it may have been removed")
        self.section = section


def _same_keys(
    kept: Sequence[tuple[str, Entry]], entries: Sequence[Entry], new_key: Callable[[], str]
) -> tuple[str, ...]:
    """Return a key for each entry, each at most once: that of a kept one which is equal, or has its id."""
    left = list(kept)
    found: dict[int, str] = {}
    for same in (lambda old, new: old == new, _have_one_id):
        for at, entry in enumerate(entries):
            match = next((one for one in left if at not in found and same(one[1], entry)), None)
            if match is not None:
                found[at] = match[0]
                left.remove(match)
    return tuple(found[at] if at in found else new_key() for at in range(len(entries)))


def _have_one_id(old: Entry, new: Entry) -> bool:
    return "id" in old and old["id"] == new.get("id")


@dataclass(frozen=True, slots=True)
class Draft:
    """What one person has told. Every change gives a new draft, and touches one section alone."""

    record: Record = field(default_factory=Record)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by section, in the order of its entries

    @property
    def is_empty(self) -> bool:
        """Whether nothing was told at all."""
        return not self.record.lists and not any(self.record.singles.values())

    def place(self, section: str, key: str) -> int:
        """Return where an entry stands in its section, from 0; raises UnknownEntryError."""
        keys = self.keys.get(section, ())
        if key not in keys:
            raise UnknownEntryError(section, key)
        return keys.index(key)

    def entry(self, section: str, key: str) -> Entry:
        """Return one entry; raises UnknownEntryError."""
        place = self.place(section, key)
        return (self.record.entries(section) or ())[place]

    def keyed(self, section: str) -> tuple[tuple[str, Entry], ...]:
        """Return the entries of a section with their keys; empty when there are none or none were told."""
        return tuple(zip(self.keys.get(section, ()), self.record.entries(section) or (), strict=True))

    def with_single(self, section: str, entry: Entry) -> Draft:
        """Return a draft whose single section holds just this; an empty entry makes it untold."""
        singles = {name: told for name, told in self.record.singles.items() if name != section}
        if entry:
            singles[section] = entry
        return replace(self, record=replace(self.record, singles=singles))

    def with_entry(self, section: str, key: str, entry: Entry) -> Draft:
        """Return a draft with an entry put in the place of the one with its key, or added at the end."""
        kept = dict(self.keyed(section))
        kept[key] = entry
        return self._with_section(section, kept)

    def without_entry(self, section: str, key: str) -> Draft:
        """Return a draft without an entry; the section stays told. An entry that is gone already changes nothing."""
        kept = {name: entry for name, entry in self.keyed(section) if name != key}
        return self._with_section(section, kept) if key in self.keys.get(section, ()) else self

    def with_none(self, section: str) -> Draft:
        """Return a draft that says there are no entries in a section."""
        return self._with_section(section, {})

    def without_section(self, section: str) -> Draft:
        """Return a draft in which a section of entries was not told."""
        lists = {name: entries for name, entries in self.record.lists.items() if name != section}
        keys = {name: told for name, told in self.keys.items() if name != section}
        return replace(self, record=replace(self.record, lists=lists), keys=keys)

    def replaced_by(self, record: Record, new_key: Callable[[], str]) -> Draft:
        """Return a draft of another record. An entry that stands in both keeps its key: by its id, else as a whole."""
        keys = {section: _same_keys(self.keyed(section), entries, new_key) for section, entries in record.lists.items()}
        return Draft(record, keys)

    def joined_by(self, record: Record, new_key: Callable[[], str]) -> Draft:
        """Return a draft with what another record tells added: entries that are new, and fields that were not told."""
        keys = {section: tuple(new_key() for _ in entries) for section, entries in record.lists.items()}
        return self.joined_by_draft(Draft(record, keys))

    def joined_by_draft(self, other: Draft) -> Draft:
        """Return a draft with what another one tells added, under its own keys."""
        draft = self
        for name, entry in other.record.singles.items():
            draft = draft.with_single(name, {**entry, **self.record.single(name)})
        for section in other.record.lists:
            draft = draft if self.record.entries(section) is not None else draft.with_none(section)
            for key, entry in other.keyed(section):
                if entry not in (draft.record.entries(section) or ()):
                    draft = draft.with_entry(section, key, entry)
        return draft

    def _with_section(self, section: str, kept: Mapping[str, Entry]) -> Draft:
        record = replace(self.record, lists={**self.record.lists, section: tuple(kept.values())})
        return replace(self, record=record, keys={**self.keys, section: tuple(kept)})
