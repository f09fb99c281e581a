"""`certway compare`: the credentials side by side."""

from __future__ import annotations

from typing import Annotated

import typer

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
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Answer as CSV, a row a credential.")] = False,
) -> None:
    """Put the credentials side by side: time and cost from high school, fees, exam, renewal, who may apply.

    What a body does not publish is said to be so; nothing is guessed.
    """
    if as_json and as_csv:
        raise TwoFormatsError
    files, telling = RuleFiles(), Telling()
    sheets = [load_sheet(files, one) for one in files.ids]
    with needed_libraries(), progress("compare.progress"):
        answer = compare_sheets(sheets, files.trainings(), as_of=day_asked(as_of))
    if as_json or as_csv:
        from certway.exchange.compare_json import compare_csv, compare_json

        if as_json:
            print_json(compare_json(answer, telling))
        else:
            print(compare_csv(answer, telling), end="")
        return
    from certway.cli.compare_screen import show_comparison

    show_comparison(answer, telling)
