"""What the states grant, one by one: the licenses, certificates and registrations that a person can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from certway.core.rulebook.states import CREDENTIAL_KINDS, Level, Occupation, StateBook, StateRule
from certway.core.rulebook.values import Value


@dataclass(frozen=True, slots=True)
class StateLicense:
    """A credential of a state."""

    id: str  # as the record and the ladder call it
    rule: StateRule  # the newest that grants it
    level: Level | None  # None = the rule has no levels, and grants one thing
    ended: StateRule | None = None  # the rule that took its place and grants nothing any more

    @property
    def state(self) -> str:
        """Two letters."""
        return self.rule.state

    @property
    def occupation(self) -> Occupation:
        """Whose work it is for."""
        return self.rule.occupation

    @property
    def temporary(self) -> bool:
        """Whether it is a permit on the way to a license, which the rule's cycle, hours and fees are not about."""
        return self.level is not None and self.level.temporary

    def value(self, name: str) -> Value | None:
        """Return a value of the rule: that of the level, as `renewal-fee-technician`, where it has one of its own."""
        own = self.rule.values.get(f"{name}-{self.level.id}") if self.level else None
        return own or self.rule.values.get(name)


def state_licenses(book: StateBook) -> Mapping[str, StateLicense]:
    """Return every license that a state grants, or granted, by its id, in the order of the files."""
    return {one.id: one for one in _licenses(book)}


def _licenses(book: StateBook) -> Iterator[StateLicense]:
    for law in book.laws.values():
        for state in dict.fromkeys(rule.state for rule in law.rules):
            history = [rule for rule in law.rules if rule.state == state and not rule.announced]
            granting = [rule for rule in history if rule.kind in CREDENTIAL_KINDS]
            if granting:
                newest = history[-1]
                yield from _granted(granting[-1], None if newest.kind in CREDENTIAL_KINDS else newest)


def _granted(rule: StateRule, ended: StateRule | None) -> Iterator[StateLicense]:
    state = rule.state.lower()
    if not rule.levels:
        yield StateLicense(f"{state}-{rule.occupation}", rule, None, ended)
    for level in rule.levels:
        if level.see is None:
            yield StateLicense(level.held_as or f"{state}-{level.id}", rule, level, ended)
