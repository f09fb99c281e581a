"""How likely a right answer is, and what it tells: the three-parameter logistic model; no constant 1.7 scales it.

Source: Birnbaum, in Lord and Novick (1968), Statistical Theories of Mental Test Scores, chapters 17 to 20.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def probability(ability: Floats, a: Floats, b: Floats, c: Floats) -> Floats:
    """Return how likely a right answer is; ability and parameters are broadcast against each other."""
    return np.asarray(c + (1 - c) * 0.5 * (1 + np.tanh(0.5 * a * (ability - b))))


def information(ability: Floats, a: Floats, b: Floats, c: Floats) -> Floats:
    """Return Fisher's information about the ability; ability and parameters are broadcast against each other."""
    logistic = 0.5 * (1 + np.tanh(0.5 * a * (ability - b)))
    return np.asarray(a**2 * (1 - c) * logistic**2 * (1 - logistic) / (c + (1 - c) * logistic + np.finfo(float).tiny))
