"""Tails of the chi-square distribution."""

from __future__ import annotations

from math import erfc, exp, lgamma, log, sqrt


def chi_square_tail(statistic: float, degrees: int) -> float:
    """Return the probability of a statistic at least as large, for a whole number of degrees of freedom from 1 on.

    Source: Abramowitz & Stegun (1964), 26.4.4 and 26.4.5.
    """
    if statistic <= 0:
        return 1.0
    half = statistic / 2
    tail = erfc(sqrt(half)) if degrees % 2 else exp(-half)
    shape = 0.5 if degrees % 2 else 1.0
    while shape < degrees / 2:
        tail += exp(shape * log(half) - half - lgamma(shape + 1))
        shape += 1
    return min(1.0, tail)
