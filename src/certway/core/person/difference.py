"""What differs between two drafts of a record: section by section, entry by entry, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from certway.core.person.draft import Draft
from certway.core.person.record import Entry, FieldValue
from certway.core.person.topics import RECORD


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field that says something else."""

    field: str
    before: FieldValue | None  # None = was not told
    after: FieldValue | None  # None = is not told any more


@dataclass(frozen=True, slots=True)
class EntryDifference:
    """One entry that came, went, or says something else."""

    key: str  # empty for a single section
    before: Entry | None  # None = was not there
    after: Entry | None  # None = is not there any more

    @property
    def fields(self) -> tuple[FieldDifference, ...]:
        """The fields that differ; those of an entry that came or went are all that it tells."""
        before, after = self.before or {}, self.after or {}
        return tuple(
            FieldDifference(name, before.get(name), after.get(name))
            for name in dict.fromkeys((*before, *after))
            if before.get(name) != after.get(name)
        )


@dataclass(frozen=True, slots=True)
class SectionDifference:
    """One section that differs."""

    section: str
    told_before: bool  # whether it was told at all, perhaps as one without entries
    told_after: bool
    entries: tuple[EntryDifference, ...]  # those that stand there now in their order, then those that went
    moved: bool = False  # whether entries that stand in both stand in another order

    @property
    def added(self) -> tuple[EntryDifference, ...]:
        """The entries that came."""
        return tuple(one for one in self.entries if one.before is None)

    @property
    def removed(self) -> tuple[EntryDifference, ...]:
        """The entries that went."""
        return tuple(one for one in self.entries if one.after is None)

    @property
    def changed(self) -> tuple[EntryDifference, ...]:
        """The entries that stand in both and say something else."""
        return tuple(one for one in self.entries if one.before is not None and one.after is not None)


def differences(before: Draft, after: Draft) -> tuple[SectionDifference, ...]:
    """Return the sections that differ, in the order of the record; none exactly where the drafts say the same."""
    found = (_section(topic.table.name, before, after, single=topic.table.single) for topic in RECORD)
    return tuple(one for one in found if one is not None)


def _section(section: str, before: Draft, after: Draft, *, single: bool) -> SectionDifference | None:
    was, is_ = _told(section, before, single=single), _told(section, after, single=single)
    if was == is_ and (was is None or is_ is None or list(was) == list(is_)):
        return None
    old, new = was or {}, is_ or {}
    differ = [key for key in dict.fromkeys((*new, *old)) if old.get(key) != new.get(key)]
    return SectionDifference(
        section=section,
        told_before=was is not None,
        told_after=is_ is not None,
        entries=tuple(EntryDifference(key, old.get(key), new.get(key)) for key in differ),
        moved=[key for key in old if key in new] != [key for key in new if key in old],
    )


def _told(section: str, draft: Draft, *, single: bool) -> Mapping[str, Entry] | None:
    """Return a section's entries by their keys, in their order; None where it was not told.

    A single section that says nothing was not told; reading a file makes one of it where there is only high school.
    """
    if single:
        entry = draft.record.single(section)
        return {"": entry} if entry else None
    return None if draft.record.entries(section) is None else dict(draft.keyed(section))
