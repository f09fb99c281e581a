"""`certway match`: which credential suits me?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from certway.answers.match import MatchRules
from certway.answers.match import match as match_person
from certway.cli.libraries import needed_libraries
from certway.cli.options import AsJson, AsOf, day_asked
from certway.cli.terminal import print_json, progress
from certway.exchange.match_rules import load_match_rules
from certway.exchange.person_file import load_person
from certway.exchange.words.telling import Telling


def match(
    person: Annotated[
        Path, typer.Argument(metavar="PERSON", help="The person file, YAML or JSON.", show_default=False)
    ],
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Which credential suits me, why, and what would change that?

    Ranks all of them by the wishes under 'preferences' of the person file, with an open score: every point has its
    reason, what is not known counts for none, and what another credential beats in everything is marked.
    """
    day, record = day_asked(as_of), load_person(person)
    rules: MatchRules = load_match_rules()
    with needed_libraries(), progress("match.progress"):
        answer = match_person(rules, record, as_of=day)
    telling = Telling(as_of=day)
    if as_json:
        from certway.exchange.match_json import match_json

        print_json(match_json(answer, telling))
        return
    from certway.cli.match_screen import show_match

    show_match(answer, telling)
