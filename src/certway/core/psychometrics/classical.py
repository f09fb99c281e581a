"""Classical item and test statistics.

A missing answer counts neither as right nor as wrong. Where a body scores what was not reached as wrong, put the
answers through `responses.with_not_reached_wrong` first. Source: Lord & Novick (1968), Statistical Theories of Mental
Test Scores, chapters 4 and 15.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import MISSING, RIGHT, Responses, check_responses
from certway.core.units.errors import CertwayError


class NoReliabilityError(CertwayError):
    """Raised where the reliability of a test cannot be told."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the reliability can't be told: {reason}")


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """What answers say about each item; shape (items,)."""

    answered: NDArray[np.int64]  # people
    difficulty: Floats  # share of right answers (p); 0 where nobody answered
    difficulty_error: Floats  # its standard error; inf where nobody answered
    discrimination: Floats  # corrected point-biserial: with the score on the other items; 0 where all answered alike
    discrimination_error: Floats  # its large-sample standard error; inf where fewer than 3 people have both
    constant: NDArray[np.bool_]  # whether all who answered did so alike


@dataclass(frozen=True, slots=True)
class ScoreStatistics:
    """What answers say about a test as a whole, in points: one for each right answer."""

    items: int
    people: int
    mean: float  # points; with missing answers the sum of the items' means
    deviation: float  # points, over n − 1
    alpha: float  # Cronbach's, which is KR-20 for right and wrong; 1 at most, and below 0 for items that don't agree
    alpha_error: float  # its standard error
    measurement_error: float  # standard error of measurement, points


def item_statistics(responses: Responses) -> ItemStatistics:
    """Return the statistics of each item. Raises ResponsesError."""
    check_responses(responses)
    right = (responses == RIGHT).astype(np.float64)
    told = (responses != MISSING).astype(np.float64)
    answered = told.sum(axis=0)
    share = right.sum(axis=0) / np.maximum(answered, 1)
    error = np.sqrt(share * (1 - share) / np.maximum(answered, 1))
    discrimination, pairs = rest_correlations(right, told)
    return ItemStatistics(
        answered=answered.astype(np.int64),
        difficulty=share,
        difficulty_error=np.where(answered > 0, error, np.inf),
        discrimination=discrimination,
        discrimination_error=np.where(pairs > 2, (1 - discrimination**2) / np.sqrt(np.maximum(pairs - 1, 1)), np.inf),
        constant=(share == 0) | (share == 1),
    )


def rest_scores(right: Floats, told: Floats) -> tuple[Floats, Floats]:
    """Return each person's share of right answers to the other items, and whether there are any.

    All have shape (people, items). Without missing answers it is the rest score over one number for all.
    """
    others = told.sum(axis=1, keepdims=True) - told
    share = (right.sum(axis=1, keepdims=True) - right) / np.maximum(others, 1)
    return share, (others > 0).astype(np.float64)


def rest_correlations(marks: Floats, told: Floats, *, right: Floats | None = None) -> tuple[Floats, Floats]:
    """Return the correlation of marks (0 or 1) with the rest scores, shape (items,), and over how many people.

    `right` says what scores a point, where that is not the mark itself.
    """
    rest, there = rest_scores(marks if right is None else right, told)
    both = told * there
    count = both.sum(axis=0)
    over = np.maximum(count, 1)
    away = both * (rest - (both * rest).sum(axis=0) / over)
    mark = both * (marks - (both * marks).sum(axis=0) / over)
    spread = np.sqrt((away**2).sum(axis=0) * (mark**2).sum(axis=0))
    together = (away * mark).sum(axis=0)
    return np.divide(together, spread, out=np.zeros_like(together), where=spread > 1e-12), count


def score_statistics(responses: Responses) -> ScoreStatistics:
    """Return the statistics of the scores, with missing answers by the pairs of items that people answered both.

    Raises ResponsesError, and NoReliabilityError for fewer than 2 items or people, for pairs of items that fewer than 2
    people answered, and where scores don't differ.
    """
    check_responses(responses)
    people, items = responses.shape
    covariance, means = _covariance(responses)
    variance = covariance.sum()
    if variance <= 1e-12:
        raise NoReliabilityError("the scores don't differ")
    own = np.trace(covariance)
    alpha = items / (items - 1) * (1 - own / variance)
    deviation = float(np.sqrt(variance))
    return ScoreStatistics(
        items=items,
        people=people,
        mean=float(means.sum()),
        deviation=deviation,
        alpha=float(alpha),
        alpha_error=_alpha_error(covariance, people),
        measurement_error=deviation * float(np.sqrt(max(0.0, 1 - alpha))),
    )


def _covariance(responses: Responses) -> tuple[Floats, Floats]:
    """Return the covariances of the items, each over those who answered both, and the items' means."""
    people, items = responses.shape
    if items < 2 or people < 2:
        raise NoReliabilityError("it takes at least 2 items and 2 people")
    right = (responses == RIGHT).astype(np.float64)
    told = (responses != MISSING).astype(np.float64)
    count = told.T @ told
    if count.min() < 2:
        raise NoReliabilityError("there are 2 items that fewer than 2 people answered both")
    sums = right.T @ told  # of the row's item over those who answered the column's too
    together = right.T @ right
    return (together - sums * sums.T / count) / (count - 1), np.diag(sums) / np.diag(count)


def _alpha_error(covariance: Floats, people: int) -> float:
    """Return the asymptotic standard error of alpha.

    Source: van Zyl, Neudecker & Nel (2000), Psychometrika 65, 271-280; Duhachek & Iacobucci (2004), Journal of Applied
    Psychology 89, 792-808.
    """
    items, total, own = len(covariance), covariance.sum(), np.trace(covariance)
    squared = covariance @ covariance
    spread = total * (np.trace(squared) + own**2) - 2 * own * squared.sum()
    return float(np.sqrt(max(0.0, 2 * items**2 / ((items - 1) ** 2 * total**3) * spread / people)))


def lengthened_reliability(reliability: float, factor: float) -> float:
    """Return the reliability of a test that is so many times as long, by Spearman's and Brown's formula."""
    return factor * reliability / (1 + (factor - 1) * reliability)
