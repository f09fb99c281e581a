"""`certway bank import`: questions of another tool as a bank of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from certway.cli.bank_options import Kind, format_asked, print_dropped
from certway.cli.files import UnwritableFileError
from certway.cli.options import AsJson
from certway.cli.terminal import print_json
from certway.core.units.errors import CertwayError

MOST_BYTES = 256 * 1024 * 1024  # of a file


class UnreadableFileError(CertwayError):
    """Raised for a file that can't be read."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} can't be read: {reason}")


def import_bank(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of another tool.", show_default=False)],
    kind: Annotated[Kind, typer.Option("--from", metavar="FORMAT", help="qti, gift, moodle-xml, anki or csv.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder that is made.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Read questions of another tool and write them as a bank.

    What could not be carried is listed, each with its reason. The folder holds the questions by topic, ready for
    `certway bank lint`, which names what is still missing.
    """
    from certway.exchange.bank.folder import write_bank

    imported = format_asked(kind, "--from").read(_content(file), str(file))
    try:
        write_bank(imported, out, file=str(file))
    except OSError as error:
        raise UnwritableFileError(out, error.strerror or "unknown reason") from error
    if as_json:
        dropped = [{"item": one.item, "why": one.why} for one in imported.dropped]
        print_json({"read": imported.read, "imported": len(imported.items), "dropped": dropped})
    else:
        print_dropped("bank.imported", imported.read, len(imported.items), imported.dropped)


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableFileError(file, error.strerror or "unknown reason") from error
    if len(content) > MOST_BYTES:
        raise UnreadableFileError(file, f"it is larger than {MOST_BYTES // 1024 // 1024} MiB")
    return content
