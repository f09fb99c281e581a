"""What several tests of the next steps share: the rules, and the answers for Maria and for holders of a credential."""

from __future__ import annotations

from functools import cache

from certway.answers.advance import Advance, NextStep, advance, holder_of
from certway.core.person.reading import read_person
from certway.core.person.record import Record
from certway.core.units.located import located
from certway.exchange.advance_rules import load_advance_rules as rules
from planning import TODAY, maria

__all__ = ["holders_steps", "marias_steps", "person", "rules", "step"]


@cache
def marias_steps() -> Advance:
    return advance(rules(), maria(), as_of=TODAY)


@cache
def holders_steps(credential: str, state: str = "") -> Advance:
    return advance(rules(), holder_of(credential, day=TODAY), as_of=TODAY, state=state)


def person(**told: object) -> Record:
    return read_person(located(told, file="person"))


def step(answer: Advance, rung: str) -> NextStep:
    (found,) = (one for one in answer.steps if one.rung.id == rung)
    return found
