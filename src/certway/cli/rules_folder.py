"""Which rule files to answer from: the shipped ones, or those of a folder, such as a copy that one corrects."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from certway.exchange.rule_files import RuleFiles
from certway.exchange.rule_lint import NoRulesError

RulesFolder = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FOLDER", help="A folder of rules; the shipped ones when left out."),
]


def rule_files(folder: Path | None) -> RuleFiles:
    """Return the rule files of a folder; raises NoRulesError when it holds none."""
    if folder is None:
        return RuleFiles()
    files = RuleFiles(folder)
    if not files.ids:
        raise NoRulesError(folder)
    return files
