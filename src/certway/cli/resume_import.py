"""`certway resume import`: a person file from anybody's JSON Resume."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from certway.cli.files import keep_file, write_file
from certway.cli.options import AsJson
from certway.cli.terminal import print_json
from certway.core.person.reading import write_person
from certway.exchange.json_resume_reading import Dropped, load_resume
from certway.exchange.person_file import dump_person
from certway.exchange.rule_files import RuleFiles
from certway.exchange.words.catalogue import catalogue


def import_(
    resume: Annotated[Path, typer.Argument(metavar="RESUME", help="A JSON Resume.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="PERSON", help="The person file to write; standard output when left out."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a person file from a JSON Resume, and list what was not taken over.

    Nothing is guessed: what is not clear stays unknown.
    """
    if out is not None:
        keep_file(out, force=force)
    read = load_resume(resume, credentials=RuleFiles().credentials())
    text = dump_person(read.record)
    if out is not None:
        write_file(out, text.encode())
        print(catalogue().say("resume.read", file=str(out)), file=sys.stderr)
    if as_json:
        dropped = [{"path": one.path, "line": one.line, "why": one.why, "text": _said(one)} for one in read.dropped]
        print_json({"person": write_person(read.record), "dropped": dropped})
        return
    if out is None:
        print(text, end="")
    if read.dropped:
        print(catalogue().say("resume.dropped"), file=sys.stderr)
        for one in read.dropped:
            print(f"{resume}:{one.line}: {one.path}: {_said(one)}", file=sys.stderr)


def _said(dropped: Dropped) -> str:
    return catalogue().say(dropped.why, value=dropped.value)
