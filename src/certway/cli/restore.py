"""`certway restore`: a backup put back in its place."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from certway.cli.options import AsJson
from certway.cli.site_command import Data, ask_site
from certway.cli.terminal import print_json, tidied
from certway.exchange.words.catalogue import catalogue


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to restore.", show_default=False)],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of people who are in the database already.")
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Put an archive in the place of the database and the documents, all of it or nothing.

    Stop the pages first. The archive may come from SQLite or PostgreSQL, and from an older Certway.
    """
    done = ask_site("restore", str(file.absolute()), *(["--replace"] if replace else []), data=data)
    words, missing = catalogue(), done["missing"]
    if missing:
        names = ", ".join(missing)
        print(words.say_many("restore.missing", len(missing), n=len(missing), names=names), file=sys.stderr)
    if done["keyless"]:
        print(words.say_many("restore.keyless", done["keyless"], n=done["keyless"], key=done["key"]), file=sys.stderr)
    if as_json:
        print_json(done)
        return
    with tidied() as screen:
        moment = done["made_at"][:19].replace("T", " ")
        counts = {"rows": f"{done['rows']:,}", "documents": f"{done['documents']:,}"}
        screen.print(words.say("restore.done", made_at=moment, **counts))
        screen.print(words.say("restore.key", key=done["key"]))
