"""What importing and exporting questions have in common on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from certway.cli.terminal import tidied
from certway.core.rulebook.forms import nearest
from certway.core.units.errors import CertwayError
from certway.exchange.words.catalogue import catalogue

if TYPE_CHECKING:
    from certway.exchange.bank.formats import Format
    from certway.exchange.bank.transfer import Dropped

Kind: TypeAlias = str


class UnknownFormatError(CertwayError):
    """Raised for a format that there is not."""

    def __init__(self, kind: str, option: str, known: Sequence[str]) -> None:
        super().__init__(f"{option} is '{kind}'{nearest(kind, tuple(known))}; the formats are {', '.join(known)}")


def format_asked(kind: str, option: str) -> Format:
    """Return the format of a name. Raises UnknownFormatError."""
    from certway.exchange.bank.formats import FORMATS

    if kind not in FORMATS:
        raise UnknownFormatError(kind, option, tuple(FORMATS))
    return FORMATS[kind]


def print_dropped(message: str, read: int, carried: int, dropped: Sequence[Dropped]) -> None:
    """Print how many questions were carried, and what was not."""
    words = catalogue()
    with tidied() as screen:
        screen.print(words.say(message, read=read, carried=carried))
        if dropped:
            screen.print(words.say_many("bank.dropped", len(dropped), n=len(dropped)))
        for one in dropped:
            screen.print(f"  {one.item}: {one.why}", markup=False)
