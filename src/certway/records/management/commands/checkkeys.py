"""`checkkeys`: refuse keys of documents that can't be right, before a server starts."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand

from certway.records.keys import master_keys
from certway.records.models import Document


class Command(BaseCommand):
    """Reads the keys where there are any, or should be; makes none."""

    help = "Refuse keys of documents that can't be right."

    def handle(self, *_args: object, **_options: object) -> None:
        """Read them. Raises BadKeyError, OpenKeyFileError, LostKeyFileError."""
        if settings.DOCUMENT_KEYS or settings.DOCUMENT_KEY_FILE.exists() or Document.objects.exists():
            master_keys()
