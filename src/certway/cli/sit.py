"""`certway sit`: exams, and the measurement behind them."""

from __future__ import annotations

import typer

from certway.cli.sit_calibrate import calibrate
from certway.cli.sit_statistics import statistics

sit = typer.Typer(help="Exams, and the measurement behind them.", no_args_is_help=True, rich_markup_mode=None)


sit.command("calibrate")(calibrate)
sit.command("statistics")(statistics)
