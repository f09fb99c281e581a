"""A practice scenario: a situation that branches, as a graph of places and choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias, get_args

from certway.core.items.item import Reference

Grade: TypeAlias = Literal["best", "acceptable", "poor", "harmful"]
Ending: TypeAlias = Literal["good", "mixed", "bad"]

GRADES: tuple[Grade, ...] = get_args(Grade)
ENDINGS: tuple[Ending, ...] = get_args(Ending)


@dataclass(frozen=True, slots=True)
class ScenarioChoice:
    """What one may do in a place, and where it leads."""

    do: str
    grade: Grade
    why: str
    leads: str  # id of the place after it


@dataclass(frozen=True, slots=True)
class ScenarioPlace:
    """A moment of a scenario: with choices, or its end."""

    id: str
    text: str
    choices: tuple[ScenarioChoice, ...] = ()
    ending: Ending | None = None
    lesson: str = ""  # of an end


@dataclass(frozen=True)
class Scenario:
    """A situation in which every choice leads on."""

    id: str
    title: str
    topics: tuple[str, ...]
    role: str  # of who acts in it, such as `medical assistant`
    opening: str  # id of the first place
    places: tuple[ScenarioPlace, ...]
    reference: Reference

    @cached_property
    def by_id(self) -> dict[str, ScenarioPlace]:
        """The places by their ids."""
        return {place.id: place for place in self.places}

    def texts(self) -> tuple[str, ...]:
        """Every text of it."""
        places = (text for place in self.places for text in (place.text, place.lesson) if text)
        choices = (text for place in self.places for one in place.choices for text in (one.do, one.why))
        return (self.title, *places, *choices)


def faults_of(scenario: Scenario) -> tuple[str, ...]:
    """Return what is wrong with a scenario as a graph: each fault names its place."""
    return tuple(_faults(scenario))


def _faults(scenario: Scenario) -> Iterator[str]:
    places = scenario.by_id
    if len(places) < len(scenario.places):
        yield "two places have the same id"
    unknown = [(place.id, one.leads) for place in scenario.places for one in place.choices if one.leads not in places]
    for where, to in unknown:
        yield f"a choice of '{where}' leads to '{to}', which there is not"
    if scenario.opening not in places:
        yield f"it opens in '{scenario.opening}', which there is not"
    if unknown or scenario.opening not in places:
        return
    reached = _reached(scenario, scenario.opening)
    yield from (f"no way leads to '{place.id}'" for place in scenario.places if place.id not in reached)
    yield from (f"'{name}' can be come back to" for name in places if name in _after(scenario, name))
    yield from (fault for place in scenario.places for fault in _faults_of_place(place))
    if (end := _best_end(scenario)) is not None and end.ending != "good":
        yield f"the best choices lead to '{end.id}', which is no good ending"


def _faults_of_place(place: ScenarioPlace) -> Iterator[str]:
    if bool(place.choices) == (place.ending is not None):
        yield f"'{place.id}' needs either choices or an ending"
    if place.choices and sum(one.grade == "best" for one in place.choices) != 1:
        yield f"'{place.id}' needs exactly one best choice"
    if place.ending is not None and not place.lesson:
        yield f"'{place.id}' is an end without a lesson"


def _reached(scenario: Scenario, start: str) -> set[str]:
    """Return the places that can be reached from one, itself included."""
    return {start} | _after(scenario, start)


def _after(scenario: Scenario, start: str) -> set[str]:
    """Return the places that can be reached from one by one choice or more."""
    found: set[str] = set()
    to_see = [one.leads for one in scenario.by_id[start].choices]
    while to_see:
        name = to_see.pop()
        if name not in found:
            found.add(name)
            to_see += [one.leads for one in scenario.by_id[name].choices]
    return found


def _best_end(scenario: Scenario) -> ScenarioPlace | None:
    """Return where the best choices lead to; None where they lead to no end."""
    place = scenario.by_id[scenario.opening]
    for _ in scenario.places:
        best = next((one.leads for one in place.choices if one.grade == "best"), None)
        if best is None:
            return place if not place.choices else None
        place = scenario.by_id[best]
    return place if not place.choices else None
