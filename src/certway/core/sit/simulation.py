"""Adaptive exams taken by simulated takers whose ability is known: how well it is found, and what it costs the pool."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from certway.core.psychometrics.response import Floats, probability
from certway.core.sit.adaptive import AdaptiveTest, answer, begin, estimate, pick
from certway.core.sit.lots import ANSWER, Seeds, lots
from certway.core.sit.pool import NONE, Numbers

DISTANCES = (0.25, 0.5, 1.0)  # logits from the cut at which accuracy is told apart
_TOGETHER = 500  # takers who go through the exam at once


@dataclass(frozen=True, slots=True)
class Simulated:
    """What came of the exams; the first axis is the takers'."""

    abilities: Floats  # the true ones
    estimates: Floats
    standard_errors: Floats
    lengths: Numbers
    asked: Numbers  # candidates in their order, NONE after the end; shape (takers, length)
    exposure: Floats  # share of takers who got a candidate; shape (candidates,)
    outline_deviation: int  # the most questions by which a part of anybody's exam was off its number at that length


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How often takers at some distance from the cut are put on their right side of it."""

    from_: float  # logits, the distance itself included
    to: float  # left out
    takers: int
    share: float  # who are classified rightly; 1 for nobody


@dataclass(frozen=True, slots=True)
class Performance:
    """What is published of a simulation."""

    takers: int
    bias: float  # mean of estimate minus truth, logits
    rmse: float  # logits
    mean_length: float
    most_exposed: float  # share of takers who got the question that was asked most
    never_asked: float  # share of the pool
    outline_deviation: int
    accuracy: tuple[Accuracy, ...]


def simulate(test: AdaptiveTest, abilities: Floats, *, seed: int) -> Simulated:
    """Return the exams of takers with these abilities; the same seed gives the same exams."""
    count = len(abilities)
    seeds = np.arange(count, dtype=np.uint64) + np.uint64(seed) * np.uint64(1 << 32)
    estimates, errors = np.empty(count), np.empty(count)
    asked = np.full((count, test.length), NONE)
    for start in range(0, count, _TOGETHER):
        rows = slice(start, start + _TOGETHER)
        estimates[rows], errors[rows], asked[rows] = _taken(test, abilities[rows], seeds[rows])
    items = asked[asked != NONE]
    return Simulated(
        abilities=abilities,
        estimates=estimates,
        standard_errors=errors,
        lengths=(asked != NONE).sum(axis=1),
        asked=asked,
        exposure=np.bincount(items, minlength=len(test.pool)) / count,
        outline_deviation=_deviation(test, asked),
    )


def performance_of(found: Simulated, *, cut: float = 0.0) -> Performance:
    """Return what is published of a simulation, with the accuracy at a cut (logits)."""
    errors, away = found.estimates - found.abilities, np.abs(found.abilities - cut)
    agree = (found.estimates >= cut) == (found.abilities >= cut)
    ends = (0.0, *DISTANCES, np.inf)
    accuracy = []
    for low, high in pairwise(ends):
        band = (away >= low) & (away < high)
        accuracy.append(Accuracy(low, high, int(band.sum()), float(agree[band].mean()) if band.any() else 1.0))
    return Performance(
        takers=len(errors),
        bias=float(errors.mean()),
        rmse=float(np.sqrt((errors**2).mean())),
        mean_length=float(found.lengths.mean()),
        most_exposed=float(found.exposure.max()),
        never_asked=float((found.exposure == 0).mean()),
        outline_deviation=found.outline_deviation,
        accuracy=tuple(accuracy),
    )


def _taken(test: AdaptiveTest, abilities: Floats, seeds: Seeds) -> tuple[Floats, Floats, Numbers]:
    """Return the estimates, their standard errors, and what was asked."""
    pool, takers = test.pool, begin(test, seeds)
    asked = np.full((len(seeds), test.length), NONE)
    for place in range(test.length):
        items = pick(test, takers)
        if (items == NONE).all():
            break
        chance = probability(abilities, pool.a[items], pool.b[items], pool.c[items])
        right = lots(seeds, stream=ANSWER, place=place, count=1)[:, 0] < chance
        takers, asked[:, place] = answer(test, takers, items, right), items
    found = estimate(takers)
    return found.mean, found.standard_error, asked


def _deviation(test: AdaptiveTest, asked: Numbers) -> int:
    """Return the most whole questions by which a part is off its share of an exam's length."""
    lengths = (asked != NONE).sum(axis=1)
    parts = [((asked != NONE) & (test.pool.node[asked] == node)).sum(axis=1) for node in range(len(test.quotas))]
    shares = test.quotas * lengths[:, None] / test.length
    return int(np.floor(np.abs(np.array(parts).T - shares) + 1e-9).max())
