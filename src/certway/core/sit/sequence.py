"""The order in which a form's questions are asked: mixed by dice; the questions of a set stand together.

The options of a question keep the order in which they were written, in which its reasons and review refer to them.
"""

from __future__ import annotations

from collections.abc import Sequence

from certway.core.items.dice import Dice
from certway.core.sit.pool import NONE, Pool


def sequence_of(pool: Pool, form: Sequence[int], dice: Dice, *, segments: Sequence[int] = ()) -> tuple[int, ...]:
    """Return a form's questions in the order in which they are asked, over all parts of the outline.

    `segments` are the numbers of questions of its timed stretches, all of them together. A set lies within one, unless
    none has room for it; then its questions are mixed with the others.
    """
    rooms = list(segments or (len(form),))
    held: list[list[list[int]]] = [[] for _ in rooms]
    waiting = sorted(_mixed(_blocks(pool, form), dice), key=len)
    while waiting:
        block = waiting.pop()
        fitting = [at for at, room in enumerate(rooms) if room >= len(block)]
        if fitting:
            at = _weighted(fitting, rooms, dice)
            held[at].append(block)
            rooms[at] -= len(block)
        else:
            waiting = [[place] for place in block] + waiting
    return tuple(place for blocks in held for block in _mixed(blocks, dice) for place in block)


def _weighted(places: Sequence[int], rooms: Sequence[int], dice: Dice) -> int:
    """Return one of some segments, the more likely the more room it has."""
    drawn = dice.random() * sum(rooms[at] for at in places)
    for at in places:
        drawn -= rooms[at]
        if drawn < 0:
            return at
    return places[-1]


def _blocks(pool: Pool, form: Sequence[int]) -> list[list[int]]:
    """Return what stands together, a set in the order in which it was written."""
    found: dict[object, list[int]] = {}
    for place in sorted(form):
        number = int(pool.set_[place])
        found.setdefault(("alone", place) if number == NONE else number, []).append(place)
    return list(found.values())


def _mixed(blocks: Sequence[list[int]], dice: Dice) -> list[list[int]]:
    """Return the blocks in an order of which each is as likely (Fisher and Yates)."""
    mixed = list(blocks)
    for last in range(len(mixed) - 1, 0, -1):
        other = int(dice.random() * (last + 1))
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed
