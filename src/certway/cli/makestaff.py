"""`certway makestaff`: who may see what only staff may."""

from __future__ import annotations

from typing import Annotated

import typer

from certway.cli.django_site import name_settings
from certway.cli.libraries import needed_libraries
from certway.cli.site_command import Data


def makestaff(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="The address somebody has signed up with.")],
    data: Data = None,
) -> None:
    """Make somebody staff, who has an account on this server already."""
    name_settings(data)
    with needed_libraries():
        import django
        from django.core.management import call_command

        django.setup()
        call_command("makestaff", email)
    print(f"{email} is staff now")
