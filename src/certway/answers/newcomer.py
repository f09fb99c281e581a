"""What does a credential take for somebody of age who has finished high school and nothing else?"""

from __future__ import annotations

from dataclasses import dataclass

from certway.answers.plan_question import Rules
from certway.answers.ways import FoundWay, ways_to
from certway.core.person.record import Record
from certway.core.plan.wishes import Wishes
from certway.core.units.days import DaySpan, add_months_to_day

AGE_YEARS = 18  # an assumption of ours: of age, so that no limit of age stands in the way
WEEKLY_HOURS = 40  # an assumption of ours: who has a whole week for it
_SECTIONS = ("education", "programs", "work", "credentials", "attempts", "cards")


@dataclass(frozen=True, slots=True)
class Newcomer:
    """The quickest and the cheapest way; the same one where it is both."""

    quickest: FoundWay
    cheapest: FoundWay


def newcomer(rules: Rules, *, start: int) -> Newcomer | None:
    """Return what the credential takes from a day on (an ordinal); None when no way is known."""
    ways = ways_to(rules, newcomer_with(Record(), start), Wishes(start=start, weekly_minutes=WEEKLY_HOURS * 60))
    return Newcomer(ways[0], ways[-1]) if ways else None


def newcomer_with(record: Record, day: int) -> Record:
    """Return a record of which nothing but wishes was told as of somebody who finished high school that day.

    She is 18 that day unless she told when she was born.
    """
    born = add_months_to_day(day, -12 * AGE_YEARS)
    return Record(
        singles={
            **record.singles,
            "person": {"born": DaySpan(born, born), **record.single("person")},
            "high_school": {"completed": DaySpan(day, day), "kind": "diploma"},
            "statements": {"felony": False, "moral_character": True},
            "procedures": {"venipuncture": 0, "capillary": 0, "ekg": 0, "injection": 0},
        },
        lists=dict.fromkeys(_SECTIONS, ()),
    )
