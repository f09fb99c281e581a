"""What does a state ask for beside a certification: a license, conditions, nothing, or nobody has looked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.core.person.fields import STATES
from certway.core.rulebook.credential import Credential
from certway.core.rulebook.state_clocks import RenewalClock
from certway.core.rulebook.states import (
    CREDENTIAL_KINDS,
    Board,
    Kind,
    Level,
    NoCredential,
    Occupation,
    StateBook,
    StateRule,
    UnknownStateError,
    state_occupation,
)
from certway.core.rulebook.values import Confidence, Conflict, Source, Value, Version
from certway.core.units.days import to_date

Need: TypeAlias = Literal["needed", "not-needed", "conditions", "repealed", "unknown", "not-researched"]
"""`unknown`: one of two rules held, and they say different things. `repealed` is not needed any more."""

Taken: TypeAlias = Literal["accepted", "named", "refused", "not-named"]
"""`accepted` for a level; `named`: the sources name the body, but not the level; `not-named`: nobody says."""

_WEAKNESS: tuple[Confidence, ...] = ("primary", "secondary", "uncertain")
_NEEDS: dict[Kind, Need] = {
    "license": "needed",
    "certificate": "needed",
    "registration": "needed",
    "scope": "conditions",
    "facility": "conditions",
    "none": "not-needed",
    "repealed": "repealed",
    "not-researched": "not-researched",
}


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Whether a state takes a credential."""

    credential: str  # id
    taken: Taken
    levels: tuple[Level, ...] = ()  # the state's own credentials for which it is accepted


@dataclass(frozen=True, slots=True)
class StateConflict:
    """A contradiction between sources: about a value, or about the rule itself when `value` is None."""

    conflict: Conflict
    value: Value | None = None
    version: Version | None = None


@dataclass(frozen=True, slots=True)
class AgedSource:
    """A source, and how old its evidence is on the day asked about."""

    source: Source
    months: int | None  # whole ones since its own date, or since it was read; None when that is later than the day


@dataclass(frozen=True, slots=True)
class StateAnswer:
    """What one state says about one occupation on one day."""

    as_of: int  # ordinal
    state: str
    occupation: Occupation | None  # None: no state law was looked for about this credential's occupation
    need: Need
    rules: tuple[StateRule, ...]  # those that may hold, oldest first; several where the day of a change is not known
    other: StateRule | None  # where none is known to hold: a rule of another day, or one only proposed
    acceptance: Acceptance | None  # None when no credential was asked about

    @property
    def rule(self) -> StateRule | None:
        """The newest rule that may hold; None when there is nothing known."""
        return self.rules[-1] if self.rules else None

    @property
    def confidence(self) -> Confidence | None:
        """How good the source of the answer is: the weakest of those that may hold; None when nothing is known."""
        found: list[Confidence] = [rule.source.confidence for rule in self.rules if rule.source]
        return max(found, key=_WEAKNESS.index, default=None)

    @property
    def no_credential(self) -> NoCredential | None:
        """How it is known that the state grants no credential; None when it is not, or when it did grant one."""
        if self.rule is None or self.need in ("needed", "unknown"):
            return None
        return self.rule.no_credential

    @property
    def board(self) -> Board | None:
        """Who to ask."""
        known = [rule.board for rule in (*self.rules[::-1], *((self.other,) if self.other else ())) if rule.board]
        return known[0] if known else None

    @property
    def renewal(self) -> RenewalClock | None:
        """The dates of a renewal."""
        return self.rule.renewal if self.rule else None

    def values(self) -> Iterator[Value]:
        """Yield the dated values that say something on the day."""
        for rule in self.rules:
            yield from self.values_of(rule)

    def values_of(self, rule: StateRule) -> Iterator[Value]:
        """Yield those of one of its rules."""
        return (value for value in rule.values.values() if self.versions(value))

    def value(self, name: str) -> Value | None:
        """Return the value of that id, such as `application-fee`, of the newest rule that has it."""
        return next((rule.values[name] for rule in reversed(self.rules) if name in rule.values), None)

    def versions(self, value: Value) -> tuple[Version, ...]:
        """Return what a value may be on the day; an announced one where nothing else is known."""
        return value.in_force(self.as_of) or tuple(v for v in value.versions if v.state == "announced")


def state_answer(
    book: StateBook,
    *,
    state: str,
    as_of: int,
    occupation: Occupation | None = None,
    credential: Credential | None = None,
) -> StateAnswer:
    """Return what a state asks of an occupation, or of that of a credential, on a day (an ordinal).

    Raises UnknownStateError for what is no state.
    """
    about = occupation or (state_occupation(credential.occupation) if credential else None)
    if state not in STATES:
        raise UnknownStateError(state)
    if about is None:
        return StateAnswer(as_of, state, None, "not-researched", (), None, _untold(credential))
    every = book.in_force(state, about, as_of)
    held = tuple(rule for rule in every if rule.kind != "not-researched")
    needs = {_NEEDS[rule.kind] for rule in every}
    newest = book.rule(state, about)
    return StateAnswer(
        as_of=as_of,
        state=state,
        occupation=about,
        need=needs.pop() if len(needs) == 1 else "unknown",
        rules=held,
        other=newest if not held and newest.kind != "not-researched" else None,
        acceptance=_acceptance(held, credential.id) if credential else None,
    )


def _untold(credential: Credential | None) -> Acceptance | None:
    return Acceptance(credential.id, "not-named") if credential else None


def _acceptance(held: tuple[StateRule, ...], credential: str) -> Acceptance:
    """Return what the rules have in common about a credential."""
    each = [_accepted_by(rule, credential) for rule in held]
    if not each or len({one.taken for one in each}) > 1:
        return Acceptance(credential, "not-named")
    return each[-1]


def _accepted_by(rule: StateRule, credential: str) -> Acceptance:
    levels = rule.accepted_by(credential)
    if levels:
        return Acceptance(credential, "accepted", levels)
    if credential in rule.accepts.credentials:
        # A rule without levels has nothing left to tell; where it has some, for which is open.
        return Acceptance(credential, "named" if rule.levels else "accepted")
    refused = any(credential in accepts.refuses for accepts in rule.all_accepts())
    return Acceptance(credential, "refused" if refused else "not-named")


def conflicts_of(answer: StateAnswer) -> tuple[StateConflict, ...]:
    """Return every contradiction between the sources of an answer."""
    found = [StateConflict(conflict) for rule in answer.rules for conflict in rule.conflicts]
    for value in answer.values():
        for version in answer.versions(value):
            found += [StateConflict(conflict, value, version) for conflict in version.conflicts]
    return tuple(found)


def unknown_of(answer: StateAnswer) -> tuple[Value, ...]:
    """Return the values that were looked for and not found."""
    return tuple(v for v in answer.values() if any(one.state == "not-found" for one in answer.versions(v)))


def sources_of(answer: StateAnswer) -> tuple[AgedSource, ...]:
    """Return what an answer rests on, each address once with its confidence, in the order of use."""
    found: dict[tuple[str, str], Source] = {}
    for source in _sources(answer):
        found.setdefault((source.url, source.confidence), source)
    return tuple(AgedSource(source, _months(source.known_since, answer.as_of)) for source in found.values())


def _sources(answer: StateAnswer) -> Iterator[Source]:
    for rule in (*answer.rules, *((answer.other,) if answer.other else ())):
        yield from rule.sources()
    none = answer.no_credential
    yield from (none.source, *none.also) if none else ()
    for value in answer.values():
        for version in answer.versions(value):
            yield version.source
            yield from (conflict.source for conflict in version.conflicts)


def _months(first: int, last: int) -> int | None:
    if last < first:
        return None
    begin, end = to_date(first), to_date(last)
    months = (end.year - begin.year) * 12 + end.month - begin.month
    return months - (end.day < begin.day)


def grants(answer: StateAnswer) -> tuple[Kind, ...]:
    """Return what the state grants on the day, such as `license`."""
    return tuple(dict.fromkeys(rule.kind for rule in answer.rules if rule.kind in CREDENTIAL_KINDS))
