"""What studying a card today is worth, against leaving it to the best later day.

The gain of a review today is what the card is worth after it less what it is worth to wait: with the best review on a
later day at that day's price, or none. It stands in a table over the steps since the last review and the states of the
lattice, and is read off for each card, so that ten thousand cards take milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from certway.core.study.effort import Effort
from certway.core.study.lattice import Lattice, Singles, corners
from certway.core.study.learners import Booleans
from certway.core.study.memory import Floats, Integers, Parameters, recall
from certway.core.study.prices import Load, Values, values_of

LEAST_LOT: Final = 0.001  # so that no lot decides alone


@dataclass(frozen=True, slots=True)
class DayWorth:
    """Gains of one day; points of the score, 0 to 1, before the price of the day's own time."""

    parameters: Parameters
    effort: Effort
    step_days: int
    weights: Floats  # (classes,) of one card of each
    review: Singles  # (elapsed, states, classes), the first row that of one step since the last review
    new: Floats  # (classes,)
    price: float  # of a second of this day
    caution: float = 1.0  # the share of what a new card gains that counts: less, and fewer are begun
    unevenness: float = 0.0  # how much what a card gains is varied by lot: more, and gaps between looks are less even


def day_worths(lattice: Lattice, load: Load, prices: Floats) -> tuple[DayWorth, ...]:
    """Return what reviews and new cards gain on each step."""
    values = values_of(lattice, load, prices)
    return tuple(_day_worth(lattice, load, prices, values, step) for step in range(len(prices)))


def _day_worth(lattice: Lattice, load: Load, prices: Floats, values: Values, step: int) -> DayWorth:
    gain, price = values.gains[step], float(prices[step])
    paid = (price * lattice.seconds[1 : len(gain) + 1, :, None]).astype(np.float32)
    later = np.maximum(values.begun[step + 1 :].max(axis=0, initial=0.0), 0.0)
    return DayWorth(
        parameters=lattice.parameters,
        effort=lattice.effort,
        step_days=lattice.step_days,
        weights=load.weights,
        review=gain + paid,
        new=values.begun[step] + price * lattice.effort.new_seconds - later,
        price=price,
    )


def review_gains(
    day: DayWorth, stability: Floats, difficulty: Floats, elapsed_days: Floats, weights: Floats, classes: Integers
) -> tuple[Floats, Floats]:
    """Return what reviews of cards gain today, and the seconds that they take on average; shapes as given.

    `weights` are the points of each card, `classes` the class whose weight is nearest to it. Nothing is gained where no
    card can have been reviewed before: on the first day of a course that begins with new cards alone.
    """
    seconds = day.effort.review_cost(recall(day.parameters, stability, elapsed_days))
    if not len(day.review):
        return np.zeros(seconds.shape), seconds
    steps = np.clip(np.rint(elapsed_days / day.step_days).astype(np.int64), 1, len(day.review)) - 1
    gains = np.zeros(seconds.shape)
    for at, share in corners(stability, difficulty):
        gains += share * day.review[steps, at, classes]
    return gains * weights / day.weights[classes], seconds


def new_gains(day: DayWorth, weights: Floats, classes: Integers) -> Floats:
    """Return what seeing new cards first today gains, as far as it counts."""
    return np.asarray(day.caution * day.new[classes] * weights / day.weights[classes])


def varied(gains: Floats, reviews: Booleans, unevenness: Floats | float, lots: Floats) -> Floats:
    """Return gains of which those of reviews are varied by `lots`, from 0 to 1, so that gaps between looks are uneven.

    Columns over cards stand last. What a review gains over the least of them is multiplied by the odds of its lot to
    the power of the unevenness. What is no review is left as it is.
    """
    least = np.where(reviews, gains, np.inf).min(axis=-1, keepdims=True, initial=np.inf)
    least = np.where(np.isfinite(least), least, 0.0)
    kept = np.clip(lots, LEAST_LOT, 1 - LEAST_LOT)
    return np.asarray(np.where(reviews, least + (gains - least) * (kept / (1 - kept)) ** unevenness, gains))
