"""See the scenarios that one can play, those of one's own exam first; and what one's own ways came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from certway.actions.see_bank import see_scenario, see_work
from certway.actions.see_skills import studied
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
class SeenScenarios:
    """All scenarios."""

    exam: str  # short name of the exam that is studied for; empty where there is none
    asked: tuple[ScenarioLine, ...]  # of topics that it asks about
    others: tuple[ScenarioLine, ...]


@dataclass(frozen=True, slots=True)
class SeenScenario:
    """A scenario to play."""

    scenario: Scenario
    work: Work


def see_scenarios(user_id: int | None, zone: tzinfo | None) -> SeenScenarios:
    """Return the scenarios, with what a user did of each; None for who has no account."""
    bank = bank_here().bank
    exam, asks = studied(user_id, bank)
    practice = {} if user_id is None else scenario_practice(user_id)
    scenarios = sorted(bank.scenarios, key=lambda one: one.title)
    lines = [(not asks.isdisjoint(one.topics), _line(one, practice.get(one.id), zone)) for one in scenarios]
    return SeenScenarios(
        exam=exam,
        asked=tuple(line for is_asked, line in lines if is_asked),
        others=tuple(line for is_asked, line in lines if not is_asked),
    )


def _line(scenario: Scenario, practice: ScenarioPractice | None, zone: tzinfo | None) -> ScenarioLine:
    if practice is None:
        return ScenarioLine(scenario.id, scenario.title, scenario.role, None, 0, 0)
    last_on, good = day_at(practice.last, zone), practice.endings["good"]
    return ScenarioLine(scenario.id, scenario.title, scenario.role, last_on, practice.runs, good)


def see_scenario_to_play(name: str) -> SeenScenario | None:
    """Return a scenario to play; None where there is no such one."""
    scenario = see_scenario(name)
    return None if scenario is None else SeenScenario(scenario, see_work(scenario.reference))
