"""Remove a document for good."""

from __future__ import annotations

from uuid import UUID

from certway.records.documents import documents_of, remove_documents
from certway.records.models import User
from certway.records.people import person_of


def remove_document(user: User, document: UUID) -> None:
    """Delete a user's own document, its key and its file; one that is gone already changes nothing."""
    remove_documents(documents_of(person_of(user.pk)).filter(public_id=document))
