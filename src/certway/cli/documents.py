"""`certway documents`: what whoever runs the pages does with the documents kept in them."""

from __future__ import annotations

import typer

from certway.cli.options import AsJson
from certway.cli.site_command import Data, ask_site
from certway.cli.terminal import print_json, tidied
from certway.exchange.words.catalogue import catalogue

TABLE = "records_document"

documents = typer.Typer(help="The documents kept in the pages.", no_args_is_help=True, rich_markup_mode=None)


@documents.command("check")
def check(data: Data = None, as_json: AsJson = False) -> None:
    """Open every document and name those that are damaged; ends with status 1 where any is."""
    found = ask_site("checkdocuments", data=data, table=TABLE)
    damaged = found["damaged"]
    if as_json:
        print_json(found)
    else:
        _show_checked(found["documents"], damaged)
    if damaged:
        raise typer.Exit(1)


@documents.command("rotate-key")
def rotate_key(data: Data = None, as_json: AsJson = False) -> None:
    """Seal the key of every document with a new master key; the files stay as they are.

    It may be ended at any point and begun again.
    """
    done = ask_site("rotatedocumentkey", data=data, table=TABLE)
    if as_json:
        print_json(done)
        return
    words, old = catalogue(), ", ".join(done["old"])
    with tidied() as screen:
        screen.print(words.say_many("documents.rotated", done["sealed_anew"], n=done["sealed_anew"], key=done["key"]))
        if done["stuck"]:
            screen.print(words.say_many("documents.rotated.stuck", done["stuck"], n=done["stuck"]))
        if old and done["given"]:
            screen.print(words.say("documents.rotated.remove", old=old))
        elif old:
            screen.print(words.say("documents.rotated.dropped", old=old))
        elif done["given"]:
            screen.print(words.say("documents.rotated.one-key"))


def _show_checked(count: int, damaged: list[dict[str, str]]) -> None:
    words = catalogue()
    with tidied() as screen:
        for one in damaged:
            screen.print(words.say(f"documents.check.{one['damage']}", document=one["document"]))
        if damaged:
            screen.print(words.say_many("documents.check.damaged", len(damaged), n=len(damaged), of=count))
        elif count:
            screen.print(words.say_many("documents.check.good", count, n=count))
        else:
            screen.print(words.say("documents.check.none"))
