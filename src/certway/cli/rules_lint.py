"""`certway rules lint`: what is wrong with the rule files, a line each with file and line."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from certway.cli.entry import BAD_INPUT
from certway.cli.options import AsJson, AsOf, day_asked
from certway.cli.terminal import print_json
from certway.core.units.errors import Problem
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
    for problem in map(_shortened, result.report.errors):
        print(problem)
    for problem in map(_shortened, result.report.remarks):
        print(f"{_place(problem)}: remark: {problem.text}")
    counts = [
        _counted(len(result.credentials), "credential"),
        _counted(result.files, "file"),
        _counted(len(result.report.errors), "error"),
        _counted(len(result.report.remarks), "remark"),
    ]
    print(", ".join(counts))


def _lint_json(result: LintResult) -> dict[str, object]:
    return {
        "credentials": list(result.credentials),
        "files": result.files,
        "errors": [_problem_json(problem) for problem in result.report.errors],
        "remarks": [_problem_json(problem) for problem in result.report.remarks],
    }


def _problem_json(problem: Problem) -> dict[str, object]:
    return {"file": _shortened(problem).file, "line": problem.line or None, "text": problem.text}


def _shortened(problem: Problem) -> Problem:
    """Return a problem whose file is named from the folder one is in, where it lies below it."""
    path = Path(problem.file)
    here = Path(os.getcwd())
    return replace(problem, file=str(path.relative_to(here))) if path.is_relative_to(here) else problem


def _place(problem: Problem) -> str:
    return f"{problem.file}:{problem.line}" if problem.line else problem.file


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
