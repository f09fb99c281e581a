"""`backup`: write an archive of the database and the documents."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from certway.records.backup import write_backup
from certway.records.key_place import key_place


class Command(BaseCommand):
    """Writes an archive and tells in JSON what it holds; `certway backup` says it in words."""

    help = "Write an archive of everything in the database, and of the documents."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file's name."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--force", action="store_true")

    def handle(self, *_args: object, **options: Any) -> str:  # noqa: ANN401 - as Django calls it
        """Write it."""
        done = write_backup(
            options["file"], documents=settings.DOCUMENT_FOLDER, made_at=timezone.now(), force=options["force"]
        )
        told = {
            "file": str(options["file"]),
            "made_at": done.made_at,
            "rows": done.rows,
            "documents": len(done.documents),
            "missing": list(done.missing),
            "key": key_place(),
        }
        return json.dumps(told)
