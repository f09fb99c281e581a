"""Which credential suits: all of them side by side on a day and in a place, what is not known left open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from certway.answers.amounts import Amount, amount_on, widest
from certway.answers.evidence import Evidence, evidence_on
from certway.answers.newcomer import Newcomer, newcomer
from certway.answers.sheet import RuleSheet, rules_of
from certway.answers.state import StateAnswer, state_answer
from certway.core.plan.trainings import Trainings
from certway.core.rulebook.credential import Credential, Route
from certway.core.rulebook.states import StateBook
from certway.core.rulebook.values import Value
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
    apply_usd: Amount  # application and exam, over the routes that are open
    items: Amount  # questions of the exam in all
    minutes: Amount  # testing time
    passing_score: Amount  # on the body's own scale
    delivery: Value | None  # how and where the exam can be taken
    cycle_months: Amount
    points: Amount  # to be earned in a cycle
    upkeep_usd: Amount  # a year: the renewal fee spread over the cycle, and the yearly fee
    newcomer: Newcomer | None  # the way from high school; None = none known
    wage: Wage | None  # the newest median of the state, else of the country; None = not published
    law: StateAnswer | None  # what the state asks for beside the credential; None = no state was named
    evidence: Mapping[str, tuple[Evidence, ...]]  # what each of the figures above rests on, by its name here


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
    behind_law = tuple(Evidence(rule.says, rule.source, rule.conflicts) for rule in law.rules if rule.source)
    return replace(
        one, law=law, wage=wage, evidence={**one.evidence, "wage": _behind(wage, rules.wages), "law": behind_law}
    )


def _behind(wage: Wage | None, book: WageBook) -> tuple[Evidence, ...]:
    """Return the copies of the survey that a row was read from."""
    return tuple(Evidence(wage.title, source) for source in book.sources(wage)) if wage else ()


def _compared(sheet: RuleSheet, rules: CompareRules, day: int) -> ComparedCredential:
    open_routes = [route for route in sheet.eligibility.routes if route.until is None or day <= route.until]
    cycle = amount_on(sheet.renewal.get("cycle"), day)
    # A body without a yearly fee has no such value; one whose fee was not found has it, as not found.
    annual = amount_on(sheet.fees["annual-fee"], day) if "annual-fee" in sheet.fees else (0.0, 0.0)
    wage = rules.wages.pay(sheet.credential.occupation, COUNTRY)
    evidence = {name: evidence_on(values, day) for name, values in _values_behind(sheet, open_routes).items()}
    return ComparedCredential(
        credential=sheet.credential,
        apply_usd=widest(amount_on(sheet.fees.get(route.fee), day) for route in open_routes),
        items=amount_on(sheet.exam.get("items-total"), day),
        minutes=amount_on(sheet.exam.get("minutes"), day),
        passing_score=amount_on(sheet.exam.get("passing-score"), day),
        delivery=sheet.exam.get("delivery-modes"),
        cycle_months=cycle,
        points=amount_on(sheet.renewal.get("points-total"), day),
        upkeep_usd=_upkeep(amount_on(sheet.fees.get("renewal-fee"), day), cycle, annual),
        newcomer=newcomer(rules_of(sheet, rules.trainings), start=day),
        wage=wage,
        law=None,
        evidence={**evidence, "wage": _behind(wage, rules.wages), "law": ()},
    )


def _values_behind(sheet: RuleSheet, open_routes: Sequence[Route]) -> Mapping[str, tuple[Value | None, ...]]:
    exam, fees, renewal = sheet.exam, sheet.fees, sheet.renewal
    return {
        "apply_usd": tuple(fees.get(route.fee) for route in open_routes),
        "items": (exam.get("items-total"),),
        "minutes": (exam.get("minutes"),),
        "passing_score": (exam.get("passing-score"),),
        "delivery": (exam.get("delivery-modes"),),
        "cycle_months": (renewal.get("cycle"),),
        "points": (renewal.get("points-total"),),
        "upkeep_usd": (fees.get("renewal-fee"), renewal.get("cycle"), fees.get("annual-fee")),
    }


def _upkeep(renewal: Amount, cycle_months: Amount, annual: Amount) -> Amount:
    """Return the cost of a year; never a guess where one of its parts is not published."""
    if renewal is None or cycle_months is None or annual is None or not cycle_months[0]:
        return None
    least = renewal[0] * 12 / cycle_months[1] + annual[0]
    return least, renewal[1] * 12 / cycle_months[0] + annual[1]
