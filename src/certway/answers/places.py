"""In which states does a credential count: is it enough, does the state's licence take it, is it not known?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from certway.core.person.fields import STATES
from certway.core.rulebook.credential import Credential
from certway.core.rulebook.states import CREDENTIAL_KINDS, StateBook, StateRule, state_occupation
from certway.core.rulebook.values import Source


@dataclass(frozen=True, slots=True)
class Places:
    """States, by what a credential is worth there. Each state stands in exactly one of them."""

    enough: frozenset[str]  # the state grants nothing of its own for this work
    accepted: frozenset[str]  # the state grants a licence or the like, and takes this credential for it
    refused: frozenset[str]  # it grants one, and does not take this credential
    unsure: frozenset[str]  # it grants one and what it takes was not found, or the state was not researched

    @property
    def works(self) -> frozenset[str]:
        """Where she can work with it, with the state's licence where there is one."""
        return self.enough | self.accepted


def places_of(book: StateBook, credential: Credential, *, as_of: int) -> Places:
    """Return where a credential counts on a day (an ordinal); nowhere for sure where no state law was looked for."""
    occupation = state_occupation(credential.occupation)
    if occupation is None:
        return Places(frozenset(), frozenset(), frozenset(), frozenset(STATES))
    worth = {state: _worth(book.in_force(state, occupation, as_of), credential.id) for state in STATES}
    return Places(*(frozenset(s for s, found in worth.items() if found == name) for name in _WORTHS))


def laws_about(book: StateBook, credential: Credential, *, as_of: int) -> tuple[Source, ...]:
    """Return what the states' laws about the work of a credential were read from, each source once."""
    occupation = state_occupation(credential.occupation)
    if occupation is None:
        return ()
    rules = (rule for state in STATES for rule in book.in_force(state, occupation, as_of))
    return tuple(dict.fromkeys(rule.source for rule in rules if rule.source))


_WORTHS = ("enough", "accepted", "refused", "unsure")


def _worth(rules: Iterable[StateRule], credential: str) -> str:
    """What all rules that may hold say alike; unsure where they differ."""
    found = {_worth_under(rule, credential) for rule in rules}
    return found.pop() if len(found) == 1 else "unsure"


def _worth_under(rule: StateRule, credential: str) -> str:
    if rule.kind == "not-researched":
        return "unsure"
    if rule.kind not in CREDENTIAL_KINDS:
        return "enough"
    every = tuple(rule.all_accepts())
    if any(credential in one.credentials for one in every):
        return "accepted"
    return "refused" if any(credential in one.refuses for one in every) else "unsure"
