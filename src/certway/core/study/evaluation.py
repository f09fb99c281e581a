"""Models held against each other on anybody's answers: trained on the earlier of each person's, tested on the later.

The first 80 percent of each person's answers by time are to train on, the others to test with. What a model says of an
answer rests on what was there before it: all answers to train on, and of the others those that came earlier. Certway,
the means and Elo go on learning from these; the weights of PFA and DAS3H stand still, what they count does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.study import logistic_rivals, rivals
from certway.core.study.ability_learning import learn
from certway.core.study.answer_log import AnswerLog, Flags
from certway.core.study.assumptions import Assumptions
from certway.core.study.beliefs import beliefs_before
from certway.core.study.difficulties import unknown_difficulties
from certway.core.study.empirical_bayes import fit_assumptions
from certway.core.study.prediction_scores import Scores, scores_of

ModelName: TypeAlias = Literal["certway", "topic-mean", "person-mean", "elo", "pfa", "das3h"]

TRAIN_PERCENT = 80

RIVALS: dict[ModelName, Callable[[AnswerLog, Flags], Floats]] = {
    "topic-mean": rivals.topic_means,
    "person-mean": rivals.person_means,
    "elo": rivals.elo,
    "pfa": logistic_rivals.pfa,
    "das3h": logistic_rivals.das3h,
}
_FITTING = 0.7  # of the time, about


class NothingToTestError(LookupError):
    """Raised where nobody answered twice, so that nothing comes after what is trained on."""


@dataclass(frozen=True, slots=True)
class ModelScores:
    """How good one model is."""

    name: ModelName
    scores: Scores  # of the answers to test with


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came of it."""

    rows: int  # answers
    people: int
    items: int
    topics: int
    tested: int  # answers to test with
    right: float  # share of these that are right
    models: tuple[ModelScores, ...]  # Certway's first
    assumptions: Assumptions  # of Certway's model, as fitted


def evaluate(log: AnswerLog, *, progress: Callable[[float], None] = lambda _share: None) -> Evaluation:
    """Return how good each model is. Raises NothingToTestError. `progress` is told what share of the work is done."""
    train = trained_on(log)
    if train.all():
        raise NothingToTestError
    fitted = fit_assumptions(log.where(train), progress=lambda share: progress(_FITTING * share)).assumptions
    models = tuple(
        ModelScores(name, scores_of(chances[~train], log.right[~train]))
        for name, chances in _chances(log, train, fitted, progress)
    )
    return Evaluation(
        rows=len(log),
        people=int((log.counts > 0).sum()),
        items=len(np.unique(log.item)),
        topics=len(np.unique(log.topic)),
        tested=int((~train).sum()),
        right=float(log.right[~train].mean()),
        models=models,
        assumptions=fitted,
    )


def trained_on(log: AnswerLog) -> Flags:
    """Return which answers are to train on: of each person the first 80 percent, rounded down, but at least one."""
    return log.place < np.maximum(log.counts[log.person] * TRAIN_PERCENT // 100, 1)


def _chances(
    log: AnswerLog, train: Flags, fitted: Assumptions, progress: Callable[[float], None]
) -> Iterator[tuple[ModelName, Floats]]:
    """Yield what each model says of every answer."""
    yield "certway", certway(log, train, fitted)
    for number, (name, model) in enumerate(RIVALS.items()):
        progress(_FITTING + (1 - _FITTING) * (number + 1) / (len(RIVALS) + 1))
        yield name, model(log, train)
    progress(1.0)


def certway(log: AnswerLog, train: Flags, assumptions: Assumptions) -> Floats:
    """Return what Certway's model says of every answer; shape (answers,)."""
    first = learn(
        log.where(train),
        assumptions=assumptions,
        difficulties=unknown_difficulties(log.items, log.topics, assumptions),
        beliefs=beliefs_before(log, assumptions),
        learn_items=True,
    )
    then = learn(
        log.where(~train),
        assumptions=assumptions,
        difficulties=first.difficulties,
        beliefs=first.beliefs,
        learn_items=True,
    )
    found = np.empty(len(log))
    found[train], found[~train] = first.chances, then.chances
    return found
