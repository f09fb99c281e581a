"""`certway compare`: the credentials side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from certway.answers.compare import CompareRules
from certway.answers.compare import compare as compare_sheets
from certway.cli.libraries import needed_libraries
from certway.cli.options import AsJson, AsOf, day_asked
from certway.cli.terminal import print_json, progress
from certway.core.units.errors import CertwayError
from certway.exchange.rule_files import RuleFiles
from certway.exchange.rule_sheets import load_sheet
from certway.exchange.words.telling import Telling


class TwoFormatsError(CertwayError):
    """Raised when one answer is asked for in two formats."""

    def __init__(self) -> None:
        super().__init__("--json and --csv exclude each other; choose one")


def compare(
    credentials: Annotated[
        list[str] | None, typer.Argument(metavar="[CREDENTIAL]...", help="Only these.", show_default=False)
    ] = None,
    state: Annotated[
        str,
        typer.Option(
            "--state",
            metavar="STATE",
            help="Two letters: what it asks for, and what work there pays.",
            show_default=False,
        ),
    ] = "",
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Answer as CSV, a row a credential.")] = False,
) -> None:
    """Put the credentials side by side: time and cost from high school, fees, exam, renewal, pay, who may apply.

    What a body does not publish is said to be so; nothing is guessed.
    """
    if as_json and as_csv:
        raise TwoFormatsError
    files, telling = RuleFiles(), Telling()
    chosen = {name: load_sheet(files, name) for name in credentials or files.ids}
    rules = CompareRules(tuple(chosen.values()), files.trainings(), files.states(), files.wages())
    with needed_libraries(), progress("compare.progress"):
        answer = compare_sheets(rules, as_of=day_asked(as_of), state=state.upper())
    if as_json or as_csv:
        from certway.exchange.compare_json import compare_csv, compare_json

        if as_json:
            print_json(compare_json(answer, telling))
        else:
            print(compare_csv(answer, telling), end="")
        return
    from certway.cli.compare_screen import show_comparison

    show_comparison(answer, telling)
