"""Classical item and test statistics.

A missing answer counts neither as right nor as wrong. Where a body scores what was not reached as wrong, put the
answers through `responses.with_not_reached_wrong` first. Source: Lord & Novick (1968), Statistical Theories of Mental
Test Scores, chapters 4 and 15.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.attempts import (
    Attempts,
    Marks,
    attempts_of,
    correlation_errors,
    correlations,
    rest_scores_of,
)
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
    return statistics_of(attempts_of(responses))


def statistics_of(attempts: Attempts) -> ItemStatistics:
    """Return the statistics of each item, by attempts that may each have asked others."""
    answered = np.bincount(attempts.item, minlength=attempts.items)
    right = np.bincount(attempts.item, weights=attempts.right, minlength=attempts.items)
    share = right / np.maximum(answered, 1)
    error = np.sqrt(share * (1 - share) / np.maximum(answered, 1))
    marked = np.flatnonzero(attempts.right)
    marks = Marks(marked, np.zeros_like(marked), kinds=1)
    found, people = correlations(attempts, rest_scores_of(attempts), marks)
    discrimination = found[:, 0]
    return ItemStatistics(
        answered=answered.astype(np.int64),
        difficulty=share,
        difficulty_error=np.where(answered > 0, error, np.inf),
        discrimination=discrimination,
        discrimination_error=correlation_errors(discrimination, people[:, 0]),
        constant=(share == 0) | (share == 1),
    )


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


@dataclass(frozen=True, slots=True)
class DrawnStatistics:
    """How exactly scores measure where each person got questions of her own, drawn as if by lot; in shares of right."""

    people: int
    mean: float  # share of right answers
    deviation: float  # over n − 1
    reliability: float  # KR-21 where all were asked as many; 1 at most
    measurement_error: float  # standard error of measurement, also for the luck of which questions came


def drawn_statistics(right: NDArray[np.int64], asked: NDArray[np.int64]) -> DrawnStatistics:
    """Return the statistics of scores on forms that differ from person to person.

    `right` and `asked`, shape (people,), are numbers of questions. Errors are binomial: Lord (1955), Psychometrika 20,
    1-22; with as many questions for all this is the formula 21 of Kuder & Richardson (1937), Psychometrika 2, 151-160.
    Raises NoReliabilityError for fewer than 2 people or questions, and where scores don't differ.
    """
    if len(right) < 2 or asked.min() < 2:
        raise NoReliabilityError("it takes at least 2 items and 2 people")
    share = right / asked
    variance = float(share.var(ddof=1))
    if variance <= 1e-12:
        raise NoReliabilityError("the scores don't differ")
    error = float((share * (1 - share) / (asked - 1)).mean())
    return DrawnStatistics(len(right), float(share.mean()), variance**0.5, 1 - error / variance, error**0.5)


def lengthened_reliability(reliability: float, factor: float) -> float:
    """Return the reliability of a test that is so many times as long, by Spearman's and Brown's formula."""
    return factor * reliability / (1 + (factor - 1) * reliability)
