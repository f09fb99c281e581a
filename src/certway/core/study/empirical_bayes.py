"""The model's fixed numbers fitted to answers: those under which what people answered next was most likely.

Each answer is judged by what was believed before it, so the product of their chances is the likelihood with abilities
and difficulties integrated out (type II maximum likelihood), here with weak normal densities around the shipped ones.
The search is Fisher's scoring over coordinates without limits; how chances change with them is seen by small steps.

Source: Good (1965), The estimation of probabilities (type II); Osborne (1992), Fisher's method of scoring,
International Statistical Review 60, 99-117.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.study.ability_learning import learn
from certway.core.study.answer_log import AnswerLog
from certway.core.study.assumptions import DEFAULTS, Assumptions, assumptions_of, point_of
from certway.core.study.difficulties import Difficulties, unknown_difficulties

MOST_ANSWERS = 20_000  # that the search looks at
MOST_ROUNDS = 400  # of one person's answers
ROUNDS = 6  # of the search
LOOSE = 1.0  # sd of what is thought of a coordinate beforehand
_STEP = 1e-3  # of a coordinate, to see how chances change
_FARTHEST = 1.0  # that a coordinate moves in a round
_HALVINGS = 4
_ENOUGH = 1e-5  # gain in nats an answer below which the search ends


@dataclass(frozen=True, slots=True)
class Fitted:
    """What the search found."""

    assumptions: Assumptions
    log_loss: float  # of the answers that were looked at, each before it was known; nats
    answers: int


def fit_assumptions(
    log: AnswerLog,
    *,
    difficulties: Difficulties | None = None,
    start: Assumptions = DEFAULTS,
    most: tuple[int, int] = (MOST_ANSWERS, MOST_ROUNDS),
    progress: Callable[[float], None] = lambda _share: None,
) -> Fitted:
    """Return the fixed numbers that fit a log's answers, of some of its people where there are many.

    Where what is believed of the questions is not given, it is learnt from the answers as well. `most` are the answers
    that are looked at, in all and of one person.
    """
    objective = _Objective(sample_of(log, *most), point_of(start), difficulties)
    point, chances = objective.start, objective.chances(objective.start)
    loss = objective.loss(point, chances)
    for number in range(ROUNDS):
        progress(number / ROUNDS)
        found = _lower(objective, point, loss, objective.step(point, chances))
        if found is None:
            break
        gained = loss - found[2]
        point, chances, loss = found
        if gained < _ENOUGH:
            break
    progress(1.0)
    return Fitted(assumptions_of(point), objective.log_loss(chances), len(objective.log))


def _lower(objective: _Objective, point: Floats, loss: float, step: Floats) -> tuple[Floats, Floats, float] | None:
    """Return a lower place on the way of a step, with its chances and its loss; None where there is none."""
    for halving in range(_HALVINGS):
        tried = point + step / 2**halving
        chances = objective.chances(tried)
        reached = objective.loss(tried, chances)
        if reached < loss:
            return tried, chances, reached
    return None


class _Objective:
    """What is made small: nats an answer, and what is thought of the numbers beforehand."""

    def __init__(self, log: AnswerLog, start: Floats, known: Difficulties | None) -> None:
        self.log, self.start, self._known = log, start, known

    def chances(self, point: Floats) -> Floats:
        assumed = assumptions_of(point)
        items = self._known or unknown_difficulties(self.log.items, self.log.topics, assumed)
        learnt = learn(self.log, assumptions=assumed, difficulties=items, learn_items=self._known is None)
        return learnt.chances

    def log_loss(self, chances: Floats) -> float:
        return float(-np.log(np.where(self.log.right, chances, 1 - chances)).mean())

    def loss(self, point: Floats, chances: Floats) -> float:
        away = (point - self.start) / LOOSE
        return self.log_loss(chances) + float(away @ away) / (2 * len(self.log))

    def step(self, point: Floats, chances: Floats) -> Floats:
        """Return where Fisher's scoring goes from a point; no coordinate moves farther than _FARTHEST."""
        moved = [(self.chances(point + step) - chances) / _STEP for step in np.eye(len(point)) * _STEP]
        slopes = np.stack(moved) / np.sqrt(chances * (1 - chances))
        missed = (self.log.right - chances) / np.sqrt(chances * (1 - chances))
        information = slopes @ slopes.T + np.eye(len(point)) / LOOSE**2
        score = slopes @ missed - (point - self.start) / LOOSE**2
        step = np.linalg.solve(information, score)
        return np.asarray(step * min(1.0, _FARTHEST / max(float(np.abs(step).max()), _FARTHEST)))


def sample_of(log: AnswerLog, answers: int, rounds: int) -> AnswerLog:
    """Return about so many answers: the first of people spread evenly over a log, of one person `rounds` at most."""
    counts = np.minimum(log.counts, rounds)
    every = max(1, -(-int(counts.sum()) // answers))
    return log.where((log.place < rounds) & (log.person % every == 0))
