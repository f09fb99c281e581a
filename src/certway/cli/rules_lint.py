"""`certway rules lint`: what is wrong with the rule files, a line each with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from certway.cli.entry import BAD_INPUT
from certway.cli.options import AsJson, AsOf, day_asked
from certway.cli.problems import counted, place_of, problem_json, shortened
from certway.cli.terminal import print_json
from certway.exchange.rule_files import RULES
from certway.exchange.rule_lint import LintResult, lint_folder


def lint(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="PATH", help="A folder of rules; the shipped ones when left out.", show_default=False),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Check rule files: every clause answered, every value sourced, weights, dates and ids.

    Errors end with exit status 2. Remarks, such as a source read more than 12 months before, do not.
    """
    result = lint_folder(path or RULES, as_of=day_asked(as_of))
    if as_json:
        print_json(_lint_json(result))
    else:
        _print_lines(result)
    if result.report.errors:
        raise typer.Exit(BAD_INPUT)


def _print_lines(result: LintResult) -> None:
    for problem in map(shortened, result.report.errors):
        print(problem)
    for problem in map(shortened, result.report.remarks):
        print(f"{place_of(problem)}: remark: {problem.text}")
    counts = [
        counted(len(result.credentials), "credential"),
        counted(result.files, "file"),
        counted(len(result.report.errors), "error"),
        counted(len(result.report.remarks), "remark"),
    ]
    print(", ".join(counts))


def _lint_json(result: LintResult) -> dict[str, object]:
    return {
        "credentials": list(result.credentials),
        "files": result.files,
        "errors": [problem_json(problem) for problem in result.report.errors],
        "remarks": [problem_json(problem) for problem in result.report.remarks],
    }
