"""Dice for many throws at once, which are an argument of whatever throws them."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from certway.core.study.memory import Floats, Integers


class Dice(Protocol):
    """What throws; a generator of NumPy is one."""

    def random(self, size: tuple[int, ...]) -> Floats:
        """Return numbers from 0 up to 1, each as likely as another."""


def thrown(dice: Dice, odds: tuple[float, ...], shape: tuple[int, ...]) -> Integers:
    """Return outcomes, numbered from 0, of which each comes by its odds."""
    limits = np.cumsum(odds)
    return np.asarray(np.minimum(np.searchsorted(limits, dice.random(shape) * limits[-1], side="right"), len(odds) - 1))


def normal(dice: Dice, spread: float, shape: tuple[int, ...]) -> Floats:
    """Return numbers around 0 with a standard deviation (Box and Muller 1958)."""
    radius = np.sqrt(-2 * np.log(1 - dice.random(shape)))
    return np.asarray(spread * radius * np.cos(2 * np.pi * dice.random(shape)))
