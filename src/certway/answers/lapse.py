"""What does a lapse close: the right that a state gives, and the way up the ladder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from certway.answers.renew import KeptCredential
from certway.answers.state import StateAnswer, state_answer
from certway.core.advance.ladder import Edge, Ladder, Rung
from certway.core.person.record import Record
from certway.core.rulebook.credential import EligibilityRules, Route
from certway.core.rulebook.held_leaves import needs_current
from certway.core.rulebook.nodes import Node
from certway.core.rulebook.state_licenses import StateLicense
from certway.core.rulebook.states import StateBook, state_occupation
from certway.core.rulebook.values import Source, Value

SOON_DAYS = 180  # before its last day a lapse is worth a word
LAPSED_VALUES = ("late-renewal", "expired-3-years")
"""The values of a state's rule, in words, that say what becomes of a license that was not renewed."""


@dataclass(frozen=True, slots=True)
class StateEffect:
    """What a state asks for of whom the credential lapses."""

    state: str  # two letters
    answer: StateAnswer  # what it asks for, and whether it takes the credential
    licenses: tuple[str, ...]  # ids of hers, of that state and for that work
    values: tuple[Value, ...] = ()  # what the state says of a license that was not renewed; only where it is one


@dataclass(frozen=True, slots=True)
class ClosedRoute:
    """A route to another credential that takes this one only while it is good."""

    credential: str  # id of the other one
    route: Route
    clause: Node  # that asks for it

    @property
    def source(self) -> Source | None:
        """Where that stands."""
        return self.clause.face.source


@dataclass(frozen=True, slots=True)
class ClosedStep:
    """A step of the ladder that needs a credential valid."""

    edge: Edge
    end: Rung  # where it leads


@dataclass(frozen=True, slots=True)
class Lapse:
    """What a lapse means."""

    credential: str  # id
    on: int  # ordinal of its last good day
    over: bool  # whether that day has passed
    states: tuple[StateEffect, ...]  # where she lives first
    routes: tuple[ClosedRoute, ...]
    steps: tuple[ClosedStep, ...]  # without those that lead to a credential of `routes`


@dataclass(frozen=True, slots=True)
class LapseRules:
    """What the answer needs besides the renewal."""

    states: StateBook
    licenses: Mapping[str, StateLicense]
    eligibility: Mapping[str, EligibilityRules]  # of every credential, by id
    ladder: Ladder


def is_lapsing(kept: KeptCredential, *, as_of: int) -> bool:
    """Tell whether a credential has lapsed, or does so within half a year from a day (an ordinal)."""
    expires = kept.renewal.expires
    return kept.renewal.held is not None and expires is not None and expires - as_of <= SOON_DAYS


def lapse_effects(kept: KeptCredential, record: Record, rules: LapseRules, *, as_of: int) -> Lapse | None:
    """Return what the lapse of a credential means, seen from a day (an ordinal); None where none is near."""
    expires = kept.renewal.expires
    if expires is None or not is_lapsing(kept, as_of=as_of):
        return None
    name = kept.credential.id
    routes = tuple(_routes(name, rules.eligibility, max(as_of, expires)))
    reached = {one.credential for one in routes}
    return Lapse(
        credential=name,
        on=expires,
        over=expires < as_of,
        states=tuple(_states(kept, record, rules, as_of)),
        routes=routes,
        steps=tuple(one for one in _steps(name, rules.ladder) if one.edge.end not in reached),
    )


def _routes(credential: str, eligibility: Mapping[str, EligibilityRules], day: int) -> Iterator[ClosedRoute]:
    for rules in eligibility.values():
        for route in rules.routes:
            clause = needs_current(route.rule, credential)
            if clause is not None and (route.until is None or day <= route.until):
                yield ClosedRoute(rules.credential, route, clause)


def _steps(credential: str, ladder: Ladder) -> Iterator[ClosedStep]:
    """Yield what leads on from a credential only while it is valid; what it counts as can be held otherwise too."""
    for edge in ladder.edges:
        if edge.start == credential and edge.needs_valid:
            yield ClosedStep(edge, ladder.rungs[edge.end])


def _states(kept: KeptCredential, record: Record, rules: LapseRules, as_of: int) -> Iterator[StateEffect]:
    own = rules.licenses.get(kept.credential.id)
    if own is not None:
        answer = state_answer(rules.states, state=own.state, occupation=own.occupation, as_of=as_of)
        values = tuple(own.rule.values[name] for name in LAPSED_VALUES if name in own.rule.values)
        yield StateEffect(own.state, answer, (own.id,), values)
        return
    occupation = state_occupation(kept.credential.occupation)
    held = [rules.licenses[name] for name in _held(record) if name in rules.licenses]
    hers = [one for one in held if one.occupation == occupation]
    person = record.single("person")
    home = person.get("lives_in") if person else None
    for state in dict.fromkeys([*([home] if isinstance(home, str) else []), *(one.state for one in hers)]):
        answer = state_answer(rules.states, state=state, credential=kept.credential, as_of=as_of)
        yield StateEffect(state, answer, tuple(one.id for one in hers if one.state == state))


def _held(record: Record) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(entry.get("id", "")) for entry in record.entries("credentials") or ()))
