"""`certway bank coverage`: the questions of each part of an exam's outline, beside the part's weight."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from certway.cli.options import AsJson
from certway.cli.terminal import print_json, tidied
from certway.core.items.coverage import Coverage
from certway.exchange.bank.exams import coverage_of_exam
from certway.exchange.bank.files import BANK, load_bank
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import number


def coverage(
    exam: Annotated[str, typer.Option("--exam", metavar="ID", help="A credential, such as cma-aama.")],
    path: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="A folder with a bank; the shipped one when left out.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Count the questions of each part of an exam's outline, beside the weight that the body gives it.

    A part whose share lies outside its weight says by how many points.
    """
    found = coverage_of_exam(load_bank(path or BANK), exam)
    if as_json:
        print_json(_coverage_json(found.coverage, found.ours))
        return
    words = catalogue()
    names = ("part", "weight", "items", "share", "off")
    table = Table(*(words.say(f"bank.coverage.{name}") for name in names), box=None, pad_edge=False)
    for node in found.coverage.nodes:
        off = "" if not node.off else f"{node.off:+.1f}"
        weight = "" if node.weight is None else " – ".join(dict.fromkeys(number(end) for end in node.weight))
        table.add_row("  " * node.depth + node.name, weight, str(node.items), f"{node.percent:.1f}", off)
    with tidied() as screen:
        screen.print(words.say("bank.coverage.title", exam=found.short, edition=found.coverage.edition), style="bold")
        screen.print(words.say_many("bank.coverage.count", found.coverage.items, n=found.coverage.items))
        screen.print()
        screen.print(table)
        screen.print()
        screen.print(found.ours)


def _coverage_json(coverage: Coverage, ours: str) -> dict[str, object]:
    return {
        "exam": coverage.credential,
        "edition": coverage.edition,
        "items": coverage.items,
        "most_off": round(coverage.most_off, 2),
        "ours": ours,
        "parts": [
            {
                "id": node.id,
                "name": node.name,
                "weight": None if node.weight is None else list(node.weight),
                "items": node.items,
                "percent": round(node.percent, 2),
                "off": None if node.off is None else round(node.off, 2),
                "topics": list(node.topics),
            }
            for node in coverage.nodes
        ],
    }
