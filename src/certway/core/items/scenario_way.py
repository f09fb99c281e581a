"""A way through a scenario: the choices that somebody made, what each was worth, and where they led."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certway.core.items.scenario import Grade, Scenario, ScenarioChoice, ScenarioPlace
from certway.core.units.errors import CertwayError


class ImpossibleWayError(CertwayError):
    """Raised for choices that nobody can make one after the other in a scenario."""

    def __init__(self, step: int) -> None:
        super().__init__(f"choice {step + 1} can't be made there")
        self.step = step  # from 0


@dataclass(frozen=True, slots=True)
class Step:
    """One choice of a way."""

    place: ScenarioPlace
    number: int  # of the choice in its place, from 0

    @property
    def choice(self) -> ScenarioChoice:
        """What was chosen."""
        return self.place.choices[self.number]

    @property
    def better(self) -> ScenarioChoice | None:
        """What would have been best there; None where that was chosen."""
        return None if self.choice.grade == "best" else best_of(self.place)


@dataclass(frozen=True, slots=True)
class Way:
    """The choices so far, and the place to which they led."""

    steps: tuple[Step, ...]
    place: ScenarioPlace

    @property
    def grades(self) -> tuple[Grade, ...]:
        """What each choice was worth."""
        return tuple(step.choice.grade for step in self.steps)


def best_of(place: ScenarioPlace) -> ScenarioChoice | None:
    """Return the best choice of a place; None at an end."""
    return next((one for one in place.choices if one.grade == "best"), None)


def way_of(scenario: Scenario, path: Sequence[tuple[str, int]]) -> Way:
    """Return the way of choices, each told as the id of its place and its number there, from 0.

    Raises ImpossibleWayError where one is not made in the place to which those before it led, or is not offered there.
    """
    place, steps = scenario.by_id[scenario.opening], []
    for at, (name, number) in enumerate(path):
        if name != place.id or not 0 <= number < len(place.choices):
            raise ImpossibleWayError(at)
        steps.append(Step(place, number))
        place = scenario.by_id[place.choices[number].leads]
    return Way(tuple(steps), place)
