"""Checklists and scenarios are read whole, or refused with what is wrong; a scenario is sound as a graph."""

from __future__ import annotations

import pytest

from builders.rule_text import document, refusal
from certway.core.items.practice_reading import read_scenario, read_skill

SKILL = """\
format: 1
id: hand-hygiene
title: Hand hygiene
topics: [hand-hygiene-and-ppe]
minutes: 2
equipment: [soap, towels]
steps:
- {do: Wet the hands, why: Soap spreads.}
- {do: Rub for 20 seconds, why: Friction removes., critical: true}
errors:
- {error: Touching the faucet, instead: Use a towel.}
patient: [Let the patient see it.]
reference: {source: cdc-hand-hygiene, part: washing}
"""
SCENARIO = """\
format: 1
id: unlabeled-tube
title: A tube without a label
topics: [collection-errors]
role: phlebotomist
opening: found
places:
- id: found
  text: You find a tube.
  choices:
  - {do: Guess, grade: harmful, why: It may be wrong., leads: guessed}
  - {do: Discard it, grade: best, why: It is not sure., leads: told}
- id: told
  text: You tell the supervisor.
  choices:
  - {do: Draw anew, grade: best, why: So it is right., leads: redrawn}
  - {do: Wait, grade: poor, why: It is forgotten., leads: guessed}
- {id: redrawn, text: It is drawn anew., ending: good, lesson: Label at the chair.}
- {id: guessed, text: The result is wrong., ending: bad, lesson: Never guess.}
reference: {source: clsi-gp41, part: labeling}
"""


def test_checklist_is_read_with_its_critical_steps() -> None:
    skill = read_skill(document(SKILL))
    assert [(step.do, step.critical) for step in skill.steps] == [
        ("Wet the hands", False),
        ("Rub for 20 seconds", True),
    ]
    assert (skill.minutes, skill.equipment, skill.errors[0].instead) == (2, ("soap", "towels"), "Use a towel.")
    assert "Let the patient see it." in skill.texts()


@pytest.mark.parametrize(
    ("right", "wrong", "text"),
    [
        (", critical: true", "", "r.yaml:1: no step is critical; mark those that fail the checklist with"),
        ("minutes: 2", "minutes: two", "r.yaml:5: 'minutes' must be a whole number"),
        (", instead: Use a towel.", "", "r.yaml:11: an error needs 'instead'"),
        ("patient: [Let the patient see it.]\n", "", "r.yaml:1: a checklist needs 'patient'"),
        ("why: Soap spreads.", "because: Soap spreads.", "r.yaml:8: a step needs 'why'"),
    ],
)
def test_broken_checklist_is_refused(right: str, wrong: str, text: str) -> None:
    assert SKILL.count(right) == 1
    assert [one for one in refusal(read_skill, SKILL.replace(right, wrong)) if one.startswith(text)] != []


def test_scenario_is_read_with_its_places() -> None:
    scenario = read_scenario(document(SCENARIO))
    assert (scenario.role, scenario.opening, [*scenario.by_id]) == (
        "phlebotomist",
        "found",
        ["found", "told", "redrawn", "guessed"],
    )
    assert scenario.by_id["found"].choices[1].grade == "best"
    assert "Label at the chair." in scenario.texts()


@pytest.mark.parametrize(
    ("right", "wrong", "text"),
    [
        ("opening: found", "opening: lost", "it opens in 'lost', which there is not"),
        ("leads: told}", "leads: tod}", "a choice of 'found' leads to 'tod', which there is not"),
        ("leads: told}", "leads: redrawn}", "no way leads to 'told'"),
        (
            "why: It is forgotten., leads: guessed}",
            "why: It is forgotten., leads: found}",
            "'found' can be come back to",
        ),
        ("grade: poor", "grade: best", "'told' needs exactly one best choice"),
        ("ending: good", "ending: mixed", "the best choices lead to 'redrawn', which is no good ending"),
        (", lesson: Label at the chair.", "", "'redrawn' is an end without a lesson"),
        (", ending: bad", "", "'guessed' needs either choices or an ending"),
        ("id: guessed, text: The", "id: told, text: The", "two places have the same id"),
        ("grade: harmful", "grade: wrong", "'grade' is 'wrong'; it must be one of best, acceptable, poor, harmful"),
        (
            "  - {do: Wait, grade: poor, why: It is forgotten., leads: guessed}\n",
            "",
            "'choices' has 1 entries; it takes",
        ),
    ],
)
def test_broken_scenario_is_refused(right: str, wrong: str, text: str) -> None:
    assert SCENARIO.count(right) == 1
    assert [one for one in refusal(read_scenario, SCENARIO.replace(right, wrong)) if text in one] != []
