"""Documents that prove what a person told. Their content stands in files, sealed; the key to each stands in its row."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from uuid_utils.compat import uuid7

from certway.exchange.document_names import ENDINGS, LONGEST_TITLE
from certway.exchange.document_reading import MOST_BYTES
from certway.records.models.facts import Entry
from certway.records.models.identity import Person


class Document(models.Model):
    """One document. Without its row nobody can open its file any more, so deleting the row shreds the file.

    Source: docs/decisions/0019-documents-in-envelopes.md
    """

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(max_length=LONGEST_TITLE)
    kind = models.CharField(max_length=4)  # pdf, png or jpeg, by its content
    size_bytes = models.PositiveIntegerField()  # of the content as it was given
    stored_name = models.CharField(max_length=32, unique=True)  # of its file; random
    wrapped_key = models.BinaryField()  # the document's own key, sealed with a master key
    key_name = models.CharField(max_length=8, db_index=True)  # which master key that is
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=list(ENDINGS)), name="document_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(size_bytes__gte=1, size_bytes__lte=MOST_BYTES), name="document_size_is_allowed"
            ),
            models.CheckConstraint(
                condition=~models.Q(title="") & models.Q(LessThanOrEqual(Length("title"), LONGEST_TITLE)),
                name="document_has_a_title",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Proof(models.Model):
    """A document proves an entry of the same person's record.

    That both are hers no constraint of a table can say: `records.documents.link_document`, which alone makes these
    rows, sees to it. Triggers could, but SQLite drops or breaks them where a migration makes one of the tables anew.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="proofs")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="proofs")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "entry"], name="document_proves_an_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id}/{self.entry_id}"
