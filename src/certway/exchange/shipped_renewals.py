"""Renewals by the shipped rules, for a process that answers many questions."""

from __future__ import annotations

from certway.answers.finish import Finish, FinishRules, finish
from certway.answers.renew import KeptCredential, Renewals, held_among, renew
from certway.core.person.record import Record
from certway.exchange.shipped_rules import shipped_rules


def shipped_renewals(record: Record, *, as_of: int, also: str = "", before: bool = False) -> Renewals:
    """Return the renewals of everything that a record names and that there are rules for; `as_of` is an ordinal.

    `also` is a credential that is looked at whether she names it or not. With `before` those of the cycle before.
    """
    rules = shipped_rules()
    held = held_among(tuple(rules.sheets), record)
    names = held if not also or also in held else (*held, also)
    asked = [(rules.sheets[name].credential, rules.policies[name]) for name in names]
    return renew(asked, record, as_of=as_of, before=before)


def shipped_ways(kept: KeptCredential, *, as_of: int) -> tuple[Finish, ...]:
    """Return the ways to finish one renewal."""
    rules = shipped_rules()
    rate = rules.sheets[kept.credential.id].exam.get("pass-rate")
    return finish(kept, FinishRules(rules.resources, rate, rules.trainings.values.get("study-hours")), as_of=as_of)
