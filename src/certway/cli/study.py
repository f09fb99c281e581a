"""`certway study`: what is known of learning, and how well."""

from __future__ import annotations

import typer

from certway.cli.study_evaluate import evaluate

study = typer.Typer(help="Study, and how well it is foretold.", no_args_is_help=True, rich_markup_mode=None)


@study.callback()
def group() -> None:
    """Keep the name of the one command: Typer would leave it out."""


study.command("evaluate")(evaluate)
