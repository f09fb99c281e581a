"""Management commands of the site, called by commands that never import what keeps records."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from certway.cli.django_site import name_settings
from certway.cli.libraries import needed_libraries
from certway.core.units.errors import CertwayError

Data = Annotated[
    Path | None,
    typer.Option("--data", metavar="FOLDER", help="Where the database is kept; your own data folder if left out."),
]


class NoDatabaseError(CertwayError):
    """Raised where the database was not made yet, or not for what is asked."""

    def __init__(self) -> None:
        super().__init__("there is no database with records yet; start `certway serve` once, or name its --data")


def ask_site(command: str, *arguments: str, data: Path | None, table: str = "") -> Any:  # noqa: ANN401 - JSON, as the command writes it
    """Return what a management command that answers in JSON says.

    Raises NoDatabaseError where a `table` is named that the database lacks.
    """
    name_settings(data)
    with needed_libraries():
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        if table and table not in connection.introspection.table_names():
            raise NoDatabaseError
        return json.loads(call_command(command, *arguments, stdout=io.StringIO()))
