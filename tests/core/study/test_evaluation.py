"""Models are held against each other on the later answers of everybody, and none of them looks ahead."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from builders.answer_logs import drawn_log, log_with
from certway.core.study.assumptions import DEFAULTS
from certway.core.study.evaluation import RIVALS, NothingToTestError, certway, evaluate, trained_on


def test_first_four_fifths_of_each_persons_answers_are_trained_on() -> None:
    counts = (1, 2, 4, 5, 11)
    log = log_with([(person, 0, 0, True, n) for person, count in enumerate(counts) for n in range(count)])

    assert np.bincount(log.person[trained_on(log)]).tolist() == [1, 1, 3, 4, 8]


def test_certway_is_the_best_on_answers_of_levels_and_topics() -> None:
    told: list[float] = []

    found = evaluate(drawn_log(np.random.default_rng(2)), progress=told.append)

    names = [model.name for model in found.models]
    losses = {model.name: model.scores.log_loss for model in found.models}
    assert names == ["certway", "topic-mean", "person-mean", "elo", "pfa", "das3h"]
    assert min(losses, key=losses.__getitem__) == "certway"
    assert (found.rows, found.people, found.items, found.topics, found.tested) == (7200, 120, 80, 4, 1440)
    assert {model.scores.count for model in found.models} == {1440}
    assert found.right == pytest.approx(0.5, abs=0.1)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_one_answer_each_leaves_nothing_to_test_with() -> None:
    with pytest.raises(NothingToTestError):
        evaluate(log_with([(0, 0, 0, True, 0.0), (1, 0, 0, False, 0.0)]))


@pytest.mark.parametrize("name", ["certway", *RIVALS])
def test_no_model_knows_an_answer_before_it_is_given(name: str) -> None:
    log = drawn_log(np.random.default_rng(3), people=12, answers=20, items=15)
    train = trained_on(log)
    changed = int(np.flatnonzero(~train & (log.at == log.at[~train].max()))[0])
    right = log.right.copy()
    right[changed] = not right[changed]
    other = replace(log, right=right)

    before, after = (
        certway(one, train, DEFAULTS) if name == "certway" else RIVALS[name](one, train)  # type: ignore[index]
        for one in (log, other)
    )

    # Certway goes by rounds, the others by time: the last answer of its person is the last of both.
    earlier = np.arange(len(log)) != changed if name != "certway" else log.place <= log.place[changed]
    assert before[earlier].tolist() == after[earlier].tolist()
    assert before[changed] == after[changed]
