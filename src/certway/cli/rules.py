"""`certway rules`: show a credential's rules, check the rule files, and tell what changed."""

from __future__ import annotations

import typer

from certway.cli.rules_diff import diff
from certway.cli.rules_lint import lint
from certway.cli.rules_show import show

rules = typer.Typer(help="Show and check the certifying bodies' rules.", no_args_is_help=True, rich_markup_mode=None)
rules.command("lint")(lint)
rules.command("show")(show)
rules.command("diff")(diff)
