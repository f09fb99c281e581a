"""Abilities at which integrals over the population are taken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from certway.core.psychometrics.response import Floats

NODES = 61
WIDEST = 6.0  # standard deviations from the mean to the outermost node


@dataclass(frozen=True, slots=True)
class Quadrature:
    """Abilities and their weights in the population; shape (nodes,)."""

    nodes: Floats  # in standard deviations of the population, ascending
    weights: Floats  # above 0; their sum is 1


def normal_quadrature(nodes: int = NODES, *, widest: float = WIDEST) -> Quadrature:
    """Return evenly spaced abilities weighted by the standard normal density.

    For smooth integrands the rectangle rule's error falls faster than any power of the spacing. Source: Bock & Aitkin
    (1981), Psychometrika 46, 443-459, equation 14; Trefethen & Weideman (2014), SIAM Review 56, 385-458.
    """
    at = np.linspace(-widest, widest, nodes)
    density = np.exp(-(at**2) / 2)
    return Quadrature(at, density / density.sum())
