"""Where chance comes from, and what is drawn with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

_Drawn = TypeVar("_Drawn")


class Dice(Protocol):
    """Where chance comes from."""

    def random(self) -> float:
        """Return a number from 0 up to 1, 1 left out."""


def one_of(values: Sequence[_Drawn], dice: Dice) -> _Drawn:
    """Return one of some values, each as likely."""
    return values[int(dice.random() * len(values))]


def between(least: int, most: int, dice: Dice) -> int:
    """Return a whole number of a range, both ends included."""
    return least + int(dice.random() * (most - least + 1))


def some_of(values: Sequence[_Drawn], count: int, dice: Dice) -> list[_Drawn]:
    """Return so many of some values, in the order that they stand in."""
    left = list(range(len(values)))
    taken = {left.pop(int(dice.random() * len(left))) for _ in range(min(count, len(values)))}
    return [value for at, value in enumerate(values) if at in taken]


def shuffled(values: Sequence[_Drawn], dice: Dice) -> list[_Drawn]:
    """Return all of some values in an order of chance, each order as likely."""
    found = list(values)
    for last in range(len(found) - 1, 0, -1):
        other = int(dice.random() * (last + 1))
        found[last], found[other] = found[other], found[last]
    return found
