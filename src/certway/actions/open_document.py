"""Hand a document out, whole and unchanged, or say that it is damaged."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from certway.exchange.document_names import file_name
from certway.records.documents import content_of, own_document
from certway.records.models import User

CONTENT_TYPES = {"pdf": "application/pdf", "png": "image/png", "jpeg": "image/jpeg"}


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A document as it is handed out."""

    content: bytes
    content_type: str
    file_name: str


def open_document(user: User, document: UUID) -> OpenedDocument:
    """Return a user's own document. Raises NoDocumentError, DamagedDocumentError."""
    row = own_document(user, document)
    return OpenedDocument(content_of(row), CONTENT_TYPES[row.kind], file_name(row.title, row.kind))
