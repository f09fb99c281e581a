"""A scenario as its page shows it: every place stands there, the one where somebody is in sight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from certway.core.items.scenario import Scenario, ScenarioChoice, ScenarioPlace
from certway.core.items.scenario_way import Step, Way, best_of
from certway.web.layout.fields import say


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A choice: as a button, and with what it was worth."""

    number: int  # from 0
    value: str  # `place.number`, as forms tell it
    do: str
    why: str
    grade: str  # in words
    leads: str
    is_told: bool  # whether it was chosen, and what it was worth is in sight


@dataclass(frozen=True, slots=True)
class ShownPlace:
    """A place."""

    place: ScenarioPlace
    choices: tuple[ShownChoice, ...]
    is_here: bool
    is_told: bool  # whether one of its choices is told

    @property
    def ending(self) -> str:
        """How it ends there, in words; empty where it goes on."""
        return "" if self.place.ending is None else say(f"bank.ending.{self.place.ending}")


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A choice of the way, with what would have been better."""

    value: str  # `place.number`
    do: str
    grade: str  # in words
    better: ScenarioChoice | None
    is_gone: bool  # whether the way led over it


@dataclass(frozen=True, slots=True)
class Stage:
    """A scenario at a point of a way."""

    places: tuple[ShownPlace, ...]
    ways: tuple[str, ...]  # the choices so far, as forms tell them
    steps: tuple[ShownStep, ...]  # those of the way in their order, then every other one that can be made
    is_end: bool  # whether the end is in sight


def stage_of(scenario: Scenario, way: Way, *, is_told: bool) -> Stage:
    """Return a scenario at the point of a way where its last choice is told, or else where that led to."""
    last = way.steps[-1] if is_told else None
    here = way.place if last is None else last.place
    return Stage(
        places=tuple(_shown(place, last, is_here=place is here) for place in scenario.places),
        ways=tuple(_value(step.place, step.number) for step in way.steps),
        steps=tuple(_steps(scenario, way)),
        is_end=here.ending is not None,
    )


def _value(place: ScenarioPlace, number: int) -> str:
    return f"{place.id}.{number}"


def _shown(place: ScenarioPlace, last: Step | None, *, is_here: bool) -> ShownPlace:
    told = last.number if is_here and last is not None else None
    choices = tuple(
        ShownChoice(
            number=number,
            value=_value(place, number),
            do=choice.do,
            why=choice.why,
            grade=say(f"bank.grade.{choice.grade}"),
            leads=choice.leads,
            is_told=number == told,
        )
        for number, choice in enumerate(place.choices)
    )
    return ShownPlace(place, choices, is_here, told is not None)


def _steps(scenario: Scenario, way: Way) -> Iterator[ShownStep]:
    gone = [(step.place, step.number) for step in way.steps]
    every = [(place, number) for place in scenario.places for number in range(len(place.choices))]
    for place, number in (*gone, *(one for one in every if one not in gone)):
        choice = place.choices[number]
        yield ShownStep(
            value=_value(place, number),
            do=choice.do,
            grade=say(f"bank.grade.{choice.grade}"),
            better=None if choice.grade == "best" else best_of(place),
            is_gone=(place, number) in gone,
        )
