"""What an audit pack holds and what is weak about it, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from certway.cli.terminal import STYLES, tidied
from certway.exchange.audit_text import AuditText, WeakText
from certway.exchange.words.catalogue import Catalogue


def show_audit(text: AuditText, refused: Sequence[tuple[str, str]], words: Catalogue) -> None:
    """Print what is missing or weak first, then what is claimed; `refused` are files that prove nothing, with why."""
    with tidied() as screen:
        screen.print(Text(f"{text.title}, {text.subtitle}", style="bold"))
        screen.print(Text(text.headline))
        parts = (
            ("audit.page.weak", _weak([one for one in text.weaknesses if not one.hint])),
            ("audit.page.hints", _weak([one for one in text.weaknesses if one.hint])),
            ("audit.heading.unused", _pairs(refused)),
            ("audit.heading.sums", _sums(text, words)),
            ("audit.heading.proofs", _pairs([(proof.label, proof.title) for proof in text.proofs])),
            ("audit.heading.left-out", _pairs([(f"{one.on} {one.title}", one.why) for one in text.left_out])),
        )
        for heading, table in parts:
            if table.row_count:
                screen.print()
                screen.print(Text(words.say(heading), style="bold"))
                screen.print(Padding(table, (0, 0, 0, 2)))
        screen.print()
        screen.print(Text(text.unaffiliated, style="dim"))


def _weak(weak: Sequence[WeakText]) -> Table:
    return _pairs([(one.text, one.place) for one in weak])


def _pairs(rows: Sequence[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    for first, second in rows:
        table.add_row(Text(first), Text(second, style="dim"))
    return table


def _sums(text: AuditText, words: Catalogue) -> Table:
    table = Table.grid(padding=(0, 2))
    if not text.known:
        return table
    for one in text.categories:
        table.add_row(Text(one.name), Text(one.sum, style="" if one.full else STYLES["unknown"]))
    table.add_row(Text(words.say("audit.total"), style="bold"), Text(text.total, style="bold"))
    return table
