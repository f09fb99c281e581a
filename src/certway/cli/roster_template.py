"""`certway roster template`: empty tables to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from certway.cli.terminal import tidied
from certway.exchange.words.catalogue import catalogue


def template(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder; made when missing.", show_default=False)],
) -> None:
    """Write an empty CSV with its header for every section, to be filled in for `certway roster check`."""
    from certway.bulk.template import write_template

    paths = write_template(folder)
    words = catalogue()
    with tidied() as screen:
        screen.print(words.say("roster.template", folder=str(folder), files=", ".join(path.name for path in paths)))
        screen.print(words.say("roster.template.absent"))
