"""`certway resources`: what is on offer for a credential, and what it costs."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from certway.answers.resources import resources_for
from certway.cli.options import AsJson, AsOf, day_asked
from certway.cli.terminal import print_json
from certway.core.rulebook.forms import nearest
from certway.core.rulebook.resources import STAGES
from certway.core.units.errors import CertwayError
from certway.exchange.rule_files import RuleFiles
from certway.exchange.words.telling import Telling


class UnknownStageError(CertwayError):
    """Raised for a stage that there is not."""

    def __init__(self, stage: str) -> None:
        super().__init__(f"--stage is '{stage}'{nearest(stage, STAGES)}; the stages are {', '.join(STAGES)}")


def resources(
    credential: Annotated[
        str, typer.Argument(metavar="ID", help="A credential, such as cma-aama.", show_default=False)
    ],
    stage: Annotated[
        list[str] | None, typer.Option("--stage", metavar="STAGE", help="Only this stage; may be repeated.")
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show what helps on the way to a credential and after it, from choosing a program to continuing education.

    The body's own offers first, then what is free; with prices, sources and their age. What was not found is said.
    """
    for one in stage or ():
        if one not in STAGES:
            raise UnknownStageError(one)
    day, files = day_asked(as_of), RuleFiles()
    about = files.credential(credential)
    answer = resources_for(files.resources(), credential, as_of=day)
    if stage:
        answer = replace(answer, stages=tuple(one for one in answer.stages if one.stage in stage))
    if as_json:
        from certway.exchange.resources_json import resources_json

        print_json(resources_json(answer))
        return
    from certway.cli.resources_screen import show_resources
    from certway.exchange.resources_text import resources_text

    show_resources(resources_text(answer, about, Telling(as_of=day)), day)
