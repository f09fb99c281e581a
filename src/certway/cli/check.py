"""`certway check`: may this person apply, from when until when, and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from certway.answers.check import check as check_person
from certway.cli.options import AsJson, AsOf, ExamOn, day_asked, exam_day_asked
from certway.cli.terminal import print_json
from certway.exchange.check_json import check_json, telling_of
from certway.exchange.person_file import load_person
from certway.exchange.rule_files import RuleFiles


def check(
    person: Annotated[
        Path, typer.Argument(metavar="PERSON", help="The person file, YAML or JSON.", show_default=False)
    ],
    credential: Annotated[
        list[str] | None,
        typer.Option("--credential", metavar="ID", help="Only this credential, with every finding; may be repeated."),
    ] = None,
    as_of: AsOf = None,
    exam_on: ExamOn = None,
    all_findings: Annotated[bool, typer.Option("--all-findings", help="Show every condition, met or not.")] = False,
    as_json: AsJson = False,
) -> None:
    """May I apply, from when until when, and what is missing?

    Answers for a person who applies on the day asked about, from the rules in force on that day.
    """
    day = day_asked(as_of)
    exam_day = exam_day_asked(exam_on, as_of=day)
    files = RuleFiles()
    chosen = tuple(dict.fromkeys(credential)) if credential else files.ids
    rules = [(files.credential(one), files.eligibility(one)) for one in chosen]
    answer = check_person(rules, load_person(person), as_of=day, exam_on=exam_day)
    if as_json:
        print_json(check_json(answer))
        return
    from certway.cli.check_screen import show_check

    show_check(answer, telling_of(answer), every_finding=all_findings or bool(credential))
