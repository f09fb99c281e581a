"""One person's record: what a person file says, typed, with nothing added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import TypeAlias

from certway.core.units.days import DaySpan


class Open(Enum):
    """The value of an open day: a job still held, a credential that does not expire."""

    OPEN = "open"


OPEN = Open.OPEN


@dataclass(frozen=True, slots=True)
class Accreditation:
    """Who accredited a program, and when. A day that is None is not known."""

    by: str
    from_: DaySpan | None
    to: DaySpan | Open | None


@dataclass(frozen=True, slots=True)
class FreeDays:
    """Days off, or any other stretch of days that a preference names; both ends included."""

    first: int  # ordinal
    last: int  # ordinal


FieldValue: TypeAlias = (
    "DaySpan | Open | int | str | bool | tuple[str, ...] | tuple[Accreditation, ...] | tuple[FreeDays, ...]"
    " | Mapping[str, int]"
)
"""DAY: DaySpan. OPEN_DAY: DaySpan or OPEN. NUMBER: hundredths. WORD, TEXT: str. FLAG: bool. WORDS: tuple of str.
MAP: word -> hundredths. RANGES: tuple of Accreditation. FREE: tuple of FreeDays."""

Entry: TypeAlias = Mapping[str, FieldValue]

_NOTHING: Entry = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Record:
    """What is known about one person.

    `singles` holds `person`, `high_school`, `procedures`, `statements` and `preferences`; `lists` every section of
    entries that the file tells about. A section that is absent was not told; an empty one has no entries.
    """

    singles: Mapping[str, Entry] = field(default_factory=dict)
    lists: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)

    def single(self, section: str) -> Entry:
        """Return the single entry of a section; empty when nothing was told."""
        return self.singles.get(section, _NOTHING)

    def entries(self, section: str) -> tuple[Entry, ...] | None:
        """Return the entries of a section, or None when the section was not told."""
        return self.lists.get(section)

    @property
    def size(self) -> int:
        """How many entries the lists hold together."""
        return sum(len(entries) for entries in self.lists.values())

    def without_name(self) -> Record:
        """Return a record that does not say what the person is called, which decides nothing."""
        person = {field: value for field, value in self.single("person").items() if field != "name"}
        singles = {name: entry for name, entry in self.singles.items() if name != "person"}
        return Record(singles={"person": person, **singles} if person else singles, lists=self.lists)

    def without_numbers(self) -> Record:
        """Return a record that does not say which number any certificate has."""
        if "credentials" not in self.lists:
            return self
        bare = tuple(
            {field: value for field, value in entry.items() if field != "number"} for entry in self.lists["credentials"]
        )
        return Record(singles=self.singles, lists={**self.lists, "credentials": bare})

    def with_entries(self, section: str, entries: tuple[Entry, ...]) -> Record:
        """Return a record whose `section` has these entries added; a section that was not told stays partial.

        A section that was not told becomes one that holds just the new entries.
        """
        merged = (self.lists.get(section) or ()) + entries
        return Record(singles=self.singles, lists={**self.lists, section: merged})

    def with_counts(self, section: str, counts: Mapping[str, int]) -> Record:
        """Return a record whose numbers of a single section have these added, in hundredths.

        A number that was not told becomes the one added: there is at least that much.
        """
        told = self.single(section)
        added = {name: count + (had if isinstance(had := told.get(name), int) else 0) for name, count in counts.items()}
        return Record(singles={**self.singles, section: {**told, **added}}, lists=self.lists)
