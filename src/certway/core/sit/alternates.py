"""Questions that do the same in a form take turns: those asked less come first, and dice decide between equals.

Where nobody else has a say, questions of one part may also change places that do nearly the same, so that no two people
get the same exam, and every question is tried out on some.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from certway.core.items.dice import Dice, shuffled
from certway.core.psychometrics.response import information
from certway.core.sit.pool import Pool


def vary(pool: Pool, forms: Sequence[Sequence[int]], dice: Dice) -> tuple[tuple[int, ...], ...]:
    """Return forms as good as these, in which each question may have changed places with one that does the same.

    Two questions do the same that agree in part, level, key, topic and parameters, and have neither a set nor enemies.
    Before questions are calibrated there are many such; without turns every form would hold the same ones.
    """
    times = np.zeros(len(pool), dtype=np.int64)
    for form in forms:
        times[list(form)] += 1
    becomes = list(range(len(pool)))
    for group in _alike(pool):
        lots = {place: dice.random() for place in group}
        turns = sorted(group, key=lambda place: (pool.used[place], lots[place]))
        for place, other in zip(sorted(group, key=lambda place: -times[place]), turns, strict=True):
            becomes[place] = other
    return tuple(tuple(sorted(becomes[place] for place in form)) for form in forms)


def _alike(pool: Pool) -> list[list[int]]:
    """Return groups of candidates that do the same."""
    bound = {place for group in (*pool.enemies, *pool.sets()) for place in group}
    columns = (pool.node, pool.level, pool.key, pool.topic, pool.a, pool.b, pool.c)
    found: dict[tuple[float, ...], list[int]] = {}
    for place, values in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        if place not in bound:
            found.setdefault(values, []).append(place)
    return [group for group in found.values() if len(group) > 1]


def exchanged(pool: Pool, form: Sequence[int], dice: Dice, *, loss: float, cut: float = 0.0) -> tuple[int, ...]:
    """Return a form in which questions changed places, by dice, with others of the same part of the outline.

    It tells less at the cut, by the share `loss` at most. Questions of sets and enemies stay where they are, and no
    limit but the outline is looked at.
    """
    tells = information(np.array(cut), pool.a, pool.b, pool.c)
    bound = {place for group in (*pool.enemies, *pool.sets()) for place in group}
    spare, inside = loss * float(tells[list(form)].sum()), set(form)
    for place in shuffled([place for place in form if place not in bound], dice):
        others = [
            int(other)
            for other in np.flatnonzero((pool.node == pool.node[place]) & (tells[place] - tells <= spare))
            if other not in inside and other not in bound
        ]
        if others:
            other = others[int(dice.random() * len(others))]
            spare -= float(tells[place] - tells[other])
            inside = (inside - {place}) | {other}
    return tuple(sorted(inside))
