"""Adaptive exams: which question comes next, for one taker or for many at once.

The next question belongs to a part of the outline that has fewer than its share so far, drawn in proportion to what it
lacks; at full length every part has exactly its number. Within the part, one of the questions that tell most at the
ability estimated so far is drawn. Of questions that exclude each other, a set's among them, one at most is asked.

Everything follows from the seed of a sitting and the log of what was asked and answered, so each pick can be rebuilt.

Sources: Kingsbury and Zara (1989), Applied Measurement in Education 2 (content balance, the draw among several);
Bock and Mislevy (1982), Applied Psychological Measurement 6 (the estimate).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.response import Floats, information, probability
from certway.core.sit.lots import BAR, PICK, Seeds, lots
from certway.core.sit.pool import NONE, Numbers, Pool
from certway.core.sit.rivals import lacks_of, rivals_of
from certway.core.sit.wanted import Lack

Flags = NDArray[np.bool_]

GRID = np.linspace(-4.0, 4.0, 81)  # abilities at which everything is tabled
AMONG = 5  # questions from which the next one is drawn
_WINDOW = 64  # questions of a part that are looked at first


class PoolError(ValueError):
    """Raised for a pool that could run out in an exam; what it lacks is its argument."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        super().__init__(", ".join(f"{lack.node} lacks {lack.items}" for lack in lacks))
        self.lacks = tuple(lacks)


@dataclass(frozen=True, slots=True)
class Stop:
    """When an exam ends before its full length."""

    least: int  # questions that are asked in any case
    standard_error: float  # of the ability, in logits, at which it ends


@dataclass(frozen=True, slots=True)
class AdaptiveTest:
    """A pool prepared for picking; the same for everybody."""

    pool: Pool
    quotas: Numbers  # questions by part of the outline
    among: int  # questions from which the next one is drawn
    stop: Stop | None
    limits: Floats  # share of takers who may get a question at all, by candidate
    prior: Floats  # logarithm of how likely each ability of GRID is beforehand
    right: Floats  # logarithm of how likely a right answer is; shape (candidates, abilities)
    wrong: Floats
    ranked: Numbers  # candidates by part, those that tell most first; shape (abilities, candidates)
    starts: Numbers  # where each part starts in `ranked`, and the end
    rivals: Numbers  # candidates that go with one, itself among them; shape (candidates, most rivals)

    @property
    def length(self) -> int:
        """How many questions are asked at most."""
        return int(self.quotas.sum())


@dataclass(frozen=True, slots=True)
class Takers:
    """Where some takers stand; every column has a row for each."""

    seeds: Seeds
    count: Numbers  # questions answered
    parts: Numbers  # of these, by part of the outline
    posterior: Floats  # logarithm of how likely each ability of GRID is, but for a constant
    closed: Flags  # candidates that were asked, or exclude each other with one
    barred: Flags  # candidates that this taker does not get, as exposure control draws it


@dataclass(frozen=True, slots=True)
class Ability:
    """What is estimated; shape (takers,)."""

    mean: Floats  # logits
    standard_error: Floats


def prepare(
    pool: Pool,
    counts: Mapping[str, int],
    *,
    among: int = AMONG,
    stop: Stop | None = None,
    limits: Floats | None = None,
    mean: float = 0.0,
    deviation: float = 1.0,
) -> AdaptiveTest:
    """Return a pool prepared for picking so many questions of each part. Raises PoolError.

    `limits` come from `exposure.control`. Abilities are expected to be normal with a mean and standard deviation.
    """
    lacks = lacks_of(pool, counts)
    if lacks:
        raise PoolError(lacks)
    a, b, c = (column[:, None] for column in (pool.a, pool.b, pool.c))
    chance = np.clip(probability(GRID, a, b, c), 1e-12, 1 - 1e-12)
    tells = information(GRID, a, b, c)
    return AdaptiveTest(
        pool=pool,
        quotas=np.array([counts.get(node, 0) for node in pool.nodes], dtype=np.int64),
        among=among,
        stop=stop,
        limits=np.ones(len(pool)) if limits is None else limits,
        prior=-0.5 * ((GRID - mean) / deviation) ** 2,
        right=np.log(chance),
        wrong=np.log1p(-chance),
        ranked=np.array([np.lexsort((-tells[:, at], pool.node)) for at in range(len(GRID))]),
        starts=np.searchsorted(np.sort(pool.node), np.arange(len(pool.nodes) + 1)),
        rivals=rivals_of(pool),
    )


def begin(test: AdaptiveTest, seeds: Seeds) -> Takers:
    """Return takers who have answered nothing yet."""
    takers, candidates = len(seeds), len(test.pool)
    barred = np.zeros((takers, candidates), dtype=np.bool_)
    if (test.limits < 1).any():
        barred = lots(seeds, stream=BAR, place=0, count=candidates) >= test.limits
    return Takers(
        seeds=seeds,
        count=np.zeros(takers, dtype=np.int64),
        parts=np.zeros((takers, len(test.quotas)), dtype=np.int64),
        posterior=np.tile(test.prior, (takers, 1)),
        closed=np.zeros((takers, candidates), dtype=np.bool_),
        barred=barred,
    )


def pick(test: AdaptiveTest, takers: Takers) -> Numbers:
    """Return the candidate that comes next for each taker; NONE for who has finished."""
    picked = np.full(len(takers.seeds), NONE)
    going = np.flatnonzero(~finished(test, takers))
    if len(going):
        drawn = lots(takers.seeds[going], stream=PICK, place=takers.count[going], count=2)
        parts = _next_parts(test, takers, going, drawn[:, 0])
        nearest = np.rint((estimate(takers).mean[going] - GRID[0]) / (GRID[1] - GRID[0])).astype(np.int64)
        picked[going] = _one_of_best(test, takers, going, parts, nearest, drawn[:, 1])
    return picked


def answer(test: AdaptiveTest, takers: Takers, asked: Numbers, right: Flags) -> Takers:
    """Return where takers stand after one answer each; who was asked nothing (NONE) stays where she was."""
    rows = np.flatnonzero(asked != NONE)
    items = asked[rows]
    posterior, parts, closed = takers.posterior.copy(), takers.parts.copy(), takers.closed.copy()
    posterior[rows] += np.where(right[rows, None], test.right[items], test.wrong[items])
    parts[rows, test.pool.node[items]] += 1
    closed[rows[:, None], test.rivals[items]] = True
    return replace(takers, count=takers.count + (asked != NONE), parts=parts, posterior=posterior, closed=closed)


def replay(test: AdaptiveTest, seed: int, asked: Sequence[int], right: Sequence[bool]) -> Takers:
    """Return where one taker stands by the log: what was asked, and whether the answers are right as they now stand.

    An answer that was changed in a review changes the estimate, and nothing of what was asked.
    """
    start, items = begin(test, np.array([seed], dtype=np.uint64)), np.array(asked, dtype=np.int64)
    told = np.where(np.array(right, dtype=np.bool_)[:, None], test.right[items], test.wrong[items])
    start.closed[0, test.rivals[items]] = True
    return replace(
        start,
        count=np.array([len(items)]),
        parts=np.bincount(test.pool.node[items], minlength=len(test.quotas))[None, :],
        posterior=(test.prior + told.sum(axis=0))[None, :],
    )


def estimate(takers: Takers) -> Ability:
    """Return the mean of the abilities, as likely as they are after the answers, and their standard deviation."""
    likely = np.exp(takers.posterior - takers.posterior.max(axis=1, keepdims=True))
    likely /= likely.sum(axis=1, keepdims=True)
    mean = likely @ GRID
    return Ability(mean, np.sqrt(np.maximum(likely @ GRID**2 - mean**2, 0)))


def finished(test: AdaptiveTest, takers: Takers) -> Flags:
    """Return which takers have answered all that they are asked."""
    done = takers.count >= test.length
    if test.stop is not None:
        done |= (takers.count >= test.stop.least) & (estimate(takers).standard_error <= test.stop.standard_error)
    return done


def _next_parts(test: AdaptiveTest, takers: Takers, going: Numbers, drawn: Floats) -> Numbers:
    """Return a part of the outline for each taker, drawn in proportion to what parts lack of their share so far."""
    share = test.quotas * (takers.count[going, None] + 1)
    lacking = np.maximum(share - test.length * takers.parts[going], 0).cumsum(axis=1)
    return np.asarray((lacking <= drawn[:, None] * lacking[:, -1:]).sum(axis=1))


def _one_of_best(
    test: AdaptiveTest, takers: Takers, going: Numbers, parts: Numbers, nearest: Numbers, drawn: Floats
) -> Numbers:
    """Return one of the open questions that tell most, each of them as likely.

    Who has too few among the first looked at gets one of all; where exposure control leaves none, it is set aside.
    """
    starts, sizes = test.starts[parts], test.starts[parts + 1] - test.starts[parts]
    found = np.full(len(going), NONE)
    for width, sets_aside in ((_WINDOW, False), (len(test.pool), False), (len(test.pool), True)):
        left = np.flatnonzero(found == NONE)
        if not len(left):
            break
        offsets = np.arange(min(width, int(sizes[left].max())))
        inside = offsets < sizes[left, None]
        places = np.where(inside, starts[left, None] + offsets, 0)
        items = test.ranked[nearest[left, None], places]
        rows = going[left, None]
        open_ = inside & ~takers.closed[rows, items]
        if not sets_aside:
            open_ &= ~takers.barred[rows, items]
        rank = open_.cumsum(axis=1)
        there = np.minimum(rank[:, -1], test.among)
        enough = (there == test.among) | ((there > 0) & (width >= sizes[left]))
        wanted = np.floor(drawn[left] * there).astype(np.int64) + 1
        chosen = (rank < wanted[:, None]).sum(axis=1)
        found[left[enough]] = items[enough, chosen[enough]]
    return found
