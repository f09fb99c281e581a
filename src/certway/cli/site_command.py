"""Management commands of the site, called by commands that never import what keeps records."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from certway.cli.libraries import needed_libraries
from certway.cli.serve import SETTINGS

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="FOLDER", help="Where the database is kept; your own data folder if left out."),
]


def ask_site(command: str, *arguments: str, data: Path | None) -> Any:  # noqa: ANN401 - JSON, as the command writes it
    """Return what a management command that answers in JSON says."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    if data is not None:
        os.environ["CERTWAY_DATA"] = str(data)
    with needed_libraries():
        import django
        from django.core.management import call_command

        django.setup()
        return json.loads(call_command(command, *arguments, stdout=io.StringIO()))
