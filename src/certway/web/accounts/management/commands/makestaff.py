"""`makestaff`: make somebody staff of this server."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandParser

from certway.actions.make_staff import make_staff


class Command(BaseCommand):
    """Makes a user staff, who has signed up like everybody."""

    help = "Let a user into everything that staff may see."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the address."""
        parser.add_argument("email")

    def handle(self, *_arguments: object, email: str, **_options: object) -> None:
        """Do it."""
        make_staff(email)
