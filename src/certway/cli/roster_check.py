"""`certway roster check`: a folder of tables in, a file of verdicts out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from certway.cli.libraries import needed_libraries
from certway.cli.options import AsJson, AsOf, ExamOn, day_asked, exam_day_asked
from certway.cli.terminal import print_json
from certway.exchange.roster_json import roster_json
from certway.exchange.rule_files import RuleFiles


def check(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="The folder with people.csv or people.parquet.", show_default=False),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", help="Where the verdicts go; ends with .csv or .parquet.")
    ],
    credential: Annotated[
        list[str] | None,
        typer.Option("--credential", metavar="ID", help="Only this credential; may be repeated."),
    ] = None,
    as_of: AsOf = None,
    exam_on: ExamOn = None,
    as_json: AsJson = False,
) -> None:
    """May these people apply? A row for each person and credential goes to a file.

    The folder holds a table for each section of the person file, joined by person_id.
    """
    began = time.perf_counter()
    day = day_asked(as_of)
    exam_day = exam_day_asked(exam_on, as_of=day)
    files = RuleFiles()
    rules = [files.eligibility(one) for one in (dict.fromkeys(credential) if credential else files.ids)]
    with needed_libraries():
        from certway.bulk.roster_check import check_roster

    with progress_bar() as progress:
        summary = check_roster(folder, out, rules, as_of=day, exam_on=exam_day, progress=progress)
    seconds = time.perf_counter() - began
    if as_json:
        print_json(roster_json(summary, as_of=day, exam_on=exam_day, seconds=seconds, out=str(out)))
        return
    from certway.cli.roster_screen import show_summary

    show_summary(summary, as_of=day, out=out, seconds=seconds)


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """Give what shows on standard error how many are done, and of how many; on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from certway.exchange.words.catalogue import catalogue

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(catalogue().say("roster.progress"), total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
