"""`certway sit`: exams, and the measurement behind them."""

from __future__ import annotations

import typer

from certway.cli.sit_calibrate import calibrate

sit = typer.Typer(help="Exams, and the measurement behind them.", no_args_is_help=True, rich_markup_mode=None)


@sit.callback()
def group() -> None:
    """Keep the name of the one command: Typer would leave it out."""


sit.command("calibrate")(calibrate)
