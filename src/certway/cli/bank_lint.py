"""`certway bank lint`: what is wrong with the bank's files and questions, a line each with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from certway.cli.entry import BAD_INPUT
from certway.cli.options import AsJson
from certway.cli.problems import counted, place_of, problem_json, shortened
from certway.cli.terminal import print_json


def lint(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="A folder with a bank; the shipped one when left out.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check the bank: its files, known flaws of questions, spelling, near-duplicates, where the right options stand.

    Errors end with exit status 2. Remarks, such as a stem that is hard to read, do not.
    """
    from certway.exchange.bank.files import BANK
    from certway.exchange.bank.lint import lint_bank

    result = lint_bank(path or BANK)
    if as_json:
        print_json(
            {
                "items": result.items,
                "skills": result.skills,
                "scenarios": result.scenarios,
                "templates": result.templates,
                "files": result.files,
                "errors": [problem_json(problem) for problem in result.errors],
                "remarks": [problem_json(problem) for problem in result.remarks],
            }
        )
    else:
        for problem in map(shortened, result.errors):
            print(problem)
        for problem in map(shortened, result.remarks):
            print(f"{place_of(problem)}: remark: {problem.text}")
        content = [(result.items, "question"), (result.templates, "template")]
        content += [(result.skills, "checklist"), (result.scenarios, "scenario")]
        found = ((result.files, "file"), (len(result.errors), "error"), (len(result.remarks), "remark"))
        print(", ".join(counted(*one) for one in (*content, *found)))
    if result.errors:
        raise typer.Exit(BAD_INPUT)
