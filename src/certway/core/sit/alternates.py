"""Questions that do the same in a form take turns: those asked less come first, and dice decide between equals."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from certway.core.items.dice import Dice
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
