"""`certway study`: what it comes to, and how well answers are foretold."""

from __future__ import annotations

import typer

from certway.cli.study_evaluate import evaluate
from certway.cli.study_simulate import simulate

study = typer.Typer(
    help="Study: what it comes to, and how well it is foretold.", no_args_is_help=True, rich_markup_mode=None
)

study.command("evaluate")(evaluate)
study.command("simulate")(simulate)
