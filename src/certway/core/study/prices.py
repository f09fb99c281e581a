"""What a second of study is worth on each day to the exam: the prices at which time that is there is just used up.

The days' minutes tie all cards together. Give each second of a day a price instead, and each card can be decided by
itself: the best it can do is a dynamic program over its own state. At the right prices the cards together ask for
exactly the minutes that there are (Lagrangian relaxation of a restless bandit: Whittle 1988, "Restless bandits:
activity allocation in a changing world", J. Appl. Prob. 25A; Hawkins 2003, "A Lagrangian decomposition approach to
weakly coupled dynamic optimization problems"). For any prices, what the cards gain plus what the time costs is at
least what any plan can reach: the least such sum is the bound that is stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from certway.core.study.lattice import STATES, Lattice, Singles, corners
from certway.core.study.memory import Floats, Integers

# How sharply cards choose, as a share of their weight, and for how many turns.
ROUNDS: Final = ((0.03, 15), (0.015, 10), (0.007, 10), (0.003, 10))
CLOSE: Final = 0.005  # log of what is asked for over what is there, below which a price stays
LEAST_PRICE: Final = 1e-9  # relative to the usual price
NO_STUDY: Final = 1e6  # the price of a day off, relative to the same
_FIRST_STEP, _LATER_STEP, _MOST_STEP, _LEAST_STEP = 0.4, 0.08, 0.8, 1e-3
_FASTER, _SLOWER = 1.3, 0.4


@dataclass(frozen=True, slots=True)
class Load:
    """What is to be learned, in classes of cards that count the same in the exam."""

    weights: Floats  # (classes,) points of the score, 0 to 1, that one card of the class carries
    new: Floats  # (classes,) cards not seen yet
    known: Singles  # (elapsed, states, classes) cards by the steps since their last review, the first row those of one

    @property
    def oldest(self) -> int:
        """The most steps that have passed since a last review; 0 where all cards are new."""
        return len(self.known)


@dataclass(frozen=True, slots=True)
class Values:
    """What cards are worth on each step, in points of the score less the price of the time they will still take.

    Rows of `elapsed` begin with one step since the last review.
    """

    gains: tuple[Singles, ...]  # by step: (elapsed, states, classes) of a review over waiting, its time paid for
    begun: Floats  # (steps, classes) of seeing a new card first on each step
    now: Singles  # (elapsed, states, classes) at the beginning


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of the steps to the exam."""

    per_second: Floats  # (steps,) points of the score
    bound: float  # expected score, 0 to 1, that no plan exceeds
    asked: Floats  # (steps,) seconds that are asked for at these prices


def new_load(weights: Floats, new: Floats) -> Load:
    """Return a load of cards that are all new."""
    return Load(weights, new, np.zeros((0, STATES, len(weights)), np.float32))


def known_load(
    load: Load, stability: Floats, difficulty: Floats, elapsed: Integers, classes: Integers, *, oldest: int
) -> Load:
    """Return a load with cards that were seen before; `elapsed` are steps, of which `oldest` stands for all beyond."""
    kinds = len(load.weights)
    steps = np.clip(elapsed, 1, oldest)
    rows = int(steps.max(initial=0))
    cards = np.zeros(rows * STATES * kinds)
    for at, share in corners(stability, difficulty):
        cards += np.bincount(((steps - 1) * STATES + at) * kinds + classes, share, len(cards))
    return Load(load.weights, load.new, cards.reshape(rows, STATES, kinds).astype(np.float32))


def values_of(lattice: Lattice, load: Load, prices: Floats) -> Values:
    """Return what cards are worth at some prices, by backward induction from the exam.

    A card that waits is worth what it is worth one step later; one that is reviewed pays for its time and goes on from
    where the review leads. The better of the two is its worth.
    """
    steps = len(prices)
    worth = (lattice.recall[1 : steps + load.oldest + 1, :, None] * load.weights).astype(np.float32)
    gains: list[Singles] = []
    begun = np.zeros((steps, len(load.weights)))
    for step in range(steps - 1, -1, -1):
        after, waiting = worth[0], worth[1:]
        seconds = lattice.seconds[1 : len(waiting) + 1, :, None]
        reviewed = _moved(lattice, len(waiting)) @ after
        gain = reviewed.reshape(waiting.shape) - waiting - (prices[step] * seconds).astype(np.float32)
        begun[step] = lattice.first @ after - prices[step] * lattice.effort.new_seconds
        gains.append(gain)
        worth = waiting + np.maximum(gain, 0)
    return Values(tuple(gains[::-1]), begun, worth)


def _moved(lattice: Lattice, rows: int) -> Singles:
    """Return where reviews lead after one to so many steps, as one matrix; shape (rows × states, states)."""
    return lattice.moves[1 : rows + 1].reshape(rows * STATES, STATES)


def _demand(lattice: Lattice, load: Load, prices: Floats, sharpness: float) -> tuple[float, Floats]:
    """Return the most that the cards can gain at some prices, and the seconds that they ask for on each step.

    Cards choose the better nearly always, and the other one the more often the less it is worse: so what they ask for
    changes smoothly with the prices.
    """
    values = values_of(lattice, load, prices)
    scale = (sharpness * load.weights).astype(np.float32)
    choices = np.concatenate([np.zeros((1, len(load.weights))), values.begun])
    odds = np.exp((choices - choices.max(axis=0)) / scale)
    seen = load.new * odds[1:] / odds.sum(axis=0)
    asked = seen.sum(axis=1) * lattice.effort.new_seconds
    cards = load.known
    for step, gain in enumerate(values.gains):
        reviewed = cards / (1 + np.exp(np.clip(-gain / scale, -50, 50)))
        asked[step] += np.einsum("esk,es->", reviewed, lattice.seconds[1 : len(cards) + 1])
        led = _moved(lattice, len(cards)).T @ reviewed.reshape(-1, len(scale))
        begun = (lattice.first[:, None] * seen[step]).astype(np.float32)
        cards = np.concatenate([(led + begun)[None], cards - reviewed])
    gained = float(load.new @ choices.max(axis=0)) + float((load.known * values.now).sum())
    return gained, asked


def find_prices(lattice: Lattice, load: Load, seconds: Floats, start: Floats | None = None) -> Prices:
    """Return the prices at which cards ask for the seconds that there are on each step, 0 on days off.

    Each price goes up where more is asked for than there is and down where less is, in paces that grow while they go
    one way and shrink when they turn (Rprop, Riedmiller & Braun 1993). `start` are prices that were close, as those of
    yesterday.
    """
    studied = seconds > 0
    usual = usual_price(load, seconds)
    logs = np.log(np.maximum(np.ones(len(seconds)) if start is None else start / usual, LEAST_PRICE))
    logs[~studied] = np.log(NO_STUDY)
    bound, asked = np.inf, seconds
    for number, (sharpness, turns) in enumerate(ROUNDS):
        first = _FIRST_STEP if number == 0 and start is None else _LATER_STEP
        pace, before = np.full(len(seconds), first), np.zeros(len(seconds))
        for _ in range(turns):
            prices = usual * np.exp(logs)
            gained, asked = _demand(lattice, load, prices, sharpness)
            bound = min(bound, gained + float(prices[studied] @ seconds[studied]))
            off = np.log(np.maximum(asked, 1e-3) / np.where(studied, seconds, 1.0)) * studied
            way = np.sign(off) * (np.abs(off) > CLOSE)
            pace = np.clip(pace * _change(way * before), _LEAST_STEP, _MOST_STEP)
            logs, before = np.maximum(logs + way * np.minimum(pace, np.abs(off)), np.log(LEAST_PRICE)), way
    return Prices(usual * np.exp(logs), bound, asked)


def _change(turns: Floats) -> Floats:
    return np.where(turns > 0, _FASTER, np.where(turns < 0, _SLOWER, 1.0))


def usual_price(load: Load, seconds: Floats) -> float:
    """Return the price at which all that can be gained pays for all the time there is."""
    whole = float(load.weights @ load.new) + float((load.known @ load.weights).sum())
    return max(whole, 1e-9) / max(float(seconds.sum()), 1.0)
