"""`certway rules`: show a credential's rules and a state's, and check the rule files."""

from __future__ import annotations

import typer

from certway.cli.rules_diff import diff
from certway.cli.rules_lint import lint
from certway.cli.rules_show import show
from certway.cli.rules_state import state

rules = typer.Typer(
    help="Show and check the certifying bodies' and the states' rules.", no_args_is_help=True, rich_markup_mode=None
)
rules.command("lint")(lint)
rules.command("show")(show)
rules.command("diff")(diff)
rules.command("state")(state)
