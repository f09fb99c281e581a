"""Learners of a trial: by what they remember, which no way of studying is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, get_args

import numpy as np

from certway.core.study.dice import Dice, normal
from certway.core.study.memory import DEFAULT, LEAST_WEIGHTS, MOST_WEIGHTS, Floats, Integers, Parameters
from certway.core.study.truths import ActR, ActRTrace, Booleans, FsrsTrace, HalfLife, HalfLifeTrace, Trace

TruthName: TypeAlias = Literal["fsrs", "fsrs-wrong", "fsrs-own", "act-r", "half-life"]
TRUTHS: Final[tuple[TruthName, ...]] = get_args(TruthName)

# How much learners with parameters of their own differ: standard deviations of the logs of the stabilities after a
# first look (w0 to w3) and of the decay (w20), and of how much a review gains (w8, a log itself). A judgement.
FIRST_SPREAD: Final = 0.5
GROWTH_SPREAD: Final = 0.3
DECAY_SPREAD: Final = 0.3


@dataclass(frozen=True, slots=True)
class OwnTrace:
    """Memory by FSRS-6 of learners with parameters of their own."""

    traces: tuple[FsrsTrace, ...]  # by learner, each of one

    def recall_on(self, day: int) -> Floats:
        """Return how likely each card is recalled on a day; 0 where it was never seen."""
        return np.concatenate([trace.recall_on(day) for trace in self.traces])

    def after(self, looked: Booleans, grades: Integers, day: int) -> OwnTrace:
        """Return what is remembered once some cards were looked at on a day."""
        told = zip(self.traces, looked, grades, strict=True)
        return OwnTrace(tuple(trace.after(those[None], how[None], day) for trace, those, how in told))


def wrong_parameters() -> Parameters:
    """Return somebody's for whom the policy's are wrong: less stable at first, slower to grow, faster to fade."""
    weights = list(DEFAULT.weights)
    weights[:4] = [0.6 * weight for weight in weights[:4]]
    weights[8] -= 0.35
    weights[20] = 0.25
    return Parameters(tuple(weights))


def own_parameters(dice: Dice, learners: int) -> tuple[Parameters, ...]:
    """Return parameters of learners who differ, around the defaults."""
    throws = normal(dice, 1.0, (learners, 3))
    found = []
    for first, growth, decay in throws.tolist():
        weights = np.array(DEFAULT.weights)
        weights[:4] *= np.exp(FIRST_SPREAD * first)
        weights[8] += GROWTH_SPREAD * growth
        weights[20] *= np.exp(DECAY_SPREAD * decay)
        found.append(Parameters(tuple(np.clip(weights, LEAST_WEIGHTS, MOST_WEIGHTS).tolist())))
    return tuple(found)


def learners_of(truth: TruthName, learners: int, areas: Integers, *, ability_spread: float, dice: Dice) -> Trace:
    """Return learners who remember by a truth and saw no card yet.

    `areas` are those of the cards, shape (cards,). `ability_spread` is the standard deviation, over learners and
    areas, of the log of how many times longer than by the model somebody keeps the cards of an area.
    """
    cards = len(areas)
    match truth:
        case "act-r":
            active = ActRTrace.new(ActR(), learners, cards, dice)
            abler = _abilities(learners, areas, ability_spread, dice)
            return replace(active, ease=active.ease + active.model.noise * abler)  # the odds of recall, times as much
        case "half-life":
            halved = HalfLifeTrace.new(HalfLife(), learners, cards, dice)
            return replace(halved, ease=halved.ease * np.exp(_abilities(learners, areas, ability_spread, dice)))
        case "fsrs-own":
            own = own_parameters(dice, learners)
            ease = np.exp(_abilities(learners, areas, ability_spread, dice))
            starts = zip(own, ease, strict=True)
            return OwnTrace(tuple(FsrsTrace.new(parameters, 1, cards, one[None]) for parameters, one in starts))
        case "fsrs" | "fsrs-wrong":
            parameters = parameters_of(truth)
            return FsrsTrace.new(parameters, learners, cards, np.exp(_abilities(learners, areas, ability_spread, dice)))


def parameters_of(truth: Literal["fsrs", "fsrs-wrong"]) -> Parameters:
    """Return the parameters that all learners of a truth share."""
    return DEFAULT if truth == "fsrs" else wrong_parameters()


def _abilities(learners: int, areas: Integers, spread: float, dice: Dice) -> Floats:
    """Return by learner and card the log of how many times longer it is kept."""
    by_area = normal(dice, spread, (learners, int(areas.max(initial=0)) + 1))
    return np.asarray(by_area[:, areas])
