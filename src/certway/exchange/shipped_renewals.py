"""Renewals by the shipped rules, for a process that answers many questions."""

from __future__ import annotations

from collections.abc import Mapping

from certway.answers.finish import Finish, FinishRules, finish
from certway.answers.lapse import Lapse, LapseRules, lapse_effects
from certway.answers.renew import KeptCredential, Renewals, held_among, renew
from certway.core.person.record import Record
from certway.core.renew.policy import Policy
from certway.core.rulebook.credential import Credential
from certway.exchange.shipped_rules import ShippedRules, shipped_rules
from certway.exchange.state_credentials import state_rules


def shipped_renewals(record: Record, *, as_of: int, also: str = "", before: bool = False) -> Renewals:
    """Return the renewals of everything that a record names and that there are rules for; `as_of` is an ordinal.

    Those of bodies come first, then those of states. `also` is a credential that is looked at whether she names it or
    not. With `before` those of the cycle before.
    """
    rules = shipped_rules()
    held = held_among((*rules.sheets, *rules.licenses), record)
    names = held if not also or also in held else (*held, also)
    return renew([_rules_of(name, rules) for name in names], record, as_of=as_of, before=before)


def _rules_of(name: str, rules: ShippedRules) -> tuple[Credential, Policy]:
    if name in rules.sheets:
        return rules.sheets[name].credential, rules.policies[name]
    return state_rules(rules.licenses[name])


def shipped_ways(kept: KeptCredential, *, as_of: int) -> tuple[Finish, ...]:
    """Return the ways to finish one renewal."""
    rules = shipped_rules()
    rate = None if kept.policy.state else rules.sheets[kept.credential.id].exam.get("pass-rate")
    return finish(kept, FinishRules(rules.resources, rate, rules.trainings.values.get("study-hours")), as_of=as_of)


def shipped_lapse(kept: KeptCredential, record: Record, *, as_of: int) -> Mapping[str, Lapse]:
    """Return what the lapse of a credential means, under its id; nothing where none is near."""
    rules = shipped_rules()
    eligibility = {name: sheet.eligibility for name, sheet in rules.sheets.items()}
    found = lapse_effects(
        kept, record, LapseRules(rules.states, rules.licenses, eligibility, rules.ladder), as_of=as_of
    )  # fmt: skip
    return {} if found is None else {kept.credential.id: found}
