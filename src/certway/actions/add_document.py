"""Keep a document: what it is, is told by its content; what it is called, by its name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from certway.exchange.document_content import check_content
from certway.exchange.document_names import title_of_file
from certway.exchange.words.catalogue import catalogue
from certway.records.documents import link_document, refuse_beyond_quota, save_document
from certway.records.models import User
from certway.records.people import person_of


def add_document(
    user: User, *, content: bytes, name: str, at: datetime, proves: Collection[UUID] = (), key: UUID | None = None
) -> UUID:
    """Keep a document of a user's own and return its id; `name` is the file's, `at` the moment in UTC.

    Sent twice under one `key`, which becomes its id, it is one document. It proves the entries of hers that `proves`
    names; ids that are not hers are passed over. When it returns, the document outlives a power cut. Raises
    DocumentRefusedError; then nothing is kept.
    """
    person = person_of(user.pk)
    refuse_beyond_quota(person, len(content))  # at once, where there is no hope; it is counted again when it is kept
    kind = check_content(content)
    title = title_of_file(name) or catalogue().say("document.untitled")
    document = save_document(person, title=title, kind=kind, content=content, at=at, name=key)
    if proves:
        link_document(document, proves)
    return document.public_id
