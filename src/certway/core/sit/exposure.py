"""Exposure control: how large a share of takers may get each question at all, so that none is asked of too many.

Everybody draws a lot for each question once; who draws above its limit never gets it. Limits are found by simulation:
where a question would be asked of more than the share wanted, its limit is lowered in proportion, round after round.

Source: Sympson and Hetter (1985), Controlling item-exposure rates in computerized adaptive testing, Proceedings of the
27th annual meeting of the Military Testing Association.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from certway.core.psychometrics.response import Floats
from certway.core.sit.adaptive import AdaptiveTest
from certway.core.sit.simulation import simulate

ROUNDS = 8


def control(test: AdaptiveTest, most: float, abilities: Floats, *, seed: int, rounds: int = ROUNDS) -> Floats:
    """Return the limits of a test's candidates with which the most exposed one is asked least, of those tried.

    `most` is the share of takers of whom no question is to be asked more often; chance leaves the reached one a little
    above. Abilities are those of simulated takers like the real ones.
    """
    limits = wanted = np.ones(len(test.pool))
    best, reached = limits, np.inf
    for number in range(rounds):
        exposure = simulate(replace(test, limits=limits), abilities, seed=seed + number).exposure
        if exposure.max() < reached:
            best, reached = limits, float(exposure.max())
        now = exposure / limits  # of how many it would be asked without its limit
        wanted = now if number == 0 else (wanted + now) / 2  # chance of one round is evened out
        limits = np.where(wanted > most, most / np.maximum(wanted, most), 1.0)
    return best
