"""`certway resume export`: what others may see of a person file, as a JSON Resume."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from certway.cli.files import write_file
from certway.cli.terminal import print_json
from certway.exchange.json_resume import resume_text, write_resume
from certway.exchange.person_file import load_person
from certway.exchange.rule_files import RuleFiles
from certway.exchange.words.catalogue import catalogue


def export(
    person: Annotated[
        Path, typer.Argument(metavar="PERSON", help="The person file, YAML or JSON.", show_default=False)
    ],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where to write it; standard output when left out.")
    ] = None,
    without_numbers: Annotated[
        bool, typer.Option("--without-numbers", help="Leave out the numbers of your certificates.")
    ] = False,
) -> None:
    """Write what others may see of a person file as a JSON Resume, version 1.0.0.

    Your birthday, what you state about yourself, exams taken, fees, wishes and procedures are never in it.
    """
    document = write_resume(load_person(person), credentials=RuleFiles().credentials(), numbers=not without_numbers)
    if out is None:
        print_json(document)
        return
    write_file(out, resume_text(document).encode())
    print(catalogue().say("resume.wrote", file=str(out)), file=sys.stderr)
