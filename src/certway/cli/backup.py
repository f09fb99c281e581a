"""`certway backup`: everything kept in the pages, as one file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from certway.cli.options import AsJson
from certway.cli.site_command import Data, ask_site
from certway.cli.terminal import print_json, tidied
from certway.exchange.words.catalogue import catalogue


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write.", show_default=False)],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write the database and the documents into one archive, as they are at one moment.

    The pages may go on running. The document key is kept apart and is never in it.
    """
    done = ask_site("backup", str(file.absolute()), *(["--force"] if force else []), data=data)
    words, missing = catalogue(), done["missing"]
    if missing:
        names = ", ".join(missing)
        print(words.say_many("backup.missing", len(missing), n=len(missing), names=names), file=sys.stderr)
    if as_json:
        print_json(done)
        return
    with tidied() as screen:
        screen.print(
            words.say("backup.done", file=str(file), rows=f"{done['rows']:,}", documents=f"{done['documents']:,}")
        )
        screen.print(words.say("backup.key", key=done["key"]))
        screen.print(words.say("backup.private"))
