"""`restore`: put an archive in the place of the database and the documents."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from certway.records.key_place import key_place
from certway.records.keys_in_use import count_keyless
from certway.records.restore import restore_backup


class Command(BaseCommand):
    """Restores an archive and tells in JSON what it held; `certway restore` says it in words."""

    help = "Put an archive in the place of everything in the database, and of the documents."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file's name."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true")

    def handle(self, *_args: object, **options: Any) -> str:  # noqa: ANN401 - as Django calls it
        """Restore it."""
        done = restore_backup(options["file"], documents=settings.DOCUMENT_FOLDER, replace=options["replace"])
        told = {
            "file": str(options["file"]),
            "made_at": done.made_at,
            "certway": done.certway,
            "rows": done.rows,
            "documents": len(done.documents),
            "missing": list(done.missing),
            "key": key_place(),
            "keyless": count_keyless(),
        }
        return json.dumps(told)
