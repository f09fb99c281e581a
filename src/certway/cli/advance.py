"""`certway advance`: the steps up from where one stands, and what each asks, takes and pays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from certway.answers.advance import AdvanceRules, holder_of
from certway.answers.advance import advance as go_up
from certway.cli.libraries import needed_libraries
from certway.cli.options import AsJson, AsOf, day_asked
from certway.cli.terminal import print_json, progress
from certway.core.advance.ladder import Ladder
from certway.core.person.fields import STATES
from certway.core.rulebook.forms import nearest
from certway.core.units.errors import CertwayError
from certway.exchange.person_file import load_person
from certway.exchange.rule_files import RuleFiles
from certway.exchange.rule_sheets import load_sheet
from certway.exchange.words.telling import Telling


class NoSuchPersonError(CertwayError):
    """Raised for what is neither a file nor something that one holds."""

    def __init__(self, name: str, ladder: Ladder) -> None:
        held = _holdable(ladder)
        super().__init__(
            f"'{name}' is neither a file nor a credential{nearest(name, held)};"
            f" name a person file, or one of {', '.join(held)}"
        )


class StateError(CertwayError):
    """Raised for what is no state."""

    def __init__(self, text: str) -> None:
        super().__init__(f"--state is '{text}', which is no state; write its two letters, such as TX")


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
        str | None,
        typer.Option("--state", metavar="XX", help="Where you want to work; where you live when left out."),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """What comes next: the steps up from where you stand.

    What each asks for, how long it takes, what it costs, what the work pays before and after, and what can go wrong.
    """
    day, where = day_asked(as_of), _state_asked(state)
    files = RuleFiles()
    ladder = files.ladder()
    holder = person if person in _holdable(ladder) and not Path(person).exists() else ""
    if not holder and not Path(person).exists() and not Path(person).suffix:
        raise NoSuchPersonError(person, ladder)
    record = holder_of(holder, day=day) if holder else load_person(Path(person))
    with needed_libraries(), progress("advance.progress"):
        sheets = {one: load_sheet(files, one) for one in files.ids}
        rules = AdvanceRules(ladder, files.wages(), sheets, files.trainings())
        answer = go_up(rules, record, as_of=day, state=where)
    telling = Telling(as_of=day, entries={name: len(entries) for name, entries in record.lists.items()})
    if as_json:
        from certway.exchange.advance_json import advance_json

        print_json(advance_json(answer, telling, holder=holder))
        return
    from certway.cli.advance_screen import show_advance
    from certway.exchange.advance_text import advance_text

    show_advance(advance_text(answer, telling, holder=holder), telling.words)


def _holdable(ladder: Ladder) -> tuple[str, ...]:
    return tuple(rung.id for rung in ladder.rungs.values() if rung.kind != "role")


def _state_asked(text: str | None) -> str:
    if text is None:
        return ""
    if text.upper() not in STATES:
        raise StateError(text)
    return text.upper()
