"""Which options of a question people choose, and how able those are who do.

Sources: Haladyna & Rodriguez (2013), Developing and Validating Test Items, chapter 18; Kelley (1939), Journal of
Educational Psychology 30, 17-24 (the upper and the lower 27 percent); Attali & Fraenkel (2000), Journal of Educational
Measurement 37, 77-86 (the point-biserial of a distractor).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from certway.core.psychometrics.attempts import (
    Attempts,
    Flags,
    Marks,
    attempts_of,
    correlation_errors,
    correlations,
    outer_groups,
    rest_scores_of,
    summed_by_mark,
)
from certway.core.psychometrics.response import Floats
from certway.core.psychometrics.responses import MISSING, RIGHT, WRONG, ResponsesError
from certway.core.units.errors import CertwayError

LEAST_CHOSEN = 0.05  # share of answers; a distractor with fewer does no work
OUTER = 0.27  # share of people who are the upper or the lower group
Flag = Literal["unused", "chosen-by-able", "chosen-over-key"]

Choices = NDArray[np.int8]  # shape (people, items): the place of the option from 0, or MISSING


class OptionKeyError(CertwayError):
    """Raised for keys that don't belong to the choices."""

    def __init__(self) -> None:
        super().__init__("each item needs one key among its options")


@dataclass(frozen=True, slots=True)
class OptionStatistics:
    """What answers say about each option; shape (items, options)."""

    there: NDArray[np.bool_]  # whether the item has so many options
    count: NDArray[np.int64]  # people who chose it
    share: Floats  # of those who answered
    rest_score: Floats  # their mean share of right answers to the other items; 0 where nobody chose it
    is_key: NDArray[np.bool_]
    correlation: Floats  # point-biserial of choosing it with the rest score; 0 where all did alike
    correlation_error: Floats  # its standard error; inf where fewer than 3 people tell it
    lower: Floats  # share of the lower group that chose it; 0 where there is none
    upper: Floats  # and of the upper group

    def flags(self, item: int) -> dict[int, tuple[Flag, ...]]:
        """Return what is wrong with the distractors of an item, by option; of an item that nobody answered nothing."""
        key = int(self.is_key[item].argmax())
        if not self.count[item].any():
            return {}
        wrong = [place for place in range(self.share.shape[1]) if place != key and self.there[item, place]]
        found = {place: self._flags_of(item, place, key) for place in wrong}
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


def option_statistics(
    choices: Choices, keys: NDArray[np.intp], *, options: int, widths: NDArray[np.intp] | None = None
) -> OptionStatistics:
    """Return the statistics of each option. `keys` has shape (items,), and so has `widths`, their numbers of options.

    Raises ResponsesError, OptionKeyError.
    """
    if choices.ndim != 2 or not choices.size or choices.min() < MISSING or choices.max() >= options:
        raise ResponsesError(f"a choice is the place of an option from 0 to {options - 1}, or -1 (missing)")
    if keys.shape != choices.shape[1:] or keys.min() < 0 or keys.max() >= options:
        raise OptionKeyError
    marked = np.where(choices == MISSING, MISSING, np.where(choices == keys, RIGHT, WRONG)).astype(np.int8)
    attempts = attempts_of(marked)
    option = choices[attempts.person, attempts.item].astype(np.intp)
    there = None if widths is None else np.arange(options) < widths[:, None]
    chosen = Marks(np.arange(len(option)), option, options)
    return options_of(attempts, chosen, is_key=np.arange(options) == keys[:, None], there=there)


def options_of(attempts: Attempts, chosen: Marks, *, is_key: Flags, there: Flags | None = None) -> OptionStatistics:
    """Return the statistics of each option, by attempts that may each have asked other items.

    `chosen` are the options that answers chose, one, several or none. `is_key` has shape (items, options), and so has
    `there`, which says where items have fewer.
    """
    rest = rest_scores_of(attempts)
    told = rest.told.astype(np.float64)
    count, having = (summed_by_mark(attempts, chosen, one) for one in (np.ones_like(told), told))
    answered = np.bincount(attempts.item, minlength=attempts.items)[:, None]
    correlation, people = correlations(attempts, rest, chosen)
    lower, upper = (_share_of(attempts, chosen, group) for group in outer_groups(attempts, rest, OUTER))
    return OptionStatistics(
        there=np.ones_like(is_key) if there is None else there,
        count=count.astype(np.int64),
        share=count / np.maximum(answered, 1),
        rest_score=summed_by_mark(attempts, chosen, told * rest.share) / np.maximum(having, 1),
        is_key=is_key,
        correlation=correlation,
        correlation_error=correlation_errors(correlation, people),
        lower=lower,
        upper=upper,
    )


def _share_of(attempts: Attempts, chosen: Marks, group: Flags) -> Floats:
    """Return the share of a group of answers that chose each option, shape (items, options)."""
    size = np.bincount(attempts.item, weights=group, minlength=attempts.items)[:, None]
    return np.asarray(summed_by_mark(attempts, chosen, group.astype(np.float64)) / np.maximum(size, 1))
