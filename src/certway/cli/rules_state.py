"""`certway rules state`: what a state asks for beside a certification."""

from __future__ import annotations

from typing import Annotated

import typer

from certway.answers.state import StateAnswer, state_answer
from certway.cli.options import AsJson, AsOf, day_asked
from certway.cli.terminal import print_json
from certway.core.rulebook.credential import Credential
from certway.core.rulebook.forms import nearest
from certway.core.rulebook.states import OCCUPATIONS, Occupation, StateBook
from certway.core.units.errors import CertwayError
from certway.exchange.rule_files import RuleFiles
from certway.exchange.words.telling import Telling


class UnknownOccupationError(CertwayError):
    """Raised for an occupation that no state file is about."""

    def __init__(self, occupation: str) -> None:
        hint = nearest(occupation, OCCUPATIONS)
        super().__init__(f"there is no occupation '{occupation}'{hint}; it is one of {', '.join(OCCUPATIONS)}")


class TwoSubjectsError(CertwayError):
    """Raised when an occupation and a credential, which has its own, are both given."""

    def __init__(self) -> None:
        super().__init__(
            "--occupation and --credential exclude each other: a credential has its occupation; leave one out"
        )


def state(
    state: Annotated[str, typer.Argument(metavar="STATE", help="Two letters, such as TX.", show_default=False)],
    occupation: Annotated[
        str | None,
        typer.Option("--occupation", metavar="NAME", help=f"One of {', '.join(OCCUPATIONS)}; all when left out."),
    ] = None,
    credential: Annotated[
        str | None,
        typer.Option(
            "--credential", metavar="ID", help="Ask about a credential's occupation, and whether it is taken."
        ),
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show what a state asks for: a license, conditions, nothing; or that nobody has looked.

    Fees, renewal, whom to ask, what is not known and the sources stand with it.
    """
    if occupation is not None and credential is not None:
        raise TwoSubjectsError
    files, telling, day = RuleFiles(), Telling(), day_asked(as_of)
    book = files.states()
    asked = files.credential(credential) if credential else None
    answers = _answers(book, state.upper(), _occupations(occupation, asked), asked, day)
    if as_json:
        from certway.exchange.check_json import iso
        from certway.exchange.state_json import state_json

        documents = [state_json(answer, telling) for answer in answers]
        print_json({"as_of": iso(day), "state": state.upper(), "answers": documents})
        return
    from certway.cli.state_screen import show_state

    show_state(answers, book, telling)


def _occupations(occupation: str | None, credential: Credential | None) -> tuple[Occupation | None, ...]:
    """Return what is asked about; None stands for the credential's own."""
    if credential is not None:
        return (None,)
    if occupation is None:
        return OCCUPATIONS
    chosen = tuple(one for one in OCCUPATIONS if one == occupation)
    if not chosen:
        raise UnknownOccupationError(occupation)
    return chosen


def _answers(
    book: StateBook, state: str, occupations: tuple[Occupation | None, ...], credential: Credential | None, day: int
) -> tuple[StateAnswer, ...]:
    return tuple(
        state_answer(book, state=state, occupation=occupation, credential=credential, as_of=day)
        for occupation in occupations
    )
