"""The summary of a roster's verdicts for a terminal."""

from __future__ import annotations

from pathlib import Path

from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from certway.answers.roster import RosterSummary
from certway.cli.terminal import STYLES, mark, tidied
from certway.core.units.verdicts import CODES
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import day


def show_summary(summary: RosterSummary, *, as_of: int, out: Path, seconds: float) -> None:
    """Print how many people have each verdict, and where the verdicts went."""
    words = catalogue()
    with tidied() as screen:
        screen.print(Text(words.say("roster.title", people=f"{summary.people:,}", day=day(as_of, words)), style="bold"))
        table = Table(box=SIMPLE, pad_edge=False, header_style="bold")
        table.add_column(words.say("compare.credential"))
        for verdict in CODES:
            heading = Text.assemble(mark(verdict, screen), " ", words.say(f"verdict.{verdict}"))
            table.add_column(heading, justify="right", style=STYLES[verdict])
        for name, counts in summary.verdicts.items():
            table.add_row(name, *(f"{counts[verdict]:,}" for verdict in CODES))
        screen.print(table)
        screen.print(words.say("roster.written", out=str(out), seconds=f"{seconds:.1f}"), soft_wrap=True)
        screen.print(Text(words.say("check.unaffiliated"), style="dim"))
