"""Answers on standard output: as JSON, or for people with colours where a terminal shows them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from certway.core.units.verdicts import VerdictName

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

STYLES: dict[VerdictName, str] = {"met": "green", "unknown": "yellow", "not-met": "red"}
_MARKS: dict[VerdictName, str] = {"met": "●", "unknown": "?", "not-met": "✕"}
_PLAIN_MARKS: dict[VerdictName, str] = {"met": "+", "unknown": "?", "not-met": "x"}


def print_json(document: object) -> None:
    """Write one JSON document to standard output."""
    # Escapes where the output's encoding cannot hold every character; either way it is the same document.
    escaped = not _holds(sys.stdout.encoding, "é漢")
    print(json.dumps(document, ensure_ascii=escaped, indent=2))


@contextmanager
def tidied() -> Iterator[Console]:
    """Give a screen to print on, and write it to standard output without blanks at the ends of lines.

    Colours appear on a terminal only, never with NO_COLOR; a pipe gets 80 columns.
    """
    from rich.console import Console

    screen = Console(highlight=False, markup=False, emoji=False)
    with screen.capture() as captured:
        yield screen
    print("\n".join(line.rstrip() for line in captured.get().rstrip("\n").split("\n")))


@contextmanager
def progress(message: str) -> Iterator[None]:
    """Show on standard error that work is going on, on a terminal only; `message` is an id of the catalogue."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    from certway.exchange.words.catalogue import catalogue

    with Console(stderr=True).status(catalogue().say(message)):
        yield


def print_address(screen: Console, text: str) -> None:
    """Print a line that holds an address, whole, so that it can be copied."""
    from rich.text import Text

    screen.print(Text(text, style="dim"), soft_wrap=True)


def mark(verdict: VerdictName, screen: Console) -> Text:
    """Return a verdict's sign; it always stands beside the word, so colour is never alone."""
    from rich.text import Text

    signs = _MARKS if _holds(screen.encoding, "".join(_MARKS.values())) else _PLAIN_MARKS
    return Text(signs[verdict], style=STYLES[verdict])


def _holds(encoding: str | None, text: str) -> bool:
    try:
        text.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
