"""What the states ask of laboratory staff, medical assistants and phlebotomists, beside what a body certifies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, TypeAlias

from certway.core.person.fields import STATES
from certway.core.rulebook.forms import nearest
from certway.core.rulebook.state_clocks import RenewalClock
from certway.core.rulebook.values import Confidence, Conflict, Source, Value
from certway.core.units.days import FIRST_DAY, LAST_DAY, DaySpan
from certway.core.units.errors import CertwayError

Occupation: TypeAlias = Literal["laboratory", "medical-assistants", "phlebotomists"]
OCCUPATIONS: tuple[Occupation, ...] = ("laboratory", "medical-assistants", "phlebotomists")

Kind: TypeAlias = Literal[
    "license", "certificate", "registration", "scope", "facility", "none", "repealed", "not-researched"
]
KINDS = ("license", "certificate", "registration", "scope", "facility", "none", "repealed")  # what a file may say
CREDENTIAL_KINDS = ("license", "certificate", "registration")  # the state grants something, and asks for it

KnownBy: TypeAlias = Literal["law", "conclusion", "table", "exclusion"]
KNOWN_BY: tuple[KnownBy, ...] = ("law", "conclusion", "table", "exclusion")

# The one place that says which state law speaks about whom: the `occupation` of credential.yaml to that of the states.
# What is not here, such as patient care, belongs to no occupation whose state law was looked for.
_OCCUPATION_OF: Mapping[str, Occupation] = {
    "laboratory-technician": "laboratory",
    "laboratory-scientist": "laboratory",
    "medical-assistant": "medical-assistants",
    "phlebotomist": "phlebotomists",
    "phlebotomy-technician": "phlebotomists",
}


def state_occupation(occupation: str) -> Occupation | None:
    """Return the occupation of the state files that a credential's own `occupation` belongs to; None for none."""
    return _OCCUPATION_OF.get(occupation)


@dataclass(frozen=True, slots=True)
class Board:
    """Who grants a state credential, or answers for the rule."""

    name: str
    url: str = ""  # "" = not found


@dataclass(frozen=True, slots=True)
class Accepts:
    """Which certificates a state takes; the ids are Certway's own."""

    credentials: tuple[str, ...] = ()  # taken: the sources name the body for it
    refuses: tuple[str, ...] = ()  # not taken, by a source's own words
    bodies: tuple[str, ...] = ()  # everything that the sources name, in their words
    note: str = ""
    source: Source | None = None  # None = the level's, or the rule's


@dataclass(frozen=True, slots=True)
class Level:
    """One credential among those that a state grants."""

    id: str
    name: str
    needs: str = ""  # "" = not found
    accepts: Accepts = Accepts()
    note: str = ""
    source: Source | None = None  # None = the rule's
    held_as: str = ""  # how the record and the ladder call it; "" = the state's letters and its id
    see: Occupation | None = None  # the file of this occupation tells of it; None = this one does
    temporary: bool = False  # a permit on the way to a license: cycle, hours and fees of the rule are none of its own


@dataclass(frozen=True, slots=True)
class NoCredential:
    """That a state grants no credential, and how that is known."""

    state: str
    known_by: KnownBy
    says: str
    source: Source
    confidence: Confidence  # of the statement; a conclusion can be weaker than the source it is drawn from
    also: tuple[Source, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement about all states."""

    id: str
    says: str
    source: Source
    also: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class StateRule:
    """What one state asks for."""

    state: str
    occupation: Occupation
    kind: Kind
    says: str  # "" exactly when it was not researched
    source: Source | None  # None exactly when it was not researched
    also: tuple[Source, ...] = ()
    begins: DaySpan | None = None  # the days on which it may have taken over; None = not known
    until: int | None = None  # last day, where a source gives it
    announced: bool = False  # proposed, and not known to be in force
    board: Board | None = None
    levels: tuple[Level, ...] = ()
    accepts: Accepts = Accepts()  # for the rule as a whole, where the sources do not tell the level
    values: Mapping[str, Value] = field(default_factory=dict)
    renewal: RenewalClock | None = None
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()
    no_credential: NoCredential | None = None  # that the state grants none, known beside the rule or instead of one

    def accepted_by(self, credential: str) -> tuple[Level, ...]:
        """Return the levels that take a credential by name."""
        return tuple(level for level in self.levels if credential in level.accepts.credentials)

    def all_accepts(self) -> Iterator[Accepts]:
        """Yield what the rule and each of its levels take."""
        yield self.accepts
        for level in self.levels:
            yield level.accepts

    def sources(self) -> Iterator[Source]:
        """Yield every source of what is said beside the dated values."""
        yield from (self.source,) if self.source else ()
        yield from self.also
        yield from (level.source for level in self.levels if level.source)
        yield from (accepts.source for accepts in self.all_accepts() if accepts.source)
        yield from (conflict.source for conflict in self.conflicts)
        yield from (self.renewal.source,) if self.renewal else ()


@dataclass(frozen=True, slots=True)
class StateLaw:
    """What all states say about one occupation: one file."""

    occupation: Occupation
    caution: str
    overview: tuple[Claim, ...]
    rules: tuple[StateRule, ...]  # those of one state oldest first
    no_credential: tuple[NoCredential, ...]


class UnknownStateError(CertwayError):
    """Raised for what is no state, DC or PR."""

    def __init__(self, state: str) -> None:
        hint = nearest(state, STATES)
        super().__init__(f"there is no state '{state}'{hint}; write it with two letters, such as TX, DC or PR")


@dataclass(frozen=True)
class StateBook:
    """The law of every state about every occupation. A state that no file names is not researched: never "no rule"."""

    laws: Mapping[Occupation, StateLaw]

    def history(self, state: str, occupation: Occupation) -> tuple[StateRule, ...]:
        """Return the rules of a state, oldest first; a single one that says so where it was not researched."""
        if state not in STATES:
            raise UnknownStateError(state)
        law = self.laws.get(occupation)
        found = tuple(rule for rule in law.rules if rule.state == state) if law else ()
        if found:
            return found
        none = next((one for one in law.no_credential if one.state == state), None) if law else None
        if none is None:
            return (_not_researched(state, occupation),)
        return (StateRule(state, occupation, "none", none.says, none.source, no_credential=none),)

    def rule(self, state: str, occupation: Occupation) -> StateRule:
        """Return the newest rule of a state, or one whose kind is `not-researched`."""
        return self.history(state, occupation)[-1]

    def in_force(self, state: str, occupation: Occupation, day: int) -> tuple[StateRule, ...]:
        """Return every rule that may hold on a day, oldest first: several where the day of a change is not known.

        Before the first rule and after the last, nothing is known: then one of them is `not-researched`.
        """
        held = [rule for rule in self.history(state, occupation) if not rule.announced]
        if not held:
            return (_not_researched(state, occupation),)
        begun = [takeover(before, after) for before, after in pairwise([None, *held]) if after is not None]
        lasts = [days.last - 1 for days in begun[1:]] + [LAST_DAY]
        found = tuple(
            rule
            for rule, days, last in zip(held, begun, lasts, strict=True)
            if days.first <= day <= (last if rule.until is None else min(last, rule.until))
        )
        # Until the day on which the first rule has surely begun, it may be too early for it.
        early = day < begun[0].last
        return (_not_researched(state, occupation), *found) if early or not found else found


def takeover(before: StateRule | None, after: StateRule) -> DaySpan:
    """Return the days on which a rule may have begun to hold, after the one `before` it; None = there is none."""
    if after.begins is not None:
        return after.begins
    if before is None or after.source is None:
        return DaySpan(FIRST_DAY, FIRST_DAY)
    return DaySpan(FIRST_DAY, after.source.known_since) if before.until is None else _exactly(before.until + 1)


def _exactly(day: int) -> DaySpan:
    return DaySpan(day, day)


def _not_researched(state: str, occupation: Occupation) -> StateRule:
    return StateRule(state, occupation, "not-researched", "", None)
