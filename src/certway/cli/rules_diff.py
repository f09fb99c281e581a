"""`certway rules diff`: what changed in the rules between two days, and which of your answers it touches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from certway.answers.book_changes import shelf_changes, state_changes, training_changes
from certway.answers.rule_changes import Change
from certway.answers.rules_diff import rules_diff
from certway.cli.options import AsJson, day_asked
from certway.cli.rules_folder import RulesFolder, rule_files
from certway.cli.terminal import print_json
from certway.core.units.errors import CertwayError
from certway.exchange.person_file import load_person
from certway.exchange.rule_files import RuleFiles
from certway.exchange.rule_sheets import load_sheet
from certway.exchange.words.telling import Telling


class DaysReversedError(CertwayError):
    """Raised when the first of two days is not the earlier one."""

    def __init__(self, first: str, last: str) -> None:
        super().__init__(f"--from is '{first}', which is not before --to, '{last}'; name the earlier day first")


def diff(
    from_: Annotated[
        str, typer.Option("--from", metavar="YYYY-MM-DD", help="The day to compare with.", show_default=False)
    ],
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="YYYY-MM-DD", help="The later day; today when left out."),
    ] = None,
    credential: Annotated[
        list[str] | None,
        typer.Option("--credential", metavar="ID", help="Only this credential; may be repeated."),
    ] = None,
    person: Annotated[
        Path | None,
        typer.Option("--person", metavar="FILE", help="A person file: also name the answers that differ."),
    ] = None,
    rules: RulesFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show what changed in the rules after one day and up to another.

    The law of states, offers and trainings are among them unless credentials are named. A change whose day no source
    gives is told as such: no day is made up for it.
    """
    first, last = day_asked(from_, "--from"), day_asked(to, "--to")
    if first >= last:
        raise DaysReversedError(from_, to or "today")
    files = rule_files(rules)
    chosen = tuple(dict.fromkeys(credential)) if credential else files.ids
    others = () if credential else _other_changes(files, first, last)
    answer = rules_diff(
        [load_sheet(files, one) for one in chosen],
        first=first,
        last=last,
        record=load_person(person) if person else None,
        others=others,
    )
    if as_json:
        from certway.exchange.rules_diff_json import rules_diff_json

        print_json(rules_diff_json(answer, Telling()))
        return
    from certway.cli.rules_diff_screen import show_diff

    show_diff(answer, Telling())


def _other_changes(files: RuleFiles, first: int, last: int) -> Iterator[Change]:
    yield from state_changes(files.states(), first, last)
    if (files.root / "trainings.yaml").exists():  # another folder may hold credentials alone
        yield from training_changes(files.trainings(), first, last)
    yield from shelf_changes(files.resources(), first, last)
