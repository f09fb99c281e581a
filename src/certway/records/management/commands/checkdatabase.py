"""`checkdatabase`: refuse a database in which answers are not safe."""

from __future__ import annotations

from django.core.management.base import BaseCommand
from django.db import connection

from certway.records.durability import check_database


class Command(BaseCommand):
    """Looks at the database before anything is asked of it; meant to run at every start."""

    help = "Check that the database answers and keeps what it acknowledges."
    requires_system_checks = ()

    def handle(self, *_args: object, **_options: object) -> None:
        """Check it. Raises DatabaseAwayError, UnsafeDatabaseError."""
        check_database(connection)
