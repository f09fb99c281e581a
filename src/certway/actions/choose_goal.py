"""Choose the credential that one works toward."""

from __future__ import annotations

from certway.records.models import Person
from certway.records.visits import Visit


def choose_goal(visit: Visit, goal: str) -> None:
    """Keep the id of a credential as the goal; where nothing was told yet there is nothing to keep it with."""
    if visit.person_id is not None:
        Person.objects.filter(**visit.owned).exclude(goal=goal).update(goal=goal)


def goal_of(visit: Visit) -> str:
    """Return the id of the credential that she works toward; empty for none yet."""
    if visit.person_id is None:
        return ""
    return Person.objects.filter(**visit.owned).values_list("goal", flat=True).first() or ""
