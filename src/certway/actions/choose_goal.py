"""Choose the credential that one works toward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from django.db.models import Max

from certway.core.units.days import to_date
from certway.records.models import Person
from certway.records.visits import Visit


@dataclass(frozen=True, slots=True)
class Goal:
    """What somebody works toward, and since when things are as they are."""

    id: str = ""  # of a credential; empty for none yet
    since: int | None = None  # ordinal of the day on which she last asked for its plan or changed her record

    def plan_start(self, goal: str, *, as_of: int) -> int:
        """Return the day (an ordinal) on which the plan for a credential starts: it stands still for the goal alone.

        Source: docs/concepts/planning.md, "The day a plan starts".
        """
        return as_of if self.since is None or self.id != goal else min(self.since, as_of)


def choose_goal(visit: Visit, goal: str, *, on: int) -> None:
    """Keep the id of a credential as the goal, of which a plan is asked on a day (an ordinal).

    Where nothing was told yet there is nothing to keep it with.
    """
    if visit.person_id is not None:
        Person.objects.filter(**visit.owned).update(goal=goal, goal_since=to_date(on))


def goal_of(visit: Visit, *, zone: tzinfo | None) -> Goal:
    """Return what she works toward; days are those of her time zone, where None stands for the machine's."""
    if visit.person_id is None:
        return Goal()
    person = Person.objects.filter(**visit.owned).annotate(told_at=Max("changes__made_at")).first()
    if person is None:
        return Goal()
    asked = [] if person.goal_since is None else [person.goal_since.toordinal()]
    told = [] if person.told_at is None else [person.told_at.astimezone(zone).date().toordinal()]
    return Goal(person.goal, max([*asked, *told], default=None))
