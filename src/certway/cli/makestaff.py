"""`certway makestaff`: who may see what only staff may."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from certway.cli.libraries import needed_libraries
from certway.cli.serve import SETTINGS


def makestaff(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The address somebody has signed up with.")],
    data: Annotated[
        Path | None,
        typer.Option("--data", metavar="FOLDER", help="Where the database is kept; your own data folder if left out."),
    ] = None,
) -> None:
    """Make somebody staff, who has an account on this server already."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    if data is not None:
        os.environ["CERTWAY_DATA"] = str(data)
    with needed_libraries():
        import django
        from django.core.management import call_command

        django.setup()
        call_command("makestaff", email)
    print(f"{email} is staff now")
