"""Logistic models that Certway's is held against: PFA, and one with the features of DAS3H.

Their weights are fitted to the answers to train on and stand still then; what they count goes on being counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.study.answer_log import DAY, AnswerLog, Flags, Ints, sums_before, within

SECOND = 1_000  # milliseconds; finer is not told apart, so that pairs with instants are whole numbers
WINDOWS = (DAY // 24 // SECOND, DAY // SECOND, 7 * DAY // SECOND, 30 * DAY // SECOND)  # seconds; a last one has no end
RIDGE = 1.0  # precision of what is thought of a weight beforehand, around 0
_PFA_ROUNDS, _DAS3H_ROUNDS = 12, 8
_FARTHEST = 2.0  # that a weight moves in a step
_WIDEST = 30.0  # logits


def pfa(log: AnswerLog, train: Flags) -> Floats:
    """Return the chances by performance factors analysis: a topic's ease, and what its right and wrong answers add.

    Source: Pavlik, Cen and Koedinger (2009), Performance factors analysis, AIED 2009, equation 2.
    """
    wins = sums_before(log.pair, log.right.astype(np.float64))
    rows = np.stack((np.ones(len(log)), wins, within(log.pair) - wins))
    return _fitted([_Block(log.topic, log.topics, rows)], log.right, train, _PFA_ROUNDS)


def das3h(log: AnswerLog, train: Flags) -> Floats:
    """Return the chances by ease of items and topics, skill of people, and practice of a topic in windows of time.

    Source: Choffin, Popineau, Bourda and Vie (2019), DAS3H, EDM 2019, equations 3 and 4; their factorisation is left
    out, as it is in their variant with d = 0.
    """
    ones = np.ones((1, len(log)))
    blocks = [
        _Block(log.item, log.items, ones),
        _Block(log.person, log.people, ones),
        _Block(log.topic, log.topics, np.concatenate((ones, _windows(log)))),
    ]
    return _fitted(blocks, log.right, train, _DAS3H_ROUNDS)


def _windows(log: AnswerLog) -> Floats:
    """Return log(1 + right answers) and log(1 + answers) of the person in the topic, by window of time before."""
    order = np.lexsort((np.arange(len(log)), log.at, log.pair))
    pair, at = np.unique(log.pair[order], return_inverse=True)[1], (log.at[order] - log.at.min(initial=0)) // SECOND
    span = int(at.max(initial=0)) + 1
    right = np.r_[0, np.cumsum(log.right[order])]
    here = np.arange(len(log))
    first = here - within(log.pair[order])
    rows = np.empty((2 * len(WINDOWS) + 2, len(log)))
    for number, window in enumerate((*WINDOWS, span)):
        # Behind what the pair before answered, as each pair's instants lie a span apart.
        since = np.maximum(np.searchsorted(pair * span + at, pair * span + at - window), first)
        rows[2 * number, order], rows[2 * number + 1, order] = right[here] - right[since], here - since
    return np.log1p(rows)


@dataclass(frozen=True, eq=False)
class _Block:
    """Features whose weights are each group's own."""

    group: Ints  # shape (answers,)
    groups: int
    rows: Floats  # shape (features, answers)


def _fitted(blocks: list[_Block], right: Flags, train: Flags, rounds: int) -> Floats:
    """Return the chances of a logistic model fitted to some answers: Newton's steps, block after block."""
    weights = [np.zeros((len(block.rows), block.groups)) for block in blocks]
    logits = np.zeros(len(right))
    for _ in range(rounds):
        for block, weight in zip(blocks, weights, strict=True):
            step = _step(block, weight, right, logits, train)
            weight += step
            logits += (step[:, block.group] * block.rows).sum(axis=0)
    return _chance(logits)


def _step(block: _Block, weight: Floats, right: Flags, logits: Floats, train: Flags) -> Floats:
    group, rows, chance = block.group[train], block.rows[:, train], _chance(logits[train])
    missed, spread, size = right[train] - chance, chance * (1 - chance), len(rows)
    slope = np.stack([np.bincount(group, missed * row, block.groups) for row in rows]) - RIDGE * weight
    curve = np.empty((block.groups, size, size))
    for one, other in combinations_with_replacement(range(size), 2):
        curve[:, one, other] = np.bincount(group, spread * rows[one] * rows[other], block.groups)
        curve[:, other, one] = curve[:, one, other]
    step = np.linalg.solve(curve + RIDGE * np.eye(size), slope.T[:, :, None])[:, :, 0].T
    return np.asarray(np.clip(step, -_FARTHEST, _FARTHEST))


def _chance(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -_WIDEST, _WIDEST))))
