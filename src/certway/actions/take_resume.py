"""Take the record out as a JSON Resume, or add what one tells."""

from __future__ import annotations

from dataclasses import dataclass

from uuid_utils.compat import uuid7

from certway.core.person.draft import Draft
from certway.core.person.record import Record
from certway.core.rulebook.credential import Credential
from certway.exchange.json_resume import resume_text, write_resume
from certway.exchange.json_resume_reading import Dropped, read_resume
from certway.exchange.shipped_rules import shipped_rules
from certway.records.models.facts import ChangeKind
from certway.records.save import change_draft
from certway.records.visits import Visit


def make_resume(draft: Draft, *, numbers: bool = True) -> str:
    """Return the text of a JSON Resume of a record, without what is nobody else's business.

    Without `numbers`, those of certificates are left out too.
    """
    return resume_text(write_resume(draft.record, credentials=_credentials(), numbers=numbers))


@dataclass(frozen=True, slots=True)
class Leftover:
    """What could not be taken over, and where in the record its entry stands."""

    dropped: Dropped
    key: str  # of the entry that holds the rest of it; empty where there is none


@dataclass(frozen=True, slots=True)
class AddedResume:
    """What became of a JSON Resume."""

    added: int  # entries that the record lacked
    left: tuple[Leftover, ...]  # what could not be taken over, in the order of the file


def add_resume(visit: Visit, content: bytes, name: str) -> AddedResume:
    """Add what a JSON Resume tells and the record does not say yet; it can be undone.

    Raises InputError, once, with every problem found, its kind PersonFileError for a person file; then nothing is
    changed.
    """
    read = read_resume(content, name, credentials=_credentials())
    counts: list[int] = []

    def join(draft: Draft) -> Draft:
        joined = draft.joined_by(read.record, lambda: str(uuid7()))
        counts.append(joined.record.size - draft.record.size)
        return joined

    kept = change_draft(visit, join, kind=ChangeKind.ADDED)
    return AddedResume(counts[-1], tuple(Leftover(one, _key(one, read.record, kept)) for one in read.dropped))


def _key(dropped: Dropped, read: Record, kept: Draft) -> str:
    if dropped.place < 0:
        return ""
    entry = read.lists[dropped.section][dropped.place]
    return next((key for key, known in kept.keyed(dropped.section) if known == entry), "")


def _credentials() -> dict[str, Credential]:
    return {name: sheet.credential for name, sheet in shipped_rules().sheets.items()}
