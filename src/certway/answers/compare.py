"""Which credential suits: all of them side by side on a day and in a place, what is not known left open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from certway.answers.evidence import Evidence, evidence_of_rules, evidence_of_wage
from certway.answers.figures import SheetFigures, figures_on
from certway.answers.newcomer import Newcomer, newcomer
from certway.answers.sheet import RuleSheet, rules_of
from certway.answers.state import StateAnswer, state_answer
from certway.core.plan.trainings import Trainings
from certway.core.rulebook.credential import Credential
from certway.core.rulebook.states import StateBook
from certway.core.rulebook.wages import COUNTRY, Wage, WageBook


@dataclass(frozen=True, slots=True)
class CompareRules:
    """All that a comparison is made from."""

    sheets: Sequence[RuleSheet]  # in the order in which they are shown
    trainings: Trainings
    states: StateBook
    wages: WageBook


@dataclass(frozen=True, slots=True)
class ComparedCredential:
    """One credential's figures on the day."""

    credential: Credential
    figures: SheetFigures
    newcomer: Newcomer | None  # the way from high school; None = none known
    wage: Wage | None  # the newest median of the state, else of the country; None = not published
    wage_evidence: tuple[Evidence, ...]
    law: StateAnswer | None = None  # what the state asks for beside the credential; None = no state was named
    law_evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Credentials on one day, in one place."""

    as_of: int  # ordinal
    state: str  # two letters; empty = the whole country
    credentials: tuple[ComparedCredential, ...]

    def of(self, ids: Collection[str]) -> Comparison:
        """Return the comparison of these credentials alone."""
        return replace(self, credentials=tuple(one for one in self.credentials if one.credential.id in ids))


def compare(rules: CompareRules, *, as_of: int, state: str = "") -> Comparison:
    """Return the credentials side by side, in the order of the rules; `as_of` is an ordinal, `state` two letters.

    Raises UnknownStateError for what is no state.
    """
    credentials = tuple(_compared(sheet, rules, as_of) for sheet in rules.sheets)
    return in_state(Comparison(as_of, "", credentials), rules, state)


def in_state(found: Comparison, rules: CompareRules, state: str) -> Comparison:
    """Return a comparison with the pay and the law of a state; raises UnknownStateError for what is no state."""
    if not state:
        return found
    return replace(
        found, state=state, credentials=tuple(_placed(one, rules, state, found.as_of) for one in found.credentials)
    )


def _placed(one: ComparedCredential, rules: CompareRules, state: str, day: int) -> ComparedCredential:
    law = state_answer(rules.states, state=state, credential=one.credential, as_of=day)
    wage = rules.wages.pay(one.credential.occupation, state)
    return replace(
        one,
        wage=wage,
        wage_evidence=evidence_of_wage(wage, rules.wages),
        law=law,
        law_evidence=evidence_of_rules(law.rules),
    )


def _compared(sheet: RuleSheet, rules: CompareRules, day: int) -> ComparedCredential:
    wage = rules.wages.pay(sheet.credential.occupation, COUNTRY)
    return ComparedCredential(
        credential=sheet.credential,
        figures=figures_on(sheet, day),
        newcomer=newcomer(rules_of(sheet, rules.trainings), start=day),
        wage=wage,
        wage_evidence=evidence_of_wage(wage, rules.wages),
    )
