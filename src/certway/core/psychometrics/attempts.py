"""Answers in columns, where each attempt asked items of its own, and how they go with the rest of their attempt.

A table of answers (`responses.py`) has a cell for every person and item; where forms vary, or a test adapts, nearly all
of them are empty. Here only what was asked takes room.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import MISSING, RIGHT, Responses

Places = NDArray[np.signedinteger]
Flags = NDArray[np.bool_]

_LEAST = 1e-12  # of a sum of squares; less is rounding


@dataclass(frozen=True, slots=True)
class Attempts:
    """Answers, in any order; columns have the shape (answers,)."""

    people: int
    items: int
    person: Places  # from 0
    item: Places  # from 0
    right: Flags


@dataclass(frozen=True, slots=True)
class RestScores:
    """How well each answer's attempt did on its other items; shape (answers,)."""

    share: Floats  # of right answers; 0 where there are no others
    told: Flags  # whether there are others


def attempts_of(responses: Responses) -> Attempts:
    """Return a table of answers as attempts, person after person; what is missing is left out."""
    person, item = np.nonzero(responses != MISSING)
    people, items = responses.shape
    return Attempts(people, items, person, item, responses[person, item] == RIGHT)


def rest_scores_of(attempts: Attempts) -> RestScores:
    """Return the rest scores: without missing answers they are the number of other right answers over one number."""
    asked = np.bincount(attempts.person, minlength=attempts.people)[attempts.person]
    right = np.bincount(attempts.person, weights=attempts.right, minlength=attempts.people)[attempts.person]
    return RestScores((right - attempts.right) / np.maximum(asked - 1, 1), asked > 1)


@dataclass(frozen=True, slots=True)
class Marks:
    """What some answers have, such as: it is right; it chose B. Columns have the shape (marks,)."""

    answer: Places  # place among the answers; one with several marks stands here as often
    kind: Places  # from 0
    kinds: int  # how many there are of an item


def correlations(attempts: Attempts, rest: RestScores, marks: Marks) -> tuple[Floats, Floats]:
    """Return the point-biserial correlation of each mark with the rest scores, and over how many people it is.

    It is over all who answered the item and have a rest score; 0 where marks or rest scores don't differ. Shapes
    (items, kinds) and (items, 1).
    """
    told, shape = rest.told.astype(np.float64), (attempts.items, marks.kinds)
    count = np.bincount(attempts.item, weights=told, minlength=attempts.items)
    mean = np.bincount(attempts.item, weights=told * rest.share, minlength=attempts.items) / np.maximum(count, 1)
    away = told * (rest.share - mean[attempts.item])
    spread = np.bincount(attempts.item, weights=away**2, minlength=attempts.items)[:, None]
    people = np.asarray(count[:, None], dtype=np.float64)
    having, together = summed_by_mark(attempts, marks, told), summed_by_mark(attempts, marks, away)
    whole = np.sqrt(spread * np.maximum(having - having**2 / np.maximum(people, 1), 0))
    return np.divide(together, whole, out=np.zeros(shape), where=whole > _LEAST), people


def summed_by_mark(attempts: Attempts, marks: Marks, weights: Floats) -> Floats:
    """Return the sums of weights, shape (answers,), over the answers that have each mark; shape (items, kinds)."""
    cell = attempts.item[marks.answer].astype(np.intp) * marks.kinds + marks.kind
    sums = np.bincount(cell, weights=weights[marks.answer], minlength=attempts.items * marks.kinds)
    return np.asarray(sums.reshape(attempts.items, marks.kinds), dtype=np.float64)


def correlation_errors(correlation: Floats, people: Floats) -> Floats:
    """Return the large-sample standard errors of correlations; inf where fewer than 3 people have both."""
    return np.where(people > 2, (1 - correlation**2) / np.sqrt(np.maximum(people - 1, 1)), np.inf)


def outer_groups(attempts: Attempts, rest: RestScores, share: float) -> tuple[Flags, Flags]:
    """Return which answers are of the lower and of the upper group of those who answered their item, shape (answers,).

    Each group is so large a share of them, by their rest scores; who ties with its last one belongs to it as well.
    """
    known = np.flatnonzero(rest.told)
    item, scores = attempts.item[known], rest.share[known]
    ordered = scores[np.lexsort((scores, item))]
    count = np.bincount(item, minlength=attempts.items)
    starts = np.cumsum(count) - count
    size = np.maximum(1, np.rint(share * count).astype(np.intp))
    last = max(0, len(ordered) - 1)
    padded = ordered if len(ordered) else np.zeros(1)
    lowest = padded[np.minimum(starts + size - 1, last)]
    highest = padded[np.clip(starts + count - size, 0, last)]
    return (
        rest.told & (rest.share <= lowest[attempts.item]),
        rest.told & (rest.share >= highest[attempts.item]),
    )
