"""Which candidates exclude each other where one question is picked at a time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from certway.core.sit.pool import Numbers, Pool
from certway.core.sit.wanted import Lack


def rivals_of(pool: Pool) -> Numbers:
    """Return for each candidate those of which it is the only one to be asked; shape (candidates, most rivals).

    It stands among them itself, and fills up the row. Enemies of enemies exclude each other as well, and so do the
    questions of a set: what is asked early can then never leave a part of the outline without questions.
    """
    groups = _groups(pool)
    rivals = np.repeat(np.arange(len(pool))[:, None], max(map(len, groups), default=1), axis=1)
    for group in groups:
        rivals[group, : len(group)] = group
    return rivals


def lacks_of(pool: Pool, counts: Mapping[str, int]) -> tuple[Lack, ...]:
    """Return the parts that could run out: a group of rivals counts as one, and not at all if it is of two parts."""
    surely = np.bincount(pool.node, minlength=len(pool.nodes))
    for group in _groups(pool):
        nodes = pool.node[group]
        surely -= np.bincount(nodes, minlength=len(pool.nodes))
        if (nodes == nodes[0]).all():
            surely[nodes[0]] += 1
    there = dict(zip(pool.nodes, surely.tolist(), strict=True))
    needs = {node: count - there.get(node, 0) for node, count in counts.items()}
    return tuple(Lack(node, items) for node, items in needs.items() if items > 0)


def _groups(pool: Pool) -> list[Numbers]:
    """Return the candidates that hang together by sets and enemies, each group ascending."""
    leader = list(range(len(pool)))

    def first(place: int) -> int:
        while leader[place] != place:
            place = leader[place]
        return place

    for group in (*pool.enemies, *(members.tolist() for members in pool.sets())):
        for other in group[1:]:
            one, two = sorted((first(group[0]), first(other)))
            leader[two] = one
    roots = np.array([first(place) for place in range(len(pool))], dtype=np.int64)
    sizes = np.bincount(roots, minlength=len(pool))
    return [np.flatnonzero(roots == root) for root in np.flatnonzero(sizes > 1)]
