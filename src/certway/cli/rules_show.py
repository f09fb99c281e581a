"""`certway rules show`: a credential's rules as a person wants to read them."""

from __future__ import annotations

from typing import Annotated

import typer

from certway.cli.options import AsJson, AsOf, day_asked
from certway.cli.rules_folder import RulesFolder, rule_files
from certway.cli.terminal import print_json
from certway.exchange.rule_sheets import load_sheet
from certway.exchange.words.telling import Telling


def show(
    credential: Annotated[
        str, typer.Argument(metavar="ID", help="A credential, such as cma-aama.", show_default=False)
    ],
    as_of: AsOf = None,
    rules: RulesFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show a credential: who may apply, the exam, fees, renewal, and what is not known.

    Everything is told as it holds on the day asked about, with its sources.
    """
    day = day_asked(as_of)
    sheet = load_sheet(rule_files(rules), credential)
    telling = Telling()
    if as_json:
        from certway.exchange.rules_json import rules_json

        print_json(rules_json(sheet, day=day, telling=telling))
        return
    from certway.cli.rules_screen import show_rules

    show_rules(sheet, day, telling)
