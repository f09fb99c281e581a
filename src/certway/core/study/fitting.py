"""A person's own parameters: fitted to her earlier reviews, kept only where they foretell her later ones better.

Everything is decided by what the arguments hold, and the same reviews give the same answer. The search is that of
fsrs-rs, which starts at the usual weights and holds them back where reviews say little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from certway.core.study.memory import (
    AGAIN,
    DEFAULT,
    LEAST_WEIGHTS,
    MOST_WEIGHTS,
    Floats,
    Integers,
    Parameters,
    predicted,
    whole_days,
)
from certway.core.units.errors import CertwayError

Kept: TypeAlias = Literal["default", "current", "fitted"]
Because: TypeAlias = Literal["too-few-reviews", "better", "default-better", "within-noise"]
"""`better`: the fitted ones foretell better than the current ones. `default-better`: the usual ones do, and no worse
than the fitted. `within-noise`: neither does, or by no more than chance makes of nothing."""

LEAST_REVIEWS: Final = 400
"""That tell something, see `telling_reviews`. Anki 24.04 asked for as many, counted after what tells nothing is left
out (ankitects/anki#2999); fewer would leave less than 80 to judge by."""
HELD_OUT: Final = 0.2  # share of the reviews, the latest, by which parameters are judged
NOISE: Final = 1.645  # standard errors that a gain must exceed: chance alone does so in one of twenty cases
SEED: Final = 2023  # of the search, as fsrs-rs has it

_LONGEST = 256  # reviews of one card; fsrs-rs looks at no longer histories
_LEAST_PROBABILITY = 1e-9


class FittingError(CertwayError):
    """Raised where parameters can't be fitted here at all."""


@dataclass(frozen=True, slots=True)
class Losses:
    """Log loss of the held-out reviews, in nats a review; less is better."""

    default: float
    current: float
    fitted: float


@dataclass(frozen=True, slots=True)
class Fit:
    """What was decided about a person's parameters, with the figures that decided it."""

    parameters: Parameters  # to go on with
    kept: Kept
    because: Because
    learned_from: int  # reviews that tell something; the earlier ones
    held_out: int  # the later ones
    losses: Losses | None = None  # None with too few reviews
    gain: float = 0.0  # nats a held-out review by which the fitted ones are better than the current ones
    error: float = np.inf  # standard error of the gain


def telling_reviews(cards: Integers, days: Floats) -> NDArray[np.intp]:
    """Return the places of the reviews that tell something of forgetting, by time.

    These are all but first ones and those on the same day as the one before.
    """
    order = np.lexsort((days, cards))
    later = order[1:][(np.diff(cards[order]) == 0) & (whole_days(np.diff(days[order])) >= 1)]
    return np.asarray(later[np.lexsort((cards[later], days[later]))])


def fit(cards: Integers, days: Floats, grades: Integers, *, current: Parameters = DEFAULT) -> Fit:
    """Return which parameters to go on with; reviews are told as to `memory.replay`.

    The earlier 80 % of the telling reviews are learned from, the later 20 % judge. What was judged is what is kept: it
    is not fitted again to all of them. Raises FittingError, ReviewsError.
    """
    usual = _losses(DEFAULT, cards, days, grades)
    telling = telling_reviews(cards, days)
    cut = len(telling) - round(HELD_OUT * len(telling))
    learned, held = telling[:cut], telling[cut:]
    if len(telling) < LEAST_REVIEWS:
        return Fit(current, "current", "too-few-reviews", len(learned), len(held))
    fitted = _fitted(cards, days, grades, learned)
    usual = usual[held]
    now, new = (_losses(one, cards, days, grades)[held] for one in (current, fitted))
    losses = Losses(float(usual.mean()), float(now.mean()), float(new.mean()))
    gain, error = _gain(now - new, cards[held])
    default_gain, default_error = _gain(now - usual, cards[held])
    kept, because = _decided(losses, gain > NOISE * error, default_gain > NOISE * default_error)
    chosen = {"default": DEFAULT, "current": current, "fitted": fitted}[kept]
    return Fit(chosen, kept, because, len(learned), len(held), losses, gain, error)


def _decided(losses: Losses, better: bool, default_better: bool) -> tuple[Kept, Because]:
    if better and losses.fitted <= losses.default:
        return "fitted", "better"
    if better or default_better:
        return "default", "default-better"
    return "current", "within-noise"


def _losses(parameters: Parameters, cards: Integers, days: Floats, grades: Integers) -> Floats:
    """Return the log loss of each review; NaN for first ones."""
    chance = np.clip(predicted(parameters, cards, days, grades), _LEAST_PROBABILITY, 1 - _LEAST_PROBABILITY)
    return np.asarray(-np.log(np.where(grades == AGAIN, 1 - chance, chance)))


def _gain(gains: Floats, cards: Integers) -> tuple[float, float]:
    """Return the mean of gains and its standard error; those of one card go together, so a card counts as one draw."""
    mean = float(gains.mean())
    _, card = np.unique(cards, return_inverse=True)
    by_card = np.bincount(card, gains - mean)
    count = len(by_card)
    if count < 2:
        return mean, float(np.inf)
    return mean, float(np.sqrt((by_card**2).sum() * count / (count - 1)) / len(gains))


def _fitted(cards: Integers, days: Floats, grades: Integers, learned: NDArray[np.intp]) -> Parameters:
    """Return what fsrs-rs finds, within the bounds that parameters have: it computes with fewer digits."""
    try:
        from fsrs_rs_python import FSRS, FSRSItem, FSRSReview, TrainingConfig
    except ImportError:
        raise FittingError("fitting needs fsrs-rs-python, which is not installed; install certway[study]") from None
    histories = _histories(cards, days, grades, learned)
    reviews = {one: FSRSReview(*one) for _, history in histories for one in history}
    items = [FSRSItem([reviews[one] for one in history]) for _, history in histories]
    numbers = [number for number, _ in histories]
    found = FSRS([]).compute_parameters(items, numbers, training_config=TrainingConfig(seed=SEED))
    return Parameters(tuple(float(one) for one in np.clip(found, LEAST_WEIGHTS, MOST_WEIGHTS)))


def _histories(
    cards: Integers, days: Floats, grades: Integers, learned: NDArray[np.intp]
) -> list[tuple[int, Sequence[tuple[int, int]]]]:
    """Return, for each review to learn from, a number of its card and the grades with days until there, by time."""
    order = np.lexsort((days, cards))
    first = np.append(True, np.diff(cards[order]) != 0)[: len(order)]
    elapsed = np.where(first, 0, whole_days(np.diff(days[order], prepend=days[order][:1])))
    told = list(zip(grades[order].tolist(), elapsed.astype(np.int64).tolist(), strict=True))
    starts = np.flatnonzero(first)
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    ends = place[learned]
    numbers = np.searchsorted(starts, ends, side="right") - 1
    spans = zip(numbers.tolist(), starts[numbers].tolist(), (ends + 1).tolist(), strict=True)
    return [(number, told[start:end]) for number, start, end in spans if end - start <= _LONGEST]
