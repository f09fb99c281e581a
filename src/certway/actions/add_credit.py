"""Keep a credit that was confirmed, with the document that proves it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from certway.actions.tell import tell_new_entry
from certway.core.person.fields import EDUCATION_CREDITS
from certway.core.person.record import Entry
from certway.records.documents import link_document, own_document
from certway.records.models import User
from certway.records.visits import Visit


def add_credit(visit: Visit, entry: Entry, *, key: UUID | None = None, document: UUID | None = None) -> str:
    """Keep a credit and return its key; a user's own document proves it from then on, beside what it proves already.

    Sent twice under one key it is one credit. Raises NoDocumentError; then nothing is kept.
    """
    with transaction.atomic():
        if document is None:
            return tell_new_entry(visit, EDUCATION_CREDITS.name, entry, key=key)
        row = own_document(User.objects.get(pk=visit.user_id or 0), document)
        name = tell_new_entry(visit, EDUCATION_CREDITS.name, entry, key=key)
        proved = row.proofs.values_list("entry__public_id", flat=True)
        link_document(row, [*proved, UUID(name)])
        return name
