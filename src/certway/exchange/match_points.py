"""What each wish adds to a credential's score, with the sentence that says why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from certway.answers.match import MatchedCredential
from certway.core.choose.points import Point
from certway.core.choose.wishes import Criterion
from certway.core.person.fields import STATES
from certway.exchange.match_telling import MatchTelling
from certway.exchange.words.figures import listed, number


@dataclass(frozen=True, slots=True)
class PointText:
    """What one wish adds to the score."""

    name: str  # of the wish
    because: str
    points: str  # `12.5 of 20`
    share: float  # 0 to 1, what surely counts: how long its bar is


def point_text(point: Point, one: MatchedCredential, told: MatchTelling) -> PointText:
    """Return the words of one criterion's points."""
    return PointText(
        name=told.say(f"match.criterion.{point.criterion}"),
        because=_BECAUSE[point.criterion](one, told),
        points=told.say("match.points", points=told.points(point.points), most=_full(point, one.ranked.points)),
        share=point.share[0],
    )


def _full(point: Point, every: Sequence[Point]) -> str:
    return number(round(100 * point.weight / sum(other.weight for other in every), 1))


def _side(one: MatchedCredential, told: MatchTelling) -> str:
    sides = [told.say(f"match.side.{side}") for side in sorted(one.ranked.candidate.traits.sides)]
    return told.say("match.point.side", sides=listed(sides, "and", told.words))


def _setting(one: MatchedCredential, told: MatchTelling) -> str:
    wanted = told.wishes.settings
    return told.say("match.point.setting", n=len(wanted & one.ranked.candidate.traits.settings), total=len(wanted))


def _contact(one: MatchedCredential, told: MatchTelling) -> str:
    contact = told.say(f"match.contact.{one.ranked.candidate.traits.contact}")
    return told.say("match.point.contact", contact=contact)


def _time(one: MatchedCredential, told: MatchTelling) -> str:
    if one.way is None:
        return told.say("match.point.no-way")
    twice = told.count(2 * told.wishes.months_scale, "months")
    return told.say("match.point.time", months=told.count(one.way.months, "months"), twice=twice)


def _money(one: MatchedCredential, told: MatchTelling) -> str:
    if one.way is None:
        return told.say("match.point.no-way")
    cost, twice = told.dollars(one.way.price.likely), told.dollars(2 * told.wishes.money_scale)
    if one.way.fee is None:
        return told.say("match.point.money.no-fee", cost=cost)
    return told.say("match.point.money", cost=cost, twice=twice)


def _money_now(one: MatchedCredential, told: MatchTelling) -> str:
    if one.way is None:
        return told.say("match.point.no-way")
    cost = told.dollars(one.way.price.likely)
    if one.way.fee is None:
        return told.say("match.point.money.no-fee", cost=cost)
    return told.say("match.point.money-now", now=told.dollars(told.wishes.money_now or 0), cost=cost)


def _pay(one: MatchedCredential, told: MatchTelling) -> str:
    wage = one.brought.wage
    if wage is None or wage.p50 is None:
        return told.say("match.point.pay.open")
    return told.say("match.point.pay", pay=told.dollars(wage.p50), wanted=told.dollars(told.wishes.pay_scale))


def _upkeep(one: MatchedCredential, told: MatchTelling) -> str:
    points = one.brought.figures.points_a_year
    if points is None:
        return told.say("match.point.upkeep.open")
    twice = number(2 * told.wishes.renewal_scale)
    return told.say("match.point.upkeep", points=told.amount(points, "points"), twice=twice)


def _her_states(one: MatchedCredential, told: MatchTelling) -> str:
    return told.say("match.point.states", **_counted(one, told.wishes.states))


def _any_state(one: MatchedCredential, told: MatchTelling) -> str:
    return told.say("match.point.portability", **_counted(one, STATES))


def _counted(one: MatchedCredential, asked: Sequence[str]) -> Mapping[str, int]:
    places = one.brought.places
    sure, unsure = (sum(state in found for state in asked) for found in (places.works, places.unsure))
    return {"n": sure, "total": len(asked), "unsure": unsure}


_BECAUSE: Mapping[Criterion, Callable[[MatchedCredential, MatchTelling], str]] = {
    "side": _side,
    "setting": _setting,
    "contact": _contact,
    "time": _time,
    "money": _money,
    "money-now": _money_now,
    "pay": _pay,
    "upkeep": _upkeep,
    "states": _her_states,
    "portability": _any_state,
}
