"""Memory of whole decks as columns: how likely one still knows each card, and what a review changes.

A card's memory is two numbers. Stability is the time in days after which it is recalled with a probability of 0.9;
difficulty, from 1 to 10, says how slowly stability grows. Everything is the same to rounding as what py-fsrs computes
card by card. A card has no learning steps here: these decide when it is shown, not how it is remembered.

Source: FSRS-6 as in py-fsrs 6.3, fsrs/scheduler.py; Ye, Su & Cao (2022), A stochastic shortest path algorithm for
optimizing spaced repetition scheduling, KDD '22.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from certway.core.units.errors import CertwayError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Numbers = Floats | Integers | float

GRADES: Final = (1, 2, 3, 4)
AGAIN, HARD, GOOD, EASY = GRADES

LEAST_STABILITY: Final = 0.001  # days
LEAST_DIFFICULTY: Final = 1.0
MOST_DIFFICULTY: Final = 10.0
LEAST_WEIGHTS: Final = (
    *(0.001, 0.001, 0.001, 0.001, 1.0, 0.001, 0.001, 0.001, 0.0, 0.0, 0.001),
    *(0.001, 0.001, 0.001, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.1),
)
MOST_WEIGHTS: Final = (
    *(100.0, 100.0, 100.0, 100.0, 10.0, 4.0, 4.0, 0.75, 4.5, 0.8, 3.5),
    *(5.0, 0.25, 0.9, 4.0, 1.0, 6.0, 2.0, 2.0, 0.8, 0.8),
)

_AT_STABILITY = 0.9  # what is recalled after as many days as the stability has
_DAY_MILLISECONDS = 86_400_000
_HALF_MILLISECOND = 0.5 / _DAY_MILLISECONDS  # in days; far more than what rounding moves a moment of this age by
_GRADE = np.array(GRADES)


class ParametersError(CertwayError):
    """Raised for weights that are none of FSRS-6, all of them named."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__(f"these are no parameters of FSRS-6: {'; '.join(reasons)}")


class RetentionError(CertwayError):
    """Raised for a wanted probability of recall that is not between 0 and 1."""


class ReviewsError(CertwayError):
    """Raised for columns of reviews that don't fit together."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """How one person remembers. Raises ParametersError."""

    weights: tuple[float, ...]  # w0 to w20 of FSRS-6, each from LEAST_WEIGHTS to MOST_WEIGHTS

    def __post_init__(self) -> None:
        wrong = weight_faults(self.weights)
        if wrong:
            raise ParametersError(wrong)

    @property
    def decay(self) -> float:
        """The exponent of the curve of forgetting, below 0."""
        return -self.weights[20]

    @property
    def factor(self) -> float:
        """The factor of time in the curve of forgetting, by which it is 0.9 at the stability."""
        return float(_AT_STABILITY ** (1 / self.decay) - 1)


def weight_faults(weights: tuple[float, ...]) -> tuple[str, ...]:
    """Return what is wrong with weights, in words; empty where they are parameters."""
    if len(weights) != len(LEAST_WEIGHTS):
        return (f"it takes {len(LEAST_WEIGHTS)} weights, there are {len(weights)}",)
    bounds = zip(weights, LEAST_WEIGHTS, MOST_WEIGHTS, strict=True)
    return tuple(
        f"w{at} is {weight}, not from {least} to {most}"
        for at, (weight, least, most) in enumerate(bounds)
        if not least <= weight <= most
    )


DEFAULT: Final = Parameters(
    (
        *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
        *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
    )
)


@dataclass(frozen=True, slots=True)
class Deck:
    """What is remembered of some cards; each column has shape (cards,)."""

    cards: Integers  # their numbers, in rising order
    stability: Floats  # days, at least LEAST_STABILITY
    difficulty: Floats  # 1 to 10
    last_reviewed: Floats  # days since 1970-01-01T00:00 UTC, or since wherever the reviews' days count from
    reviews: Integers  # how many there were, at least 1
    lapses: Integers  # how often it was forgotten after the first review

    def __len__(self) -> int:
        return len(self.cards)


def days_of(instants: NDArray[np.datetime64]) -> Floats:
    """Return UTC instants as days since 1970-01-01T00:00, true to the millisecond."""
    return np.asarray(instants.astype("datetime64[ms]").astype(np.int64) / _DAY_MILLISECONDS)


def whole_days(elapsed_days: Numbers) -> Floats:
    """Return elapsed time as py-fsrs counts it: full periods of 24 hours, 0 for less and for time that runs backwards.

    It is not how often midnight passed: a review at 20:00 and one at 8:00 are of the same day. Exact for instants in
    whole milliseconds.
    """
    return np.asarray(np.maximum(np.floor(np.asarray(elapsed_days) + _HALF_MILLISECOND), 0.0))


def recall(parameters: Parameters, stability: Numbers, elapsed_days: Numbers) -> Floats:
    """Return how likely cards are recalled (retrievability, 0 to 1) some days after their last review.

    Stability and time are broadcast against each other; time may be fractional, and before the last review is at it.
    py-fsrs takes whole days: `recall(parameters, stability, whole_days(elapsed))`.
    """
    elapsed = np.maximum(elapsed_days, 0.0)
    return np.asarray((1 + parameters.factor * elapsed / stability) ** parameters.decay)


def first_states(parameters: Parameters) -> tuple[Floats, Floats]:
    """Return stability and difficulty after a first review, both by grade, shape (4,)."""
    stability = np.maximum(parameters.weights[:4], LEAST_STABILITY)
    return np.asarray(stability), _bounded(_first_difficulty(parameters, _GRADE))


def next_states(
    parameters: Parameters, stability: Numbers, difficulty: Numbers, elapsed_days: Numbers
) -> tuple[Floats, Floats]:
    """Return stability and difficulty after a review, for every grade; shape (…, 4) each.

    The three are broadcast against each other. A review less than a day after the last one changes memory by the
    formula for the same day. py-fsrs takes whole days: `next_states(…, whole_days(elapsed))`.
    """
    columns = (np.asarray(column, dtype=np.float64) for column in (stability, difficulty, elapsed_days))
    stabilities, difficulties, elapsed = (column[..., None] for column in np.broadcast_arrays(*columns))
    return (
        _next_stability(parameters, stabilities, difficulties, elapsed, _GRADE),
        _next_difficulty(parameters, difficulties, _GRADE),
    )


def replay(parameters: Parameters, cards: Integers, days: Numbers, grades: Integers) -> Deck:
    """Return what is remembered after a history of reviews, all of shape (reviews,), in any order.

    `cards` are any numbers, `days` when each review was, in days (see `days_of`). Between two reviews of a card whole
    days count, as in py-fsrs. Of reviews at the same moment the one that stands first was first. Raises ReviewsError.
    """
    return _replayed(parameters, _history(cards, days, grades))[0]


def predicted(parameters: Parameters, cards: Integers, days: Numbers, grades: Integers) -> Floats:
    """Return how likely each review was to find its card recalled, by the reviews of it before; NaN for the first one.

    Arguments and errors are those of `replay`; shape (reviews,), in the order given.
    """
    return _replayed(parameters, _history(cards, days, grades))[1]


def interval_for(parameters: Parameters, stability: Numbers, desired_retention: Numbers) -> Floats:
    """Return the days after which recall has fallen to a retention between 0 and 1; not rounded. Raises RetentionError.

    Stability and retention are broadcast against each other. py-fsrs rounds this to whole days, at least 1.
    """
    retention = np.asarray(desired_retention, dtype=np.float64)
    if not ((retention > 0) & (retention < 1)).all():
        raise RetentionError(f"a retention lies between 0 and 1, not at {desired_retention}")
    return np.asarray(np.asarray(stability) / parameters.factor * (retention ** (1 / parameters.decay) - 1))


@dataclass(frozen=True, slots=True)
class _History:
    """Reviews by card and time; those of one card stand together in `order`."""

    moments: Floats
    grades: Integers
    order: NDArray[np.intp]  # of reviews
    cards: Integers
    starts: NDArray[np.intp]  # of each card, in `order`
    counts: Integers  # reviews of each card


def _history(cards: Integers, days: Numbers, grades: Integers) -> _History:
    moments = np.asarray(days, dtype=np.float64)
    _check_reviews(cards, moments, grades)
    order = np.lexsort((moments, cards))
    found, starts, counts = np.unique(cards[order], return_index=True, return_counts=True)
    return _History(moments, grades.astype(np.int64), order, found, starts, counts)


def _replayed(parameters: Parameters, history: _History) -> tuple[Deck, Floats]:
    """Return the deck, and what was predicted of each review: all first reviews at once, all second ones …"""
    cards, moments = len(history.cards), history.moments
    stability, difficulty, lapses = np.empty(cards), np.empty(cards), np.zeros(cards, dtype=np.int64)
    first_stability, first_difficulty = first_states(parameters)
    chances = np.full(len(moments), np.nan)
    for turn, going in enumerate(_turns(history.counts)):
        at = history.order[history.starts[going] + turn]
        grade = history.grades[at]
        if turn == 0:
            stability[going], difficulty[going] = first_stability[grade - 1], first_difficulty[grade - 1]
            continue
        elapsed = whole_days(moments[at] - moments[history.order[history.starts[going] + turn - 1]])
        chances[at] = recall(parameters, stability[going], elapsed)
        stability[going] = _next_stability(parameters, stability[going], difficulty[going], elapsed, grade)
        difficulty[going] = _next_difficulty(parameters, difficulty[going], grade)
        lapses[going] += grade == AGAIN
    last = moments[history.order[history.starts + history.counts - 1]] if cards else np.empty(0)
    return Deck(history.cards, stability, difficulty, last, history.counts, lapses), chances


def _turns(counts: Integers) -> Iterator[NDArray[np.intp]]:
    """Yield the cards that have a first review, those that have a second …"""
    ranked = np.argsort(-counts, kind="stable")  # those with most first: who has a turn stands at the beginning
    left = -counts[ranked]
    for turn in range(int(counts.max(initial=0))):
        yield ranked[: np.searchsorted(left, -turn)]


def _check_reviews(cards: Integers, moments: Floats, grades: Integers) -> None:
    if not (cards.ndim == 1 and cards.shape == moments.shape == grades.shape):
        raise ReviewsError(f"cards, days and grades have the shapes {cards.shape}, {moments.shape} and {grades.shape}")
    if not np.isfinite(moments).all():
        raise ReviewsError(f"review {int(np.argmin(np.isfinite(moments))) + 1} has no moment")
    known = (grades >= AGAIN) & (grades <= EASY)
    if not known.all():
        wrong = int(np.argmin(known))
        raise ReviewsError(f"review {wrong + 1} has the grade {grades[wrong]}, not 1 to 4")


def _bounded(difficulty: Floats) -> Floats:
    return np.clip(difficulty, LEAST_DIFFICULTY, MOST_DIFFICULTY)


def _first_difficulty(parameters: Parameters, grades: Integers) -> Floats:
    w = parameters.weights
    return np.asarray(w[4] - np.exp(w[5] * (grades - 1)) + 1)


def _next_difficulty(parameters: Parameters, difficulty: Floats, grades: Integers) -> Floats:
    """Return difficulty moved by the grade, less the nearer it is to 10, and a little towards that of an easy card."""
    w = parameters.weights
    moved = difficulty - w[6] * (grades - GOOD) * (MOST_DIFFICULTY - difficulty) / (MOST_DIFFICULTY - LEAST_DIFFICULTY)
    easy = float(_first_difficulty(parameters, np.array(EASY)))
    return _bounded(w[7] * easy + (1 - w[7]) * moved)


def _next_stability(
    parameters: Parameters, stability: Floats, difficulty: Floats, elapsed_days: Floats, grades: Integers
) -> Floats:
    """Return stability after a review; time in columns of one grade or of all, against which grades are broadcast."""
    same_day = elapsed_days < 1
    if same_day.all():
        after = _same_day(parameters, stability, grades)
    elif not same_day.any():
        after = _later(parameters, stability, difficulty, elapsed_days, grades)
    else:
        later = _later(parameters, stability, difficulty, elapsed_days, grades)
        after = np.where(same_day, _same_day(parameters, stability, grades), later)
    return np.maximum(after, LEAST_STABILITY)


def _same_day(parameters: Parameters, stability: Floats, grades: Integers) -> Floats:
    w = parameters.weights
    growth = np.exp(w[17] * (grades - GOOD + w[18])) * stability ** -w[19]
    return np.asarray(stability * np.where(grades == AGAIN, growth, np.maximum(growth, 1.0)))


def _later(
    parameters: Parameters, stability: Floats, difficulty: Floats, elapsed_days: Floats, grades: Integers
) -> Floats:
    w = parameters.weights
    forgotten_share = 1 - recall(parameters, stability, elapsed_days)
    growth = np.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (np.exp(forgotten_share * w[10]) - 1)
    bonus = np.array((0.0, w[15], 1.0, w[16]))[grades - 1]
    relearned = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * np.exp(forgotten_share * w[14])
    forgotten = np.minimum(relearned, stability / np.exp(w[17] * w[18]))
    return np.asarray(np.where(grades == AGAIN, forgotten, stability * (1 + growth * bonus)))
