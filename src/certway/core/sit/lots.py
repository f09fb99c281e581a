"""Lots that a seed decides: the same seed, stream and place draw the same numbers, on every machine, at any time.

Picking is thereby rebuilt from a log of answers and one seed. The mixing function is SplitMix64.

Source: Steele, Lea and Flood (2014), Fast Splittable Pseudorandom Number Generators, figure 19.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Seeds = NDArray[np.uint64]

PICK, BAR, ANSWER = range(3)  # streams: which question comes, which a person never gets, what simulated takers answer

_GAMMA = np.uint64(0x9E3779B97F4A7C15)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_MOST_PLACES = 1 << 20


def lots(seeds: Seeds, *, stream: int, place: int | NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """Return numbers from 0 up to 1, 1 left out; shape (seeds, count). A place may be given for each seed."""
    start = np.atleast_1d(np.asarray(place, dtype=np.uint64)) + np.uint64(stream * _MOST_PLACES)
    base = _mixed(_mixed(seeds) + start * _GAMMA)
    drawn = _mixed(base[:, None] + np.arange(1, count + 1, dtype=np.uint64) * _GAMMA)
    return np.asarray((drawn >> np.uint64(11)).astype(np.float64) * 2.0**-53)


def _mixed(numbers: Seeds) -> Seeds:
    numbers = (numbers ^ (numbers >> np.uint64(30))) * _FIRST
    numbers = (numbers ^ (numbers >> np.uint64(27))) * _SECOND
    return np.asarray(numbers ^ (numbers >> np.uint64(31)))
