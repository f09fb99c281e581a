"""`certway study evaluate`: anybody's answers in, how well models foretell them out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from certway.cli.files import write_file
from certway.cli.libraries import needed_libraries
from certway.cli.options import AsJson
from certway.cli.share_bar import share_bar
from certway.cli.terminal import print_json, tidied
from certway.exchange.words.catalogue import catalogue

if TYPE_CHECKING:
    from certway.core.study.evaluation import Evaluation


def evaluate(
    responses: Annotated[
        Path,
        typer.Argument(
            metavar="RESPONSES",
            help="CSV or Parquet, a row an answer: person_id, item_id, topic, correct, at.",
            show_default=False,
        ),
    ],
    diagram: Annotated[
        Path | None,
        typer.Option("--diagram", metavar="FILE", help="Write what was said beside what happened as a picture (SVG)."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """How well do models foretell answers: Certway's, topic mean, person mean, Elo, PFA and DAS3H?

    The first 80 percent of each person's answers by time are to train on, the others to test with.
    """
    began = time.perf_counter()
    with needed_libraries():
        from certway.bulk.model_evaluation import evaluate_file

    with share_bar("study.progress") as progress:
        found = evaluate_file(responses, progress=progress)
    if diagram is not None:
        with needed_libraries():
            from certway.exchange.reliability_chart import reliability_chart

            write_file(diagram, reliability_chart(found, catalogue()).encode())
    seconds = time.perf_counter() - began
    if as_json:
        from certway.exchange.evaluation_json import evaluation_json

        print_json({**evaluation_json(found), "seconds": round(seconds, 3)})
    else:
        _show(found, seconds)


def _show(found: Evaluation, seconds: float) -> None:
    """Print the scores as a table."""
    from rich.box import SIMPLE
    from rich.table import Table

    words = catalogue()
    counts = {name: f"{getattr(found, name):,}" for name in ("rows", "people", "items", "topics", "tested")}
    table = Table(box=SIMPLE, pad_edge=False, header_style="bold")
    table.add_column(words.say("study.column.model"))
    for column in ("log-loss", "brier", "auc", "error"):
        table.add_column(words.say(f"study.column.{column}"), justify="right")
    for model in found.models:
        scores = model.scores
        area = "" if scores.auc is None else f"{scores.auc:.4f}"
        name = words.say(f"study.model.{model.name}")
        table.add_row(name, f"{scores.log_loss:.4f}", f"{scores.brier:.4f}", area, f"{scores.ece:.4f}")
    with tidied() as screen:
        screen.print(words.say("study.evaluated", **counts))
        screen.print(table)
        screen.print(words.say("study.scores", seconds=f"{seconds:.1f}"))
