"""How good predicted chances are, held against what happened."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.study.answer_log import Flags

BINS = 10
_LEAST = 1e-6  # a chance nearer to 0 or 1 counts as this near: one wrong certainty must not be all that is seen


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions that lie near each other."""

    low: float  # chances from here, 0 to 1
    high: float  # to here, left out but in the last bin
    count: int
    said: float  # mean chance; the bin's middle where there is none
    happened: float  # share that came true; 0 where there is none


@dataclass(frozen=True, slots=True)
class Scores:
    """What is told of predictions."""

    count: int
    log_loss: float  # nats
    brier: float
    auc: float | None  # None where all came true, or nothing
    ece: float  # expected calibration error
    bins: tuple[Bin, ...]


def scores_of(chances: Floats, happened: Flags) -> Scores:
    """Return the scores of predictions; both have shape (predictions,), at least one.

    Source: Brier (1950), Monthly Weather Review 78, 1-3; Fawcett (2006), Pattern Recognition Letters 27, 861-874 (AUC,
    ties counting half); Naeini, Cooper and Hauskrecht (2015), AAAI-15 (expected calibration error, equal widths).
    """
    bins = reliability(chances, happened)
    bound = np.clip(chances, _LEAST, 1 - _LEAST)
    return Scores(
        count=len(chances),
        log_loss=float(-np.log(np.where(happened, bound, 1 - bound)).mean()),
        brier=float(((chances - happened) ** 2).mean()),
        auc=auc(chances, happened),
        ece=sum(one.count * abs(one.said - one.happened) for one in bins) / len(chances),
        bins=bins,
    )


def auc(chances: Floats, happened: Flags) -> float | None:
    """Return how often what came true had the higher chance than what did not; None where there is only one of both."""
    came = int(happened.sum())
    others = len(happened) - came
    if not came or not others:
        return None
    _, place, counts = np.unique(chances, return_inverse=True, return_counts=True)
    ranks = np.cumsum(counts) - (counts - 1) / 2  # of ties their mean, from 1
    return float((ranks[place][happened].sum() - came * (came + 1) / 2) / (came * others))


def reliability(chances: Floats, happened: Flags, bins: int = BINS) -> tuple[Bin, ...]:
    """Return predictions in bins of equal width."""
    place = np.minimum((chances * bins).astype(np.int64), bins - 1)
    counts = np.bincount(place, minlength=bins)
    said, came = np.bincount(place, chances, bins), np.bincount(place, happened, bins)
    return tuple(
        Bin(
            low=number / bins,
            high=(number + 1) / bins,
            count=int(count),
            said=float(said[number] / count) if count else (number + 0.5) / bins,
            happened=float(came[number] / count) if count else 0.0,
        )
        for number, count in enumerate(counts)
    )
