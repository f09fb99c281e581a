"""`sweepdocuments`: delete files that no document needs."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from certway.records.vault import sweep_orphans


class Command(BaseCommand):
    """Deletes files without a row; meant to run hourly."""

    help = "Delete the files of documents that are gone, and of uploads that never ended."

    def handle(self, *_args: object, **_options: object) -> None:
        """Delete them."""
        sweep_orphans(timezone.now())
