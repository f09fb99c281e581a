"""`checkkeys`: refuse keys of documents that can't be right, before a server starts."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from certway.records.durable import sweep_left
from certway.records.key_place import key_place
from certway.records.keys_in_use import check_keys

LOG = logging.getLogger("certway.documents")


class Command(BaseCommand):
    """Reads the keys where there are any, or should be; makes none. Tells of documents that they do not open.

    A file of keys that was being written at a sudden end goes.
    """

    help = "Refuse keys of documents that can't be right."

    def handle(self, *_args: object, **_options: object) -> None:
        """Read them. Raises BadKeyError, OpenKeyFileError, LostKeyFileError, ForeignKeysError."""
        sweep_left(settings.DOCUMENT_KEY_FILE.parent, timezone.now())
        keyless = check_keys()
        if keyless:
            LOG.warning("documents that can't be opened: %s; add the keys that sealed them to %s", keyless, key_place())
