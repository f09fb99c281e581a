"""See the scenarios that one can play, those of one's own exam first; and what one's own ways came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from certway.actions.list_practice import Listed, listed
from certway.actions.see_bank import see_scenario, see_work
from certway.core.items.scenario import Scenario
from certway.core.items.topic_reading import Work
from certway.records.bank import bank_here
from certway.records.practice_runs import ScenarioPractice, day_at, scenario_practice


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """A scenario in the list."""

    id: str
    title: str
    role: str
    last_on: int | None  # ordinal of the day of the newest run; None where there is none
    runs: int
    good: int  # of these: that ended well


@dataclass(frozen=True, slots=True)
class SeenScenario:
    """A scenario to play."""

    scenario: Scenario
    work: Work


def see_scenarios(user_id: int | None, zone: tzinfo | None) -> Listed[ScenarioLine]:
    """Return the scenarios, with what a user did of each; None for who has no account."""
    bank, practice = bank_here().bank, {} if user_id is None else scenario_practice(user_id)
    return listed(user_id, bank, bank.scenarios, lambda one: _line(one, practice.get(one.id), zone))


def _line(scenario: Scenario, practice: ScenarioPractice | None, zone: tzinfo | None) -> ScenarioLine:
    if practice is None:
        return ScenarioLine(scenario.id, scenario.title, scenario.role, None, 0, 0)
    last_on, good = day_at(practice.last, zone), practice.endings["good"]
    return ScenarioLine(scenario.id, scenario.title, scenario.role, last_on, practice.runs, good)


def see_scenario_to_play(name: str) -> SeenScenario | None:
    """Return a scenario to play; None where there is no such one."""
    scenario = see_scenario(name)
    return None if scenario is None else SeenScenario(scenario, see_work(scenario.reference))
