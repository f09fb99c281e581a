"""What does a step to a credential take for this person: time and money, by the planner of `plan`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from certway.answers.newcomer import WEEKLY_HOURS
from certway.answers.plan_obstacles import find_obstacles
from certway.answers.plan_question import Rules, wishes_of
from certway.answers.ways import FoundWay, quickest_way
from certway.core.person.record import OPEN, Entry, Record
from certway.core.plan.roadmap import Reason
from certway.core.plan.trainings import Price, Training
from certway.core.plan.wishes import Wishes
from certway.core.units.days import DaySpan

HoursBy: TypeAlias = Literal["told", "untold", "too-few"]
"""Whose hours a week were planned with: those of the person file; ours, as it names none; ours, as hers fit no way."""


@dataclass(frozen=True, slots=True)
class Takes:
    """The quickest way of a step, and the cheapest of those. Days are ordinals."""

    start: int
    apply_on: int
    certified_on: int
    months: int  # from the start until certified, rounded up
    price: Price
    fee_published: bool  # otherwise the price lacks the fee of the exam
    route: str
    route_title: str
    trainings: tuple[Training, ...]
    weekly_hours: float  # that it was planned with
    hours_by: HoursBy


@dataclass(frozen=True, slots=True)
class Journey:
    """A person who has come so far: her record then, and the day."""

    record: Record
    day: int  # ordinal of the first day of the next step
    rung: str = ""  # what she has come to by a step; empty = she stands where she is today


@dataclass(frozen=True, slots=True)
class Taken:
    """A step, and the person after it."""

    takes: Takes
    then: Journey


def takes_of(rules: Rules, journey: Journey) -> Taken | tuple[Reason, ...]:
    """Return what a step takes and where it leaves the person, or why there is no plan for it.

    Of the wishes, her hours a week and her days off count: a budget and a last day are for one plan, not for a ladder.
    """
    wishes = _wishes(journey)
    told = wishes.weekly_minutes is not None
    found = quickest_way(rules, journey.record, wishes) if told else None
    hours_by: HoursBy = "told" if found else "too-few" if told else "untold"
    if found is None:
        wishes = replace(wishes, weekly_minutes=WEEKLY_HOURS * 60)
        found = quickest_way(rules, journey.record, wishes)
    if found is None:
        return find_obstacles(rules, journey.record, replace(wishes, weekly_minutes=None))
    return Taken(_takes(found, wishes, hours_by), _arrive(rules.eligibility.credential, found))


def _wishes(journey: Journey) -> Wishes:
    wishes = wishes_of(journey.record, start=journey.day)
    return Wishes(start=max(wishes.start, journey.day), weekly_minutes=wishes.weekly_minutes, days_off=wishes.days_off)


def _takes(found: FoundWay, wishes: Wishes, hours_by: HoursBy) -> Takes:
    way, choice = found.way, found.choice
    return Takes(
        start=wishes.start,
        apply_on=choice.apply_on,
        certified_on=choice.certified_on,
        months=found.months,
        price=found.price,
        fee_published=way.fee is not None,
        route=way.route.id,
        route_title=way.route.title,
        trainings=tuple(step.training for step in way.steps),
        weekly_hours=(wishes.weekly_minutes or 0) / 60,
        hours_by=hours_by,
    )


def _arrive(credential: str, found: FoundWay) -> Journey:
    """The person once certified; what she then holds counts as kept valid."""
    day = found.choice.certified_on
    return Journey(found.way.record.with_entries("credentials", (held_from(credential, day),)), day, credential)


def held_from(credential: str, day: int) -> Entry:
    """Return the entry of a credential that is issued on a day and stays valid."""
    return {"id": credential, "issued": DaySpan(day, day), "expires": OPEN}
