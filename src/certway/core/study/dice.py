"""Dice for many throws at once, which are an argument of whatever throws them."""

from __future__ import annotations

from math import prod
from typing import Final, Protocol

import numpy as np

from certway.core.study.memory import Floats, Integers


class Dice(Protocol):
    """What throws; a generator of NumPy is one."""

    def random(self, size: tuple[int, ...]) -> Floats:
        """Return numbers from 0 up to 1, each as likely as another."""


_GAMMA: Final = np.uint64(0x9E3779B97F4A7C15)
_MIXES: Final = ((np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)), (np.uint64(27), np.uint64(0x94D049BB133111EB)))


class SplitMix:
    """Dice that fall by a seed alone: SplitMix64.

    Source: Steele, Lea & Flood (2014), Fast splittable pseudorandom number generators, OOPSLA '14.
    """

    def __init__(self, seed: int) -> None:
        self._state = np.uint64(seed % 2**64)

    def random(self, size: tuple[int, ...]) -> Floats:
        """Return numbers from 0 up to 1, each as likely as another."""
        count = prod(size)
        with np.errstate(over="ignore"):
            mixed = self._state + _GAMMA * np.arange(1, count + 1, dtype=np.uint64)
            self._state = self._state + _GAMMA * np.uint64(count)
            for shift, factor in _MIXES:
                mixed = (mixed ^ (mixed >> shift)) * factor
        mixed ^= mixed >> np.uint64(31)
        return np.asarray((mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53).reshape(size)


def thrown(dice: Dice, odds: tuple[float, ...], shape: tuple[int, ...]) -> Integers:
    """Return outcomes, numbered from 0, of which each comes by its odds."""
    limits = np.cumsum(odds)
    return np.asarray(np.minimum(np.searchsorted(limits, dice.random(shape) * limits[-1], side="right"), len(odds) - 1))


def normal(dice: Dice, spread: float, shape: tuple[int, ...]) -> Floats:
    """Return numbers around 0 with a standard deviation (Box and Muller 1958)."""
    radius = np.sqrt(-2 * np.log(1 - dice.random(shape)))
    return np.asarray(spread * radius * np.cos(2 * np.pi * dice.random(shape)))
