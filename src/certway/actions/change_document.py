"""Give a document another title, and say what it proves."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from certway.exchange.document_names import clean_title
from certway.records.documents import link_document, own_document
from certway.records.models import User


def change_document(user: User, document: UUID, *, title: str, proves: Collection[UUID]) -> None:
    """Keep a title (an empty one changes nothing), and that the document proves these entries of hers and no others.

    Raises NoDocumentError.
    """
    with transaction.atomic():
        row = own_document(user, document)
        row.title = clean_title(title) or row.title
        row.save(update_fields=["title"])
        link_document(row, proves)
