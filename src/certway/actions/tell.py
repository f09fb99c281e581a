"""Tell something about oneself, change it, or take it back."""

from __future__ import annotations

from uuid_utils.compat import uuid7

from certway.core.person.draft import Draft
from certway.core.person.record import Entry
from certway.records.save import change_draft, remove_from_draft
from certway.records.visits import Visit


def tell_single(visit: Visit, section: str, entry: Entry, *, asked: tuple[str, ...]) -> Draft:
    """Keep the answers of one screen. Of the fields asked, one that `entry` leaves out becomes untold."""
    return change_draft(
        visit, lambda draft: draft.with_single(section, _merged(draft.record.single(section), entry, asked))
    )


def tell_new_entry(visit: Visit, section: str, entry: Entry) -> str:
    """Keep a new entry of a section and return its key."""
    key = str(uuid7())
    change_draft(visit, lambda draft: draft.with_entry(section, key, entry))
    return key


def tell_entry(visit: Visit, section: str, key: str, entry: Entry, *, asked: tuple[str, ...]) -> Draft:
    """Keep the answers about one entry; what was not asked stays. Raises UnknownEntryError."""
    return change_draft(
        visit, lambda draft: draft.with_entry(section, key, _merged(draft.entry(section, key), entry, asked))
    )


def tell_none(visit: Visit, section: str) -> Draft:
    """Keep that a section has no entries. Entries told earlier, perhaps in another window, stay."""
    return change_draft(visit, lambda draft: draft if draft.record.entries(section) else draft.with_none(section))


def skip_section(visit: Visit, section: str) -> Draft:
    """Take back that there are no entries: the section is unknown again. Entries told stay."""
    return change_draft(visit, lambda draft: draft if draft.record.entries(section) else draft.without_section(section))


def remove_entry(visit: Visit, section: str, key: str) -> Draft:
    """Remove an entry; it can be undone."""
    return remove_from_draft(visit, section, key)


def _merged(kept: Entry, told: Entry, asked: tuple[str, ...]) -> Entry:
    """Answers on top of what was there: fields not asked stay, fields asked and left empty go."""
    return {**{name: value for name, value in kept.items() if name not in asked}, **told}
