"""`clearvisitors`: delete what visitors told and nobody touched for too long."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.utils import timezone

from certway.records.erase import delete_old_visitors
from certway.records.save import KEPT_DAYS


class Command(BaseCommand):
    """Deletes old records of visitors; meant to run at every start, and daily where a server runs for long."""

    help = f"Delete the answers of visitors that nobody changed for {KEPT_DAYS} days."

    def handle(self, *_args: object, **_options: object) -> None:
        """Delete them."""
        delete_old_visitors(timezone.now())
