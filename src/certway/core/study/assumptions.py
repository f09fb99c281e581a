"""What is assumed of how people learn and forget: the fixed numbers of the model of abilities.

Those shipped were fitted to simulated people (`bench/readiness.py`), for want of real ones; `empirical_bayes` fits them
to anybody's answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal, TypeAlias

import numpy as np

from certway.core.psychometrics.response import Floats

Scale: TypeAlias = Literal["any", "positive", "share"]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The fixed numbers. A logit is the unit of abilities and difficulties; `sd` are standard deviations in it."""

    level: float = -0.79  # mean level of people who begin, any number
    level_sd: float = 0.91  # of the levels of people
    topic_sd: float = 0.62  # of a person's topics around her level
    meeting_sd: float = 0.84  # of a person's chances for single questions around their topic, beyond difficulty
    item_sd: float = 0.9  # of the difficulties of questions around their topic's
    ease_sd: float = 0.5  # of the mean difficulties of topics
    level_drift: float = 0.048  # sd of what a level changes in a day by itself
    topic_drift: float = 0.043  # the same of a topic around the level
    topic_step: float = 0.018  # the same with each answer in it: practice does not give everybody the same
    day_sd: float = 0.08  # of how much better or worse than usual a person is on one day
    gain_fast: float = 0.069  # logits for each unit of log(1 + answers in the topic), those fading with FAST days
    gain_slow: float = 0.045  # the same, fading with SLOW days
    gain_lasting: float = 0.22  # the same, never fading
    gain_level: float = 0.043  # logits for each unit of log(1 + answers in all)
    recall: float = 2.8  # logits for each unit of log(1 + answers to the same question), fading with RECALL days
    recall_lasting: float = 1.4  # the same, never fading
    recall_sd: float = 1.5  # of what one answer to a question adds to its recall
    recaller_sd: float = 1.2  # of people: how much better or worse one recalls questions than others do, logits
    guess: float = 0.2  # chance of a right answer of who knows nothing, 0 to 1; where an item states none
    slip: float = 0.016  # chance of a wrong answer of who knows, 0 to 1


DEFAULTS = Assumptions()

FAST, SLOW, RECALL = 1.0, 20.0, 10.0  # days in which what was practised fades to a share of 1/e
SLEEP = 0.25  # days without an answer after which another day begins

_SCALES: Mapping[str, Scale] = {"level": "any", "guess": "share", "slip": "share"}  # others are positive
NAMES: tuple[str, ...] = tuple(field.name for field in fields(Assumptions))
_LEAST = 1e-4  # below it a positive number says nothing, and its logarithm runs away


def point_of(assumptions: Assumptions) -> Floats:
    """Return the numbers in coordinates without limits: logarithms of positive ones, logits of shares."""
    return np.array([_free(name, getattr(assumptions, name)) for name in NAMES])


def assumptions_of(point: Floats) -> Assumptions:
    """Return the numbers of a point."""
    return Assumptions(*(_bound(name, float(value)) for name, value in zip(NAMES, point, strict=True)))


def _free(name: str, number: float) -> float:
    scale = _SCALES.get(name, "positive")
    if scale == "any":
        return number
    number = max(number, _LEAST)
    return float(np.log(number / (1 - number)) if scale == "share" else np.log(number))


def _bound(name: str, value: float) -> float:
    scale = _SCALES.get(name, "positive")
    if scale == "any":
        return value
    return float(1 / (1 + np.exp(-value)) if scale == "share" else np.exp(value))
