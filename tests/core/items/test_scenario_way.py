"""A way through a scenario is judged choice by choice; one that nobody can go is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certway.core.items.identity import edition_mark
from certway.core.items.scenario import Scenario
from certway.core.items.scenario_way import ImpossibleWayError, way_of
from certway.core.items.skill import Skill
from certway.exchange.bank.shipped import shipped_bank

SCENARIOS = {one.id: one for one in shipped_bank().bank.scenarios}
SKILLS = {one.id: one for one in shipped_bank().bank.skills}


@st.composite
def ways(draw: st.DrawFn) -> tuple[Scenario, list[tuple[str, int]]]:
    """Draw a scenario and a way through it to an end."""
    scenario = SCENARIOS[draw(st.sampled_from(sorted(SCENARIOS)))]
    place, path = scenario.by_id[scenario.opening], []
    while place.choices:
        number = draw(st.integers(0, len(place.choices) - 1))
        path.append((place.id, number))
        place = scenario.by_id[place.choices[number].leads]
    return scenario, path


@given(ways(), st.data())
def test_way_is_gone_to_its_end_and_no_other_place_is_reached(
    drawn: tuple[Scenario, list[tuple[str, int]]], data: st.DataObject
) -> None:
    scenario, path = drawn
    way = way_of(scenario, path)
    assert way.place.ending is not None
    assert [(step.place.id, step.number) for step in way.steps] == path
    assert len(way.grades) == len(path)
    for step, grade in zip(way.steps, way.grades, strict=True):
        assert (step.better is None) == (grade == "best")
        assert step.better is None or step.better.grade == "best"

    broken = data.draw(st.integers(0, len(path) - 1))
    place, number = path[broken]
    wrong = data.draw(st.sampled_from([("nowhere", number), (place, -1), (place, 99), (way.place.id, 0)]))
    with pytest.raises(ImpossibleWayError) as refused:
        way_of(scenario, [*path[:broken], wrong, *path[broken + 1 :]])
    assert refused.value.step == broken
    with pytest.raises(ImpossibleWayError):
        way_of(scenario, [*path, (way.place.id, 0)])


@given(st.sampled_from(sorted(SKILLS)), st.data())
def test_checklist_is_passed_unless_a_critical_step_is_missed(name: str, data: st.DataObject) -> None:
    skill: Skill = SKILLS[name]
    missed = data.draw(st.sets(st.integers(0, len(skill.steps) - 1)))
    assert skill.is_passed_without(missed) is not any(skill.steps[place].critical for place in missed)


def test_every_wording_has_an_edition_of_its_own() -> None:
    every = [*SCENARIOS.values(), *SKILLS.values()]
    assert len({edition_mark(one) for one in every}) == len(every)
    assert {len(edition_mark(one)) for one in every} == {64}
