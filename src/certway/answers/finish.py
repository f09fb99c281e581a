"""How best to finish a renewal: by education or by exam, with cost, hours, risk, and where points are to be had."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from certway.answers.amounts import Amount, amount_on, widest
from certway.answers.renew import KeptCredential
from certway.core.renew.assignment import FREE, Offer, Taken, choose
from certway.core.renew.policy import Cap, Policy, least_allowed
from certway.core.renew.renewal import EDUCATION_UNTIL, EXPIRES, LATE, TOTAL, Renewal
from certway.core.rulebook.resources import ContinuingEducation, Counting, Resource, Shelf
from certway.core.rulebook.values import Value

FinishKind: TypeAlias = Literal["education", "late", "exam", "lapsed-exam", "reinstatement"]

MINUTES = 60  # of an hour


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee of a way."""

    values: tuple[Value, ...]  # of which a person pays one
    usd: Amount


@dataclass(frozen=True, slots=True)
class Source:
    """Points to take from one offer."""

    resource: Resource
    points: int  # hundredths
    areas: tuple[tuple[str, int], ...]  # hundredths by area, without those that count in none
    usd: Amount  # None = not published
    enough: bool  # whether it is published that it holds so many points


@dataclass(frozen=True, slots=True)
class Finish:
    """One way to renew."""

    kind: FinishKind
    fees: tuple[Fee, ...]
    usd: Amount  # fees and courses; None where one is not published
    known_usd: Amount  # as far as it is published
    hours: Amount  # None = not published
    until: int | None  # ordinal of the last day for it
    sources: tuple[Source, ...] = ()  # for education
    missing: int = 0  # hundredths of points that no offer of ours brings
    pass_rate: Value | None = None  # for an exam


@dataclass(frozen=True, slots=True)
class FinishRules:
    """What the comparison needs besides the renewal."""

    shelf: Shelf
    pass_rate: Value | None
    study_hours: Value | None


def finish(kept: KeptCredential, rules: FinishRules, *, as_of: int) -> tuple[Finish, ...]:
    """Return the ways that are open on a day (an ordinal), education first; none where nothing is known of it.

    Education comes from the cheapest offers that fill what is missing, free ones first.
    """
    renewal, policy = kept.renewal, kept.policy
    return tuple(_finish(kind, policy, renewal, rules, as_of) for kind in _kinds(renewal))


def _kinds(renewal: Renewal) -> Iterable[FinishKind]:
    lapsed = renewal.status == "lapsed"
    for way in renewal.ways:
        if way == "education":
            yield "late" if lapsed or renewal.status == "grace" else "education"
        elif way == "exam":
            yield "lapsed-exam" if lapsed or renewal.status == "grace" else "exam"
        else:
            yield "reinstatement"


def _finish(kind: FinishKind, policy: Policy, renewal: Renewal, rules: FinishRules, as_of: int) -> Finish:
    fees = tuple(_fee(values, as_of) for values in policy.costs.get(kind, ()))
    exam = kind in ("exam", "lapsed-exam")
    lacks = {} if exam else _lacks(renewal)
    sources = _sources(policy, renewal, rules.shelf, lacks, as_of) if lacks else ()
    prices = [*(fee.usd for fee in fees), *(source.usd for source in sources)]
    needed = max(lacks.get(FREE, 0), sum(points for area, points in lacks.items() if area != FREE))
    hours = (
        amount_on(rules.study_hours, as_of) if exam else _time(policy, renewal, rules.shelf.education, needed, as_of)
    )
    return Finish(
        kind=kind,
        fees=fees,
        usd=_sum(prices) if all(price is not None for price in prices) else None,
        known_usd=_sum(prices),
        hours=hours,
        until=_until(kind, renewal),
        sources=sources,
        missing=max(0, needed - sum(source.points for source in sources)),
        pass_rate=rules.pass_rate if exam else None,
    )


def _fee(values: tuple[Value, ...], as_of: int) -> Fee:
    return Fee(values, widest(amount_on(value, as_of) for value in values))


def _sum(prices: Sequence[Amount]) -> Amount:
    known = [price for price in prices if price is not None]
    return sum(least for least, _ in known), sum(most for _, most in known)


def _until(kind: FinishKind, renewal: Renewal) -> int | None:
    what = {"education": EXPIRES, "late": LATE, "exam": "exam-passed"}.get(kind)
    if kind == "education" and renewal.window is not None and renewal.missing:
        what = EDUCATION_UNTIL  # some states count no education of the year in which a license ends
    return next((date.on for date in renewal.dates if date.what == what), None)


def _lacks(renewal: Renewal) -> dict[str, int]:
    """Return what is missing by area, and under FREE in all; with no points yet every area lacks all of its own."""
    points = renewal.points
    lacks = {area.id: area.required - area.counted for area in points.areas if area.counted < area.required}
    total = next((one.points or 0 for one in renewal.missing if one.what == TOTAL), 0)
    return {**lacks, FREE: total} if total or lacks else {}


def _sources(policy: Policy, renewal: Renewal, shelf: Shelf, lacks: dict[str, int], as_of: int) -> tuple[Source, ...]:
    resources = {one.id: one for one in shelf.resources if one.stage == "ce"}
    offers = [
        _offer(one, counting, policy, as_of)
        for one in resources.values()
        for counting in one.counts
        if counting.credential == policy.credential and counting.confidence != "uncertain"
    ]
    official = [one for one in offers if policy.credential in resources[one.id].official_for]
    ordered = [*official, *(one for one in offers if one not in official)]
    rooms = {cap.id: room for cap in policy.caps if (room := _room(cap, renewal, as_of)) is not None}
    taken = choose(ordered, lacks=lacks, rooms=rooms)
    known = {offer.id: offer for offer in ordered}
    return tuple(_source(one, resources[one.offer], known[one.offer], as_of) for one in taken)


def _offer(resource: Resource, counting: Counting, policy: Policy, as_of: int) -> Offer:
    asked = {word: area.id for area in policy.areas for word in (area.id, *area.also)}
    anywhere = counting.every_area or (policy.holder_assigns and not counting.areas)
    areas = tuple(dict.fromkeys(asked.values() if anywhere else (asked[a] for a in counting.areas if a in asked)))
    price = _price(resource, as_of)
    held = amount_on(resource.values.get("points-total"), as_of)
    limits = [limit for limit in (counting.most, held[0] if held else None) if limit is not None]
    body = policy.body
    approved = {body} if policy.credential in resource.official_for else set()
    return Offer(
        id=resource.id,
        areas=areas,
        caps=tuple(cap.id for cap in policy.caps if not cap.kinds and not approved & set(cap.unless)),
        price=None if price is None else round(price[1] * 100),
        points=round(min(limits) * 100) if limits else None,
    )


def _room(cap: Cap, renewal: Renewal, as_of: int) -> int | None:
    """Return how many points a cap still takes."""
    most = least_allowed(cap.most, as_of)
    if most is None:
        return None
    used = sum(one.given.points for one in renewal.ledger if one.given is not None and cap.id in one.caps)
    return max(0, most - used)


def _source(taken: Taken, resource: Resource, offer: Offer, as_of: int) -> Source:
    points = sum(taken.areas.values())
    areas = tuple((area, share) for area, share in taken.areas.items() if area != FREE)
    return Source(resource, points, areas, _price(resource, as_of), offer.points is not None)


def _price(resource: Resource, as_of: int) -> Amount:
    """Return what an offer costs: from its lowest price to that of all of its courses."""
    prices = (resource.price, resource.values.get("price-all"))
    return widest(amount_on(price, as_of) for price in prices if price is not None)


def _time(policy: Policy, renewal: Renewal, education: ContinuingEducation, points: int, as_of: int) -> Amount:
    """Return how long so many points (hundredths) take; what a state asks for is time already, if it is known."""
    if policy.state and renewal.points.required is None:
        return None
    if policy.state and policy.points.unit == "hours":
        return points / 100, points / 100
    return _hours(policy.credential, education, points, as_of)


def _hours(credential: str, education: ContinuingEducation, points: int, as_of: int) -> Amount:
    """Return how long so many points take (hundredths); None where no rule says how time becomes points."""
    for rule in education.units:
        if credential not in rule.credentials:
            continue
        each = amount_on(rule.values.get("hours-per-point"), as_of)
        minutes = amount_on(rule.values.get("contact-hour"), as_of)
        worth = amount_on(rule.values.get("points-per-contact-hour"), as_of)
        if each is None and minutes is not None and worth is not None and worth[0]:
            each = minutes[0] / MINUTES / worth[1], minutes[1] / MINUTES / worth[0]
        if each is not None:
            return points / 100 * each[0], points / 100 * each[1]
    return None
