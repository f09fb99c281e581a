"""`checkdocuments`: open every document, and name those that are damaged."""

from __future__ import annotations

import json

from django.core.management.base import BaseCommand

from certway.records.documents import content_of
from certway.records.models import Document
from certway.records.vault import DamagedDocumentError


class Command(BaseCommand):
    """Opens every document as if its owner asked for it; what was found is printed as JSON."""

    help = "Open every document and name those that are damaged. Prints JSON."

    def handle(self, *_args: object, **_options: object) -> str:
        """Do it."""
        count, damaged = 0, []
        for document in Document.objects.select_related("person").order_by("pk").iterator(chunk_size=100):
            count += 1
            try:
                content_of(document)
            except DamagedDocumentError as error:
                damaged.append({"document": str(error.document), "damage": error.damage})
        return json.dumps({"documents": count, "damaged": damaged})
