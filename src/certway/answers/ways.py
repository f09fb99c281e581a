"""Which ways lead from what somebody has to a credential, and what does each take in time and money?"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil

from certway.answers.evidence import Evidence, evidence_on
from certway.answers.plan_question import Rules, puzzle_for, values_of_timing
from certway.core.person.fields import LEVELS
from certway.core.person.record import Record
from certway.core.plan.frontier import frontier
from certway.core.plan.puzzle import Choice, Puzzle, trimmed
from certway.core.plan.trainings import Price
from certway.core.plan.ways import Way
from certway.core.plan.wishes import Wishes

_DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class FoundWay:
    """One way to a credential that no other beats in both time and money."""

    months: int  # until certified, rounded up
    certified_on: int  # ordinal
    price: Price  # training, what comes with it, application and exam; without the last where `fee` is None
    training: Price  # the training alone
    extras: Price  # what the school asks for besides
    fee: int | None  # application and exam, whole US dollars; None = not published
    title: str  # of the training; "" = none is needed
    route: str
    degree: str  # the highest degree that the training ends with, a word of LEVELS; "none" = none
    time_evidence: tuple[Evidence, ...] = field(repr=False, compare=False)  # what the months rest on
    cost_evidence: tuple[Evidence, ...] = field(repr=False, compare=False)  # what the price rests on
    way: Way = field(repr=False, compare=False)  # the same with all its days
    choice: Choice = field(repr=False, compare=False)


def ways_to(rules: Rules, record: Record, wishes: Wishes) -> tuple[FoundWay, ...]:
    """Return the ways from the quickest to the cheapest; empty when none is known within the wishes."""
    puzzle = trimmed(puzzle_for(rules, record, wishes))
    timed = evidence_on(values_of_timing(rules), wishes.start)
    return tuple(_found(puzzle, choice, timed) for choice in frontier(puzzle)) if puzzle else ()


def quickest_way(rules: Rules, record: Record, wishes: Wishes) -> FoundWay | None:
    """Return the quickest way, the cheapest of those; None when none is known within the wishes."""
    return next(iter(ways_to(rules, record, wishes)), None)


def _found(puzzle: Puzzle, choice: Choice, timed: tuple[Evidence, ...]) -> FoundWay:
    way, start = puzzle.ways[choice.way], puzzle.wishes.start
    fee = way.fee or 0
    trained = tuple(Evidence(step.training.title, step.training.source) for step in way.steps)
    training, extras = (_sum([getattr(step.training, part) for step in way.steps]) for part in ("price", "extras"))
    return FoundWay(
        months=ceil((choice.certified_on - start) / _DAYS_A_MONTH),
        certified_on=choice.certified_on,
        price=way.price.plus(Price(fee, fee, fee)),
        training=training,
        extras=extras,
        fee=way.fee,
        title=way.steps[0].training.title if way.steps else "",
        route=way.route.id,
        degree=_degree(way),
        time_evidence=(*trained, *timed),
        cost_evidence=(*trained, *evidence_on((*way.price.values, way.fee_value), start)),
        way=way,
        choice=choice,
    )


def _sum(prices: list[Price]) -> Price:
    total = Price(0, 0, 0)
    for price in prices:
        total = total.plus(price)
    return total


def _degree(way: Way) -> str:
    """The highest degree among what the training gives, of its program or beside it."""
    given = [
        entry.get("level", entry.get("award"))
        for step in way.steps
        for section in ("education", "programs")
        for entry in step.training.gives.get(section, ())
    ]
    degrees = [word for word in given if isinstance(word, str) and word in LEVELS[LEVELS.index("associate") :]]
    return max(degrees, key=LEVELS.index, default="none")
