"""Kinds of learners: how somebody may remember of whom little is known, and what her reviews say about that.

Until one's own parameters are fitted, four kinds stand for all: who remembers as most do, who forgets what is new
sooner, or much sooner, and from whom everything fades fast. Each review makes those likelier that expected how it went
(Bayes).
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


# The shares are a judgement, wide on purpose; `make bench-study` shows what they come to when the truth is another one.
KINDS: Final = (
    Kind(DEFAULT, 0.4),
    Kind(forgetting_sooner(DEFAULT, 0.4), 0.2),
    Kind(forgetting_sooner(DEFAULT, 0.125), 0.2),
    Kind(fading(forgetting_sooner(DEFAULT, 0.6), 0.6), 0.2),
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
