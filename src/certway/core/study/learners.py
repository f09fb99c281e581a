"""Kinds of learners: how somebody may remember of whom little is known, and what her reviews say about that.

Until one's own parameters are fitted, five kinds stand for all: who remembers as most do, who forgets what is new
sooner, or much sooner, from whom everything fades fast, and from whom it fades as by half-lives, where a review gains
little. Each review makes those likelier that expected how it went (Bayes).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from certway.core.study.memory import DEFAULT, MOST_WEIGHTS, Floats, Parameters

Booleans = NDArray[np.bool_]

LEAST_CHANCE: Final = 0.005  # that a review goes as a kind of learner expects or against it: nobody is that sure
FIRST_WEIGHTS: Final = 4  # of the parameters: the stabilities after a first look
DECAY_WEIGHT: Final = 20  # its place among them, the last


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of learner."""

    parameters: Parameters
    share: float  # of learners, 0 to 1, before anything is known of her


def forgetting_sooner(parameters: Parameters, times: float) -> Parameters:
    """Return parameters by which what is new lasts a share of the time."""
    weights = parameters.weights
    first = tuple(float(np.clip(weight * times, 0.001, MOST_WEIGHTS[0])) for weight in weights[:FIRST_WEIGHTS])
    return replace(parameters, weights=(*first, *weights[FIRST_WEIGHTS:]))


def fading(parameters: Parameters, decay: float) -> Parameters:
    """Return parameters by which memory fades by another power of time; 0.1 slowly, 0.8 fast."""
    return replace(parameters, weights=(*parameters.weights[:DECAY_WEIGHT], decay))


def halving(parameters: Parameters, *, growth: float = 3.5) -> Parameters:
    """Return parameters by which memory fades and grows nearly as by half-lives, as far as FSRS can.

    It fades as fast as FSRS knows. A success multiplies stability by more the longer one waited: of a day's stability,
    by up to 1 + 1.2 × `growth`, of a longer one by a little less, whatever went wrong before. A failure leaves about
    half of a day's stability, and less of a longer one. Source of the shape: Settles & Meeder (2016), "A trainable
    spaced repetition model for language learning", ACL; the numbers were tried out.
    """
    weights = list(fading(parameters, MOST_WEIGHTS[DECAY_WEIGHT]).weights)
    weights[4], weights[5], weights[6], weights[7] = 8.0, 0.001, 0.001, 0.001  # the difficulty of all cards, always
    weights[8], weights[9] = float(np.log(growth / 3)), 0.25  # 3 is 11 less the difficulty
    weights[11], weights[12], weights[13], weights[14] = 1.2, 0.001, 0.5, 0.0  # what a failure leaves
    weights[15], weights[16] = 1.0, 1.0  # hard and easy count as good
    return Parameters(tuple(weights))


# The shares are a judgement, wide on purpose; `make bench-study` shows what they come to when the truth is another one.
KINDS: Final = (
    Kind(DEFAULT, 0.4),
    Kind(forgetting_sooner(DEFAULT, 0.4), 0.2),
    Kind(forgetting_sooner(DEFAULT, 0.125), 0.15),
    Kind(fading(forgetting_sooner(DEFAULT, 0.6), 0.6), 0.15),
    Kind(halving(forgetting_sooner(DEFAULT, 0.5)), 0.1),
)


def likelihoods(recalled: Booleans, expected: Floats) -> Floats:
    """Return the log of how likely reviews went as they did; `expected` from 0 to 1."""
    chance = np.clip(expected, LEAST_CHANCE, 1 - LEAST_CHANCE)
    return np.asarray(np.where(recalled, np.log(chance), np.log1p(-chance)))


def shares_after(prior: Floats, logs: Floats) -> Floats:
    """Return the shares of the kinds by the sums of the logs of their likelihoods; both of shape (…, kinds)."""
    told = np.log(prior) + logs
    odds = np.exp(told - told.max(axis=-1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True))
