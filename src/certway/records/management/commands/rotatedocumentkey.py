"""`rotatedocumentkey`: seal every document's key with a new master key."""

from __future__ import annotations

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand

from certway.records.rotation import rotate_keys


class Command(BaseCommand):
    """Makes a new master key, or takes the first of the environment; what was done is printed as JSON."""

    help = "Seal every document's key with a new master key; files stay as they are. Prints JSON."

    def handle(self, *_args: object, **_options: object) -> str:
        """Do it."""
        return json.dumps(asdict(rotate_keys()))
