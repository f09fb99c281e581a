"""Learners whose memory is known, to try ways of studying on: FSRS, or a model that is built quite differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from certway.core.study.dice import Dice, normal
from certway.core.study.memory import AGAIN, Floats, Integers, Parameters, first_states, next_states, recall

Booleans = NDArray[np.bool_]

MOST_LOOKS: Final = 24  # at one card; ACT-R lets later ones take the place of the last


class Trace(Protocol):
    """What some learners remember of their cards, shape (learners, cards)."""

    def recall_on(self, day: int) -> Floats:
        """Return how likely each card is recalled on a day; 0 where it was never seen."""

    def after(self, looked: Booleans, grades: Integers, day: int) -> Trace:
        """Return what is remembered once some cards were looked at on a day; `grades` count where `looked` is true."""


@dataclass(frozen=True, slots=True)
class FsrsTrace:
    """Memory by FSRS-6."""

    parameters: Parameters
    ease: Floats  # (learners, cards) times which a card lasts longer than its stability says, 1 for most
    stability: Floats  # days; NaN where never seen
    difficulty: Floats
    day: Floats  # of the last look

    @staticmethod
    def new(parameters: Parameters, learners: int, cards: int, ease: Floats | None = None) -> FsrsTrace:
        """Return the memory of learners who saw no card yet."""
        unseen, same = np.full((learners, cards), np.nan), np.ones((learners, cards))
        return FsrsTrace(parameters, same if ease is None else ease, unseen, unseen, np.zeros((learners, cards)))

    @property
    def seen(self) -> Booleans:
        """Which cards were looked at before."""
        return np.asarray(~np.isnan(self.stability))

    def recall_on(self, day: int) -> Floats:
        """Return how likely each card is recalled on a day; 0 where it was never seen."""
        lasting = np.where(self.seen, self.stability, 1.0) * self.ease
        return np.where(self.seen, recall(self.parameters, lasting, day - self.day), 0.0)

    def after(self, looked: Booleans, grades: Integers, day: int) -> FsrsTrace:
        """Return what is remembered once some cards were looked at on a day."""
        stability, difficulty, last = self.stability.copy(), self.difficulty.copy(), self.day.copy()
        again, first = looked & self.seen, looked & ~self.seen
        begun = first_states(self.parameters)
        stability[first], difficulty[first] = (column[grades[first] - 1] for column in begun)
        found = next_states(self.parameters, stability[again], difficulty[again], day - last[again])
        at = (np.arange(int(again.sum())), grades[again] - 1)
        stability[again], difficulty[again] = (column[at] for column in found)
        last[looked] = day
        return FsrsTrace(self.parameters, self.ease, stability, difficulty, last)


@dataclass(frozen=True, slots=True)
class ActR:
    """Parameters of ACT-R's declarative memory with the decay of Pavlik and Anderson.

    Source: Pavlik & Anderson (2005), "Practice and forgetting effects on vocabulary memory: an activation-based model
    of the spacing effect", Cognitive Science 29: decay's intercept and scale; (2008), "Using a model to compute the
    optimal schedule of practice", J. Exp. Psychol. Appl. 14: time between sessions counts as a share of real time.
    Threshold, noise and spread are ours, so that a month of study gets somebody somewhere.
    """

    intercept: float = 0.177  # of the decay of a look
    scale: float = 0.217  # by which decay grows with activation at that look: the effect of spacing
    threshold: float = -1.4  # of activation, at which half is recalled
    noise: float = 0.35  # of activation, as the scale of a logistic
    time_share: float = 0.025  # of a second between sessions
    spread: float = 0.35  # standard deviation of activation between cards


@dataclass(frozen=True, slots=True)
class ActRTrace:
    """Memory as activation: each look leaves a trace that decays by a power of time, later ones faster when massed."""

    model: ActR
    ease: Floats  # (learners, cards) added to activation
    looks: Integers  # (learners, cards)
    days: Floats  # (learners, cards, looks) NaN where there was none
    decays: Floats  # the same shape

    @staticmethod
    def new(model: ActR, learners: int, cards: int, dice: Dice) -> ActRTrace:
        """Return the memory of learners who saw no card yet; cards are easier and harder by lot."""
        none = np.full((learners, cards, MOST_LOOKS), np.nan)
        ease = normal(dice, model.spread, (learners, cards))
        return ActRTrace(model, ease, np.zeros((learners, cards), np.int64), none, none)

    def recall_on(self, day: int) -> Floats:
        """Return how likely each card is recalled on a day; 0 where it was never seen."""
        above = self._activation(self.days, self.decays, day) + self.ease - self.model.threshold
        return np.where(self.looks > 0, 1 / (1 + np.exp(-np.maximum(above, -50.0) / self.model.noise)), 0.0)

    def _activation(self, days: Floats, decays: Floats, day: int) -> Floats:
        """Return the activation of cards by their looks, shapes (…, looks)."""
        most = max(int(self.looks.max(initial=0)), 1)
        seconds = np.maximum((day - days[..., :most]) * 86_400 * self.model.time_share, 1.0)
        traces = np.nansum(seconds ** -decays[..., :most], axis=-1)
        return np.asarray(np.log(np.maximum(traces, 1e-12)))

    def after(self, looked: Booleans, grades: Integers, day: int) -> ActRTrace:
        """Return what is remembered once some cards were looked at on a day; a look is a look, whatever its grade."""
        days, decays, looks = self.days.copy(), self.decays.copy(), self.looks.copy()
        active = np.minimum(self._activation(days[looked], decays[looked], day), 3.0)
        active = np.where(looks[looked] > 0, active, -np.inf)
        at = (*np.nonzero(looked), np.minimum(looks[looked], MOST_LOOKS - 1))
        days[at], decays[at] = day, self.model.scale * np.exp(active) + self.model.intercept
        looks[looked] += 1
        return ActRTrace(self.model, self.ease, looks, days, decays)


@dataclass(frozen=True, slots=True)
class HalfLife:
    """Parameters of memory that fades exponentially, with a half-life that each success multiplies.

    Source: Settles & Meeder (2016), "A trainable spaced repetition model for language learning", ACL: recall is
    2^(−time / half-life). That a success multiplies it by more the longer one waited is the effect of spacing, as in
    Tabibian et al. (2019), "Enhancing human learning via spaced repetition optimization", PNAS 116. Numbers are ours:
    what is new lasts about half as long as by the defaults of FSRS.
    """

    first_days: tuple[float, float, float, float] = (1.5, 4.0, 8.0, 25.0)  # of the half-life, by the first grade
    growth: float = 2.2  # of the half-life by a success after one half-life
    loss: float = 0.4  # of the half-life that is left after a failure
    spread: float = 0.4  # of the log of half-lives between cards


@dataclass(frozen=True, slots=True)
class HalfLifeTrace:
    """Memory as a half-life for each card."""

    model: HalfLife
    ease: Floats  # (learners, cards) times which a card lasts longer than others
    half_life: Floats  # (learners, cards) days; NaN where never seen
    day: Floats  # of the last look

    @staticmethod
    def new(model: HalfLife, learners: int, cards: int, dice: Dice) -> HalfLifeTrace:
        """Return the memory of learners who saw no card yet; cards last longer and shorter by lot."""
        ease = np.exp(normal(dice, model.spread, (learners, cards)))
        return HalfLifeTrace(model, ease, np.full((learners, cards), np.nan), np.zeros((learners, cards)))

    def recall_on(self, day: int) -> Floats:
        """Return how likely each card is recalled on a day; 0 where it was never seen."""
        seen = ~np.isnan(self.half_life)
        return np.where(seen, np.exp2(-(day - self.day) / np.where(seen, self.half_life, 1.0)), 0.0)

    def after(self, looked: Booleans, grades: Integers, day: int) -> HalfLifeTrace:
        """Return what is remembered once some cards were looked at on a day."""
        seen = ~np.isnan(self.half_life)
        waited = np.minimum((day - self.day) / np.where(seen, self.half_life, 1.0), 1.0)
        grown = self.half_life * (1 + (self.model.growth - 1) * waited)
        again = np.where(grades > AGAIN, grown, np.maximum(self.model.loss * self.half_life, self.model.first_days[0]))
        first = np.asarray(self.model.first_days)[np.clip(grades, AGAIN, 4) - 1] * self.ease
        half_life = np.where(looked, np.where(seen, again, first), self.half_life)
        return HalfLifeTrace(self.model, self.ease, half_life, np.where(looked, day, self.day))
