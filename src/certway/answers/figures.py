"""What a credential's exam, application and upkeep come to on a day, each figure with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from certway.answers.amounts import Amount, amount_on, widest
from certway.answers.evidence import Evidence, evidence_on
from certway.answers.sheet import RuleSheet
from certway.core.rulebook.credential import Route
from certway.core.rulebook.values import Value


@dataclass(frozen=True, slots=True)
class SheetFigures:
    """One credential's figures on a day; None = not published."""

    apply_usd: Amount  # application and exam, over the routes that are open
    items: Amount  # questions of the exam in all
    minutes: Amount  # testing time
    passing_score: Amount  # on the body's own scale
    delivery: Value | None  # how and where the exam can be taken
    pass_rate: Value | None
    cycle_months: Amount
    points: Amount  # to be earned in a cycle
    points_a_year: Amount
    upkeep_usd: Amount  # a year: the renewal fee spread over the cycle, and the yearly fee
    first_year_usd: Amount  # what the body asks for in the first year after the exam
    evidence: Mapping[str, tuple[Evidence, ...]]  # what each of the figures above rests on, by its name here


def figures_on(sheet: RuleSheet, day: int) -> SheetFigures:
    """Return the figures of a credential on a day (an ordinal)."""
    exam, fees, renewal = sheet.exam, sheet.fees, sheet.renewal
    open_routes = [route for route in sheet.eligibility.routes if route.until is None or day <= route.until]
    cycle, points = amount_on(renewal.get("cycle"), day), amount_on(renewal.get("points-total"), day)
    # A body without a yearly fee has no such value; one whose fee was not found has it, as not found.
    annual = amount_on(fees["annual-fee"], day) if "annual-fee" in fees else (0.0, 0.0)
    return SheetFigures(
        apply_usd=widest(amount_on(fees.get(route.fee), day) for route in open_routes),
        items=amount_on(exam.get("items-total"), day),
        minutes=amount_on(exam.get("minutes"), day),
        passing_score=amount_on(exam.get("passing-score"), day),
        delivery=exam.get("delivery-modes"),
        pass_rate=exam.get("pass-rate"),
        cycle_months=cycle,
        points=points,
        points_a_year=_a_year(points, cycle),
        upkeep_usd=_sum(_a_year(amount_on(fees.get("renewal-fee"), day), cycle), annual),
        first_year_usd=annual,
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
        "pass_rate": (exam.get("pass-rate"),),
        "cycle_months": (renewal.get("cycle"),),
        "points": (renewal.get("points-total"),),
        "points_a_year": (renewal.get("points-total"), renewal.get("cycle")),
        "upkeep_usd": (fees.get("renewal-fee"), renewal.get("cycle"), fees.get("annual-fee")),
        "first_year_usd": (fees.get("annual-fee"),),
    }


def _a_year(amount: Amount, cycle_months: Amount) -> Amount:
    """Spread what a cycle asks for over its years; never a guess where one of the two is not published."""
    if amount is None or cycle_months is None or not cycle_months[0]:
        return None
    return amount[0] * 12 / cycle_months[1], amount[1] * 12 / cycle_months[0]


def _sum(one: Amount, other: Amount) -> Amount:
    return None if one is None or other is None else (one[0] + other[0], one[1] + other[1])
