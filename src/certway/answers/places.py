"""In which states does a credential count: is it enough, does the state's license take it, is it not known?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.answers.state import StateAnswer, state_answer
from certway.core.person.fields import STATES
from certway.core.rulebook.credential import Credential
from certway.core.rulebook.states import StateBook
from certway.core.rulebook.values import Confidence, Source

Worth: TypeAlias = Literal["enough", "accepted", "refused", "unsure"]


@dataclass(frozen=True, slots=True)
class Places:
    """States, by what a credential is worth there. Each state stands in exactly one of the first four."""

    enough: frozenset[str]  # the state is known to grant nothing of its own for this work
    accepted: frozenset[str]  # the state grants a license or the like, and takes this credential for it
    refused: frozenset[str]  # it grants one, and does not take this credential
    unsure: frozenset[str]  # not researched, disputed, or what the state grants or takes was not found
    second_hand: frozenset[str]  # of the first three, those of which somebody else says so, or a conclusion of ours
    oldest: int | None  # ordinal: since when the oldest text is known that the first three rest on; None = on none

    @property
    def works(self) -> frozenset[str]:
        """Where she can work with it, with the state's license where there is one."""
        return self.enough | self.accepted

    @property
    def known(self) -> frozenset[str]:
        """Of which anything is known."""
        return self.works | self.refused


def places_of(book: StateBook, credential: Credential, *, as_of: int) -> Places:
    """Return where a credential counts on a day (an ordinal); nowhere for sure where no state law was looked for."""
    answers = {state: state_answer(book, state=state, credential=credential, as_of=as_of) for state in STATES}
    worth = {state: worth_of(answer) for state, answer in answers.items()}
    known = [answer for state, answer in answers.items() if worth[state] != "unsure"]

    def worth_that(name: Worth) -> frozenset[str]:
        return frozenset(state for state, found in worth.items() if found == name)

    return Places(
        enough=worth_that("enough"),
        accepted=worth_that("accepted"),
        refused=worth_that("refused"),
        unsure=worth_that("unsure"),
        second_hand=frozenset(answer.state for answer in known if _confidence(answer) != "primary"),
        oldest=min((source.known_since for answer in known for source in _sources(answer)), default=None),
    )


def worth_of(answer: StateAnswer) -> Worth:
    """Return what a credential is worth by what one state's answer says of it."""
    taken = answer.acceptance.taken if answer.acceptance else "not-named"
    if answer.need == "needed":
        return "accepted" if taken == "accepted" else "refused" if taken == "refused" else "unsure"
    if answer.need == "conditions":
        if taken in ("accepted", "refused"):
            return "enough" if taken == "accepted" else "refused"
        names_others = any(accepts.credentials for rule in answer.rules for accepts in rule.all_accepts())
        return "enough" if answer.no_credential and not names_others else "unsure"
    if answer.need == "repealed":
        disputed = answer.confidence == "uncertain" or any(rule.conflicts for rule in answer.rules)
        return "unsure" if disputed else "enough"
    return "enough" if answer.need == "not-needed" else "unsure"


def _confidence(answer: StateAnswer) -> Confidence | None:
    return answer.no_credential.confidence if answer.no_credential else answer.confidence


def _sources(answer: StateAnswer) -> Iterator[Source]:
    if answer.no_credential:
        yield answer.no_credential.source
    yield from (rule.source for rule in answer.rules if rule.source)
