"""What is stated of simulated students, who learn otherwise than the model has it, comes true about as often."""

from __future__ import annotations

import numpy as np
import pytest

from certway.core.study.abilities import abilities_at
from certway.core.study.ability_learning import learn
from certway.core.study.assumptions import DEFAULTS
from certway.core.study.pass_chance import ExamTopics, pass_chances
from certway.core.study.prediction_scores import auc
from generated_students import GUESS, TOPICS, WEIGHTS, cohort


def test_chances_and_intervals_hold_for_students_of_another_truth() -> None:
    students = cohort("other", 300, np.random.default_rng(17))
    beliefs = learn(students.log, assumptions=DEFAULTS, difficulties=students.difficulties).beliefs
    abilities = abilities_at(beliefs, topics=TOPICS, assumptions=DEFAULTS, at=students.exam_at)

    found = pass_chances(abilities, ExamTopics(WEIGHTS.astype(np.float64), GUESS), DEFAULTS)

    true = students.pass_chance
    inside = (true >= found.low) & (true <= found.high)
    assert float(inside.mean()) == pytest.approx(0.8, abs=0.1)
    assert float(found.chance.mean()) == pytest.approx(float(true.mean()), abs=0.08)
    assert float(((found.chance - true) ** 2).mean()) < 0.05
    assert (auc(found.chance, students.passed) or 0) > 0.85
