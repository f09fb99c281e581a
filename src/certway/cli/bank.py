"""`certway bank`: check what one studies with, and see how it covers an exam."""

from __future__ import annotations

import typer

from certway.cli.bank_coverage import coverage
from certway.cli.bank_lint import lint

bank = typer.Typer(
    help="Check the bank of questions, and see how it covers an exam.", no_args_is_help=True, rich_markup_mode=None
)
bank.command("lint")(lint)
bank.command("coverage")(coverage)
