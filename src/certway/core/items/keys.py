"""Where right options stand: a bank whose keys keep to some places can be guessed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from certway.core.items.item import Choice, Item

LEAST_SHARE = 0.001  # of a chance: rarer than this is no chance


@dataclass(frozen=True, slots=True)
class KeyBalance:
    """Where the right option of questions with so many options stands."""

    options: int
    counts: tuple[int, ...]  # by place
    p: float  # how often chance alone would be as uneven, by Pearson's chi-squared test

    @property
    def even(self) -> bool:
        """Whether chance may have made it so."""
        return self.p >= LEAST_SHARE


def key_balances(items: Iterable[Item]) -> tuple[KeyBalance, ...]:
    """Return where the right options stand, for each number of options, of questions with one right option."""
    counts: dict[int, list[int]] = {}
    for item in items:
        if isinstance(item.body, Choice) and not item.body.multiple:
            options = item.body.options
            place = next((at for at, option in enumerate(options) if option.right), None)
            if place is not None:
                counts.setdefault(len(options), [0] * len(options))[place] += 1
    return tuple(KeyBalance(number, tuple(found), _p(found)) for number, found in sorted(counts.items()))


def _p(counts: list[int]) -> float:
    """Return the chance of so uneven counts where each place is as likely as the others."""
    expected = sum(counts) / len(counts)
    if not expected:
        return 1.0
    squared = sum((count - expected) ** 2 / expected for count in counts)
    return _upper(squared, len(counts) - 1)


def _upper(squared: float, freedom: int) -> float:
    """Return the upper tail of the chi-squared distribution, by its closed forms for whole degrees of freedom."""
    half = squared / 2
    if freedom % 2 == 0:
        return math.exp(-half) * sum(half**at / math.factorial(at) for at in range(freedom // 2))
    tail = math.erfc(math.sqrt(half))
    terms = (half ** (at - 0.5) / math.gamma(at + 0.5) for at in range(1, (freedom + 1) // 2))
    return float(tail + math.exp(-half) * sum(terms))
