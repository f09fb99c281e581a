"""`certway bank export`: the bank's questions in the format of another tool."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from certway.cli.bank_options import Kind, format_asked, print_dropped
from certway.cli.files import keep_file, write_file
from certway.cli.options import AsJson
from certway.cli.terminal import print_json
from certway.core.items.bank import Bank
from certway.core.items.item import Item
from certway.core.rulebook.forms import nearest
from certway.core.units.errors import CertwayError


class NoTopicError(CertwayError):
    """Raised for a topic that the bank does not have."""

    def __init__(self, topic: str, bank: Bank) -> None:
        super().__init__(f"there is no topic '{topic}'{nearest(topic, bank.tree.by_id)}; they stand in topics.yaml")


def export_bank(
    kind: Annotated[Kind, typer.Option("--to", metavar="FORMAT", help="qti, gift, moodle-xml, anki or csv.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file that is written.", show_default=False)],
    path: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="A folder with a bank; the shipped one when left out.", show_default=False),
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option("--topic", metavar="ID", help="Only this topic; may be repeated.")
    ] = None,
    exam: Annotated[str | None, typer.Option("--exam", metavar="ID", help="Only what serves this exam.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write questions for another tool; what it has no place for is listed, each with its reason.

    What is read back with `certway bank import` is the same.
    """
    from certway.exchange.bank.drawings import drawings_of
    from certway.exchange.bank.files import BANK, load_bank

    keep_file(out, force=force)
    writer, root = format_asked(kind, "--to"), path or BANK
    items = _asked(load_bank(root), topic or [], exam)
    exported = writer.write(items, drawings_of(items, root))
    write_file(out, exported.content)
    if as_json:
        dropped = [{"item": one.item, "why": one.why} for one in exported.dropped]
        print_json({"read": len(items), "exported": exported.written, "dropped": dropped})
    else:
        print_dropped("bank.exported", len(items), exported.written, exported.dropped)


def _asked(bank: Bank, topics: list[str], exam: str | None) -> tuple[Item, ...]:
    """Return the questions of some topics, and of an exam, where named. Raises NoTopicError, NoOutlineError."""
    from certway.exchange.bank.exams import NoOutlineError

    for topic in topics:
        if topic not in bank.tree.by_id:
            raise NoTopicError(topic, bank)
    if exam is not None and exam not in bank.outlines:
        raise NoOutlineError(exam, tuple(bank.outlines))
    served = bank.outlines[exam] if exam else None
    return tuple(
        item
        for item in bank.items
        if (not topics or item.topic in topics) and (served is None or served.node_of(item.topic) is not None)
    )
