"""Tell something about oneself, change it, or take it back.

`shown` names what the form showed (`records.load.last_change`): what it did not change stays as it was changed
elsewhere meanwhile. Without it everything that the form says counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from uuid_utils.compat import uuid7

from certway.core.person.draft import Draft
from certway.core.person.merging import merged
from certway.core.person.record import Entry
from certway.records.load import shown_draft
from certway.records.models import Entry as EntryRow
from certway.records.save import change_draft, remove_from_draft
from certway.records.visits import Visit


def tell_single(visit: Visit, section: str, entry: Entry, *, asked: tuple[str, ...], shown: str | None = None) -> Draft:
    """Keep the answers of one screen. Of the fields asked, one that `entry` leaves out becomes untold.

    Raises ChangedMeanwhileError.
    """

    def change(draft: Draft) -> Draft:
        before = shown_draft(visit, shown)
        seen = None if before is None else before.record.single(section)
        return draft.with_single(section, merged(draft.record.single(section), entry, asked=asked, shown=seen))

    return change_draft(visit, change)


def tell_new_entry(visit: Visit, section: str, entry: Entry, *, key: UUID | None = None) -> str:
    """Keep a new entry of a section and return its key.

    Sent twice under one key it is one entry, which keeps what else was told of it meanwhile.
    """
    name = str(uuid7() if key is None or is_taken(visit, section, [key]) else key)
    change_draft(
        visit, lambda draft: draft.with_entry(section, name, {**dict(draft.keyed(section)).get(name, {}), **entry})
    )
    return name


def tell_entry(
    visit: Visit, section: str, key: str, entry: Entry, *, asked: tuple[str, ...], shown: str | None = None
) -> Draft:
    """Keep the answers about one entry; what was not asked stays. Raises UnknownEntryError, ChangedMeanwhileError."""

    def change(draft: Draft) -> Draft:
        kept, before = draft.entry(section, key), shown_draft(visit, shown)
        seen = dict(before.keyed(section)).get(key) if before is not None else None
        return draft.with_entry(section, key, merged(kept, entry, asked=asked, shown=seen))

    return change_draft(visit, change)


def tell_none(visit: Visit, section: str) -> Draft:
    """Keep that a section has no entries. Entries told earlier, perhaps in another window, stay."""
    return change_draft(visit, lambda draft: draft if draft.record.entries(section) else draft.with_none(section))


def skip_section(visit: Visit, section: str) -> Draft:
    """Take back that there are no entries: the section is unknown again. Entries told stay."""
    return change_draft(visit, lambda draft: draft if draft.record.entries(section) else draft.without_section(section))


def remove_entry(visit: Visit, section: str, key: str) -> Draft:
    """Remove an entry; it can be undone."""
    return remove_from_draft(visit, section, key)


def is_taken(visit: Visit, section: str, keys: Iterable[UUID]) -> bool:
    """Tell whether a key is that of somebody else's entry, or of another section: the form was made up."""
    others = EntryRow.objects.filter(public_id__in=list(keys))
    return others.exclude(section=section, **visit.owned_through("person")).exists()
