"""See one's documents: all with the room they take, or one with what it proves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from certway.exchange.document_reading import MOST_BYTES
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.entry_names import entry_name
from certway.exchange.words.figures import bytes_words
from certway.records.documents import (
    NOT_PROVED,
    QUOTA_BYTES,
    KeptProof,
    ProofCounts,
    count_proofs,
    documents_of,
    own_document,
    proofs_in,
    provable_revisions,
)
from certway.records.models import Document, User
from certway.records.people import person_of
from certway.records.visits import Visit

if TYPE_CHECKING:
    from certway.records.documents import CountedDocument


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document in words."""

    row: Document  # its id, title and kind, and the moment it was added
    kind: str  # message id
    size: str
    proved: int  # how many entries


@dataclass(frozen=True, slots=True)
class DocumentsText:
    """All documents of a person."""

    documents: tuple[DocumentText, ...]  # the newest first
    used: str
    quota: str
    used_bytes: int
    quota_bytes: int
    most: str  # how large one may be


@dataclass(frozen=True, slots=True)
class EntryChoice:
    """An entry that a document may prove."""

    id: UUID
    name: str
    proved: bool


def see_documents(user: User) -> DocumentsText:
    """Return a user's documents."""
    rows, words = list(documents_of(person_of(user.pk))), catalogue()
    used = sum(row.size_bytes for row in rows)
    return DocumentsText(
        documents=tuple(_text(row) for row in rows),
        used=bytes_words(used, words),
        quota=bytes_words(QUOTA_BYTES, words),
        used_bytes=used,
        quota_bytes=QUOTA_BYTES,
        most=bytes_words(MOST_BYTES, words),
    )


def see_document(user: User, document: UUID) -> tuple[DocumentText, tuple[EntryChoice, ...]]:
    """Return a user's own document, and every entry that it may prove. Raises NoDocumentError."""
    row = own_document(user, document)
    proved = set(row.proofs.values_list("entry_id", flat=True))
    choices = (
        EntryChoice(one.entry.public_id, entry_name(one.entry.section, one.content), one.entry_id in proved)
        for one in provable_revisions(row.person)
    )
    return _text(row), tuple(choices)


def see_entry(user: User, entry: UUID) -> EntryChoice | None:
    """Return an entry of a user's own record that a new document is to prove; None for any other."""
    found = provable_revisions(person_of(user.pk)).filter(entry__public_id=entry).first()
    if found is None:
        return None
    return EntryChoice(entry, entry_name(found.entry.section, found.content), proved=False)


def see_proofs(visit: Visit, section: str) -> Mapping[str, tuple[KeptProof, ...]] | None:
    """Return what proves each entry of a section, by the entries' keys; None where no document does or can.

    That is so for a section that nothing proves. A visitor, who keeps no documents, gets no entries.
    """
    return None if section in NOT_PROVED else proofs_in(visit, section)


def see_counts(visit: Visit) -> ProofCounts:
    """Return how many documents are kept, and how many entries they prove."""
    return count_proofs(visit)


def _text(row: CountedDocument) -> DocumentText:
    return DocumentText(row, f"document.kind.{row.kind}", bytes_words(row.size_bytes, catalogue()), row.proved)
