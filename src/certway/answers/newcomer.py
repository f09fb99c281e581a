"""What does a credential take for somebody who has finished high school and nothing else?"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from certway.answers.plan_question import Rules, puzzle_for
from certway.core.person.record import Record
from certway.core.plan.puzzle import trimmed
from certway.core.plan.solver import Aim, solve
from certway.core.plan.trainings import Price
from certway.core.plan.wishes import Wishes
from certway.core.units.days import DaySpan

WEEKLY_HOURS = 40  # an assumption of ours: who has a whole week for it
_SECTIONS = ("education", "programs", "work", "credentials", "attempts", "cards")
_DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class FromSchool:
    """A way from high school to the credential."""

    months: int  # until certified, rounded up
    price: Price
    title: str  # of the training
    route: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The quickest and the cheapest way; the same one where it is both."""

    quickest: FromSchool
    cheapest: FromSchool


def newcomer(rules: Rules, *, start: int) -> Newcomer | None:
    """Return what the credential takes from a day on (an ordinal); None when no way is known."""
    quickest, cheapest = (_way(rules, start, aim) for aim in ("quickest", "cheapest"))
    return Newcomer(quickest, cheapest) if quickest and cheapest else None


def _way(rules: Rules, start: int, aim: Aim) -> FromSchool | None:
    puzzle = trimmed(puzzle_for(rules, _graduate(start), Wishes(start=start, weekly_minutes=WEEKLY_HOURS * 60)))
    choice = solve(puzzle, aim).choice if puzzle else None
    if puzzle is None or choice is None:
        return None
    way = puzzle.ways[choice.way]
    fee = way.fee or 0
    return FromSchool(
        months=ceil((choice.certified_on - start) / _DAYS_A_MONTH),
        price=way.price.plus(Price(fee, fee, fee)),
        title=way.steps[0].training.title if way.steps else "",
        route=way.route.id,
    )


def _graduate(day: int) -> Record:
    return Record(
        singles={
            "high_school": {"completed": DaySpan(day, day), "kind": "diploma"},
            "statements": {"felony": False, "moral_character": True},
            "procedures": {"venipuncture": 0, "capillary": 0, "ekg": 0, "injection": 0},
        },
        lists=dict.fromkeys(_SECTIONS, ()),
    )
