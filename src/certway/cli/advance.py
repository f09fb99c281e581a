"""`certway advance`: the steps up from where one stands, and what each asks, takes and pays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from certway.answers.advance import advance as go_up
from certway.answers.advance import holder_of
from certway.cli.libraries import needed_libraries
from certway.cli.options import AsJson, AsOf, day_asked
from certway.cli.terminal import print_json, progress
from certway.core.advance.ladder import Ladder
from certway.core.rulebook.forms import nearest
from certway.core.units.errors import CertwayError
from certway.exchange.advance_rules import load_advance_rules
from certway.exchange.person_file import load_person
from certway.exchange.words.telling import Telling


class NoSuchPersonError(CertwayError):
    """Raised for what is neither a file nor something that one holds."""

    def __init__(self, name: str, ladder: Ladder) -> None:
        held = _holdable(ladder)
        super().__init__(
            f"'{name}' is neither a file nor a credential{nearest(name, held)};"
            f" name a person file, or one of {', '.join(held)}"
        )


def advance(
    person: Annotated[
        str,
        typer.Argument(
            metavar="PERSON|ID",
            help="The person file, YAML or JSON; or a credential, for anybody who holds it.",
            show_default=False,
        ),
    ],
    state: Annotated[
        str,
        typer.Option(
            "--state",
            metavar="STATE",
            help="Two letters: where you want to work; where you live when left out.",
            show_default=False,
        ),
    ] = "",
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """What comes next: the steps up from where you stand.

    What each asks for, how long it takes, what it costs, what the work pays before and after, and what can go wrong.
    """
    day = day_asked(as_of)
    with needed_libraries(), progress("advance.progress"):
        rules = load_advance_rules()
        holder = _holder(person, rules.ladder)
        record = holder_of(holder, day=day) if holder else load_person(Path(person))
        answer = go_up(rules, record, as_of=day, state=state.upper())
    telling = Telling(as_of=day, entries={name: len(entries) for name, entries in record.lists.items()})
    if as_json:
        from certway.exchange.advance_json import advance_json

        print_json(advance_json(answer, telling, holder=holder))
        return
    from certway.cli.advance_screen import show_advance
    from certway.exchange.advance_text import advance_text

    show_advance(advance_text(answer, telling, holder=holder), telling.words)


def _holder(person: str, ladder: Ladder) -> str:
    """Return the credential that is asked about; empty where it is a file."""
    if Path(person).exists():
        return ""
    if person in _holdable(ladder):
        return person
    if Path(person).suffix:
        return ""
    raise NoSuchPersonError(person, ladder)


def _holdable(ladder: Ladder) -> tuple[str, ...]:
    return tuple(rung.id for rung in ladder.rungs.values() if rung.kind != "role")
