"""What several tests of the next steps share: the rules, and the answers for Maria and for holders of a credential."""

from __future__ import annotations

from functools import cache

from certway.answers.advance import Advance, AdvanceRules, NextStep, advance, holder_of
from certway.core.person.reading import read_person
from certway.core.person.record import Record
from certway.core.units.located import located
from certway.exchange.shipped_rules import shipped_rules
from planning import TODAY, maria


@cache
def rules() -> AdvanceRules:
    shipped = shipped_rules()
    return AdvanceRules(shipped.ladder, shipped.wages, shipped.sheets, shipped.trainings)


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
