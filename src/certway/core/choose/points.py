"""The open score: how well a credential meets one wish, from 0 to 1, on scales that no other credential changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from certway.core.choose.candidates import Candidate, Option
from certway.core.choose.wishes import (
    CONTACTS,
    CRITERIA,
    Criterion,
    MatchWishes,
)
from certway.core.person.fields import STATES

Share: TypeAlias = "tuple[float, float]"
"""How well a wish is met, at the least and at the most; they differ where something is not known."""

NOT_KNOWN: Share = (0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Point:
    """What one criterion adds to the score."""

    criterion: Criterion
    weight: int
    share: Share
    points: Share  # of 100, over all criteria

    @property
    def known(self) -> bool:
        """Whether nothing is open about it."""
        return self.share[0] == self.share[1]


def points_of(candidate: Candidate, option: Option | None, wishes: MatchWishes) -> tuple[Point, ...]:
    """Return the points of every criterion that counts; `option` is the way that she would take, None = none known."""
    weights = {criterion: wishes.weight(criterion) for criterion in CRITERIA}
    total = sum(weights.values())
    return tuple(
        _point(criterion, weight, share_of(criterion, candidate, option, wishes), total)
        for criterion, weight in weights.items()
        if weight
    )


def _point(criterion: Criterion, weight: int, share: Share, total: int) -> Point:
    least, most = (100 * weight * end / total for end in share)
    return Point(criterion, weight, share, (least, most))


def weight_of_taken(option: Option, wishes: MatchWishes) -> Share:
    """Return what counts for one way rather than another of the same credential, least and most: time and money."""
    shares = [(wishes.weight(criterion), _taken(criterion, option, wishes)) for criterion in _TAKEN]
    least, most = (sum(weight * share[end] for weight, share in shares) for end in (0, 1))
    return round(least, 9), round(most, 9)


_TAKEN: tuple[Criterion, ...] = ("time", "money", "money-now")


def share_of(criterion: Criterion, candidate: Candidate, option: Option | None, wishes: MatchWishes) -> Share:
    """Return how well one criterion is met.

    Time, money and upkeep fall evenly from 1 at nothing to 0 at twice the limit; pay rises evenly to 1 at the wish.
    """
    if criterion in _TAKEN:
        return _taken(criterion, option, wishes) if option else NOT_KNOWN
    if criterion == "pay":
        return NOT_KNOWN if candidate.pay is None else _rising(candidate.pay, wishes.pay_scale)
    if criterion == "upkeep":
        return _upkeep(candidate, wishes.renewal_scale)
    if criterion in ("states", "portability"):
        return _states(candidate, wishes.states if criterion == "states" else STATES)
    return _fit(criterion, candidate, wishes)


def _fit(criterion: Criterion, candidate: Candidate, wishes: MatchWishes) -> Share:
    traits = candidate.traits
    if criterion == "side":
        return _exactly(float(wishes.side in traits.sides))
    if criterion == "setting":
        return _exactly(len(wishes.settings & traits.settings) / len(wishes.settings))
    assert wishes.contact is not None
    apart = abs(CONTACTS.index(wishes.contact) - CONTACTS.index(traits.contact))
    return _exactly(1 - apart / (len(CONTACTS) - 1))


def _taken(criterion: Criterion, option: Option, wishes: MatchWishes) -> Share:
    if criterion == "time":
        return _falling(option.months, wishes.months_scale)
    if criterion == "money":
        share = _falling(option.cost, wishes.money_scale)
    else:
        share = _rising(wishes.money_now or 0, option.cost)
    return (0.0, share[1]) if option.open_fee else share


def _upkeep(candidate: Candidate, limit: int) -> Share:
    if candidate.points is None:
        return NOT_KNOWN
    least, most = candidate.points
    return _falling(most, limit)[0], _falling(least, limit)[1]


def _states(candidate: Candidate, states: Sequence[str]) -> Share:
    sure = sum(state in candidate.works_in for state in states)
    unsure = sum(state in candidate.unsure_in for state in states)
    return sure / len(states), (sure + unsure) / len(states)


def _falling(amount: float, limit: float) -> Share:
    return _exactly(1 - amount / (2 * limit) if limit else float(not amount))


def _rising(amount: float, full: float) -> Share:
    return _exactly(amount / full if full else 1)


def _exactly(share: float) -> Share:
    kept = min(1.0, max(0.0, share))
    return kept, kept
