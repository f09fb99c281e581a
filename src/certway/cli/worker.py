"""`certway worker`: does the work that is queued and due."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from certway.cli.django_site import name_settings
from certway.cli.libraries import needed_libraries


def worker(
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="FOLDER", help="Where the database is kept; your own data folder if left out."),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is due, then stop.")] = False,
) -> None:
    """Do the work that is queued and due, until Ctrl+C.

    Certway serve starts one worker of its own; more may run beside it, also on other machines.
    """
    name_settings(data)
    with needed_libraries():
        import django
        from django.core.management import call_command

        django.setup()
        call_command("work", once=once)
