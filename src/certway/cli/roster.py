"""`certway roster`: the verdicts of many people, and the files to fill in for them."""

from __future__ import annotations

import typer

from certway.cli.roster_check import check
from certway.cli.roster_template import template

roster = typer.Typer(help="The verdicts of many people at once.", no_args_is_help=True, rich_markup_mode=None)
roster.command("check")(check)
roster.command("template")(template)
