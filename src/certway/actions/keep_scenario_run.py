"""Keep a way through a scenario, once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from certway.actions.keep_skill_run import RunRefusedError
from certway.actions.see_bank import see_scenario
from certway.core.items.identity import edition_mark
from certway.core.items.scenario_way import ImpossibleWayError, way_of
from certway.records.models import ScenarioRun
from certway.records.people import person_of
from certway.records.practice_runs import ended_at


@dataclass(frozen=True, slots=True)
class ToldScenarioRun:
    """A way through a scenario, as a device or a form tells it."""

    number: int  # of the device's own, so that what is sent twice is kept once
    scenario: str
    path: tuple[tuple[str, int], ...]  # each place with the number of the choice there, from 0
    spent: int | None = None  # milliseconds; None = not measured
    age: int = 0  # milliseconds from its end to when it was sent, by one clock of the device


def keep_scenario_run(user_id: int, device: str, told: ToldScenarioRun, *, now: int) -> bool:
    """Keep a way of a user to its end and tell whether it is new; what a device sent before stays as it is.

    It is judged by the scenario as it stands. Raises RunRefusedError.
    """
    scenario = see_scenario(told.scenario)
    if scenario is None:
        raise RunRefusedError("gone")
    try:
        way = way_of(scenario, told.path)
    except ImpossibleWayError as error:
        raise RunRefusedError("impossible") from error
    if way.place.ending is None:
        raise RunRefusedError("impossible")
    with transaction.atomic():
        _, is_new = ScenarioRun.objects.get_or_create(
            person=person_of(user_id),
            device=device,
            number=told.number,
            defaults={
                "scenario": scenario.id,
                "edition": edition_mark(scenario),
                "at": ended_at(age=told.age, now=now),
                "spent": told.spent,
                "path": [[step.place.id, step.number] for step in way.steps],
                "grades": list(way.grades),
                "ending": way.place.ending,
            },
        )
    return is_new
