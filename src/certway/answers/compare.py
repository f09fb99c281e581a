"""Which credential suits: all of them side by side on a day, what is not known left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from certway.answers.amounts import Amount, amount_on, widest
from certway.answers.evidence import Evidence, evidence_on
from certway.answers.newcomer import Newcomer, newcomer
from certway.answers.sheet import RuleSheet, rules_of
from certway.core.plan.trainings import Trainings
from certway.core.rulebook.credential import Credential, Route
from certway.core.rulebook.values import Value


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
    evidence: Mapping[str, tuple[Evidence, ...]]  # what each of the figures above rests on, by its name here


@dataclass(frozen=True, slots=True)
class Comparison:
    """All credentials on one day."""

    as_of: int  # ordinal
    credentials: tuple[ComparedCredential, ...]


def compare(sheets: Sequence[RuleSheet], trainings: Trainings, *, as_of: int) -> Comparison:
    """Return the credentials side by side, in the order of `sheets`; `as_of` is an ordinal."""
    return Comparison(as_of, tuple(_compared(sheet, trainings, as_of) for sheet in sheets))


def _compared(sheet: RuleSheet, trainings: Trainings, day: int) -> ComparedCredential:
    open_routes = [route for route in sheet.eligibility.routes if route.until is None or day <= route.until]
    cycle = amount_on(sheet.renewal.get("cycle"), day)
    # A body without a yearly fee has no such value; one whose fee was not found has it, as not found.
    annual = amount_on(sheet.fees["annual-fee"], day) if "annual-fee" in sheet.fees else (0.0, 0.0)
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
        newcomer=newcomer(rules_of(sheet, trainings), start=day),
        evidence={name: evidence_on(values, day) for name, values in _values_behind(sheet, open_routes).items()},
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
