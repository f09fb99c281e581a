"""`certway bank`: check what one studies with, see how it covers an exam, and carry it in and out."""

from __future__ import annotations

import typer

from certway.cli.bank_coverage import coverage
from certway.cli.bank_export import export_bank
from certway.cli.bank_import import import_bank
from certway.cli.bank_lint import lint

bank = typer.Typer(
    help="Check the bank of questions, see how it covers an exam, carry it in and out.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
bank.command("lint")(lint)
bank.command("coverage")(coverage)
bank.command("import")(import_bank)
bank.command("export")(export_bank)
