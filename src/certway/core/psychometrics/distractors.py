"""Which options of a question people choose, and how able those are who do.

Source: Haladyna & Rodriguez (2013), Developing and Validating Test Items, chapter 18.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.classical import rest_scores
from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import MISSING, ResponsesError
from certway.core.units.errors import CertwayError

LEAST_CHOSEN = 0.05  # share of answers; a distractor with fewer does no work
Flag = Literal["unused", "chosen-by-able", "chosen-over-key"]

Choices = NDArray[np.int8]  # shape (people, items): the place of the option from 0, or MISSING


class OptionKeyError(CertwayError):
    """Raised for keys that don't belong to the choices."""

    def __init__(self) -> None:
        super().__init__("each item needs one key among its options")


@dataclass(frozen=True, slots=True)
class OptionStatistics:
    """What answers say about each option; shape (items, options)."""

    count: NDArray[np.int64]  # people who chose it
    share: Floats  # of those who answered
    rest_score: Floats  # their mean share of right answers to the other items; 0 where nobody chose it
    is_key: NDArray[np.bool_]

    def flags(self, item: int) -> dict[int, tuple[Flag, ...]]:
        """Return what is wrong with the distractors of an item, by option; of an item that nobody answered nothing."""
        key = int(self.is_key[item].argmax())
        if not self.count[item].any():
            return {}
        found = {place: self._flags_of(item, place, key) for place in range(self.share.shape[1]) if place != key}
        return {place: flags for place, flags in found.items() if flags}

    def _flags_of(self, item: int, place: int, key: int) -> tuple[Flag, ...]:
        flags: list[Flag] = []
        if self.share[item, place] < LEAST_CHOSEN:
            flags.append("unused")
        elif self.rest_score[item, place] >= self.rest_score[item, key]:
            flags.append("chosen-by-able")
        if self.share[item, place] > self.share[item, key]:
            flags.append("chosen-over-key")
        return tuple(flags)


def option_statistics(choices: Choices, keys: NDArray[np.intp], *, options: int) -> OptionStatistics:
    """Return the statistics of each option. `keys` has shape (items,). Raises ResponsesError, OptionKeyError."""
    if choices.ndim != 2 or not choices.size or choices.min() < MISSING or choices.max() >= options:
        raise ResponsesError(f"a choice is the place of an option from 0 to {options - 1}, or -1 (missing)")
    if keys.shape != choices.shape[1:] or keys.min() < 0 or keys.max() >= options:
        raise OptionKeyError
    told = (choices != MISSING).astype(np.float64)
    rest, there = rest_scores((choices == keys).astype(np.float64), told)
    count = np.stack([(choices == place).sum(axis=0) for place in range(options)], axis=1)
    total, known = (
        np.stack([((choices == place) * one).sum(axis=0) for place in range(options)], axis=1)
        for one in (rest * there, there)
    )
    answered = np.maximum(count.sum(axis=1, keepdims=True), 1)
    return OptionStatistics(
        count.astype(np.int64), count / answered, total / np.maximum(known, 1), np.arange(options) == keys[:, None]
    )
