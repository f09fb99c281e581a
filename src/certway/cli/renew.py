"""`certway renew`: what keeps a credential, until when, and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from certway.cli.options import AsJson, AsOf, day_asked
from certway.cli.terminal import print_json
from certway.exchange.person_file import load_person
from certway.exchange.renew_rules import load_lapses, load_ways, renew_asked
from certway.exchange.rule_files import RuleFiles
from certway.exchange.words.telling import Telling


def renew(
    person: Annotated[
        Path, typer.Argument(metavar="PERSON", help="The person file, YAML or JSON.", show_default=False)
    ],
    credential: Annotated[
        list[str] | None,
        typer.Option("--credential", metavar="ID", help="Only this credential, with every credit; may be repeated."),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """How do I keep what I hold, until when, and what is missing?

    Answers for every credential that the person file names: what counts and why, every date, and the ways to renew.
    """
    day = day_asked(as_of)
    files, record = RuleFiles(), load_person(person)
    answer = renew_asked(files, record, credential or (), as_of=day)
    if as_json:
        from certway.exchange.renew_json import renew_json

        print_json(renew_json(answer, load_lapses(files, answer, record)))
        return
    from certway.cli.renew_screen import show_renewals
    from certway.exchange.renew_text import renewals_text

    telling = Telling(as_of=day, entries={name: len(entries) for name, entries in record.lists.items()})
    lapses = load_lapses(files, answer, record) if credential else {}
    text = renewals_text(answer, record, telling, load_ways(files, answer), lapses)
    show_renewals(text, telling.words, every_credit=bool(credential))
