"""The candidates of a form as columns: what is known of each question that could be chosen.

Questions of one set share a situation, which is read once. In a form they come all or none, and stand together. In an
adaptive exam, which picks one at a time, at most one of a set is asked. Enemies, such as two questions of which one
tells the key of the other, are never asked together in either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from certway.core.items.item import LEVELS, Body, Choice, Item
from certway.core.items.topics import OutlineTopics
from certway.core.psychometrics.response import Floats
from certway.core.sit.blueprint import Blueprint
from certway.core.sit.values import Values, expected_values

NONE = -1  # of a key, topic or set that a candidate does not have

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidates; every column has the shape (candidates,)."""

    ids: tuple[str, ...]
    nodes: tuple[str, ...]  # the parts of the outline
    node: Numbers  # place among the parts
    level: Numbers  # place among LEVELS
    key: Numbers  # place of the right option of a single choice; NONE for others
    a: Floats  # discrimination
    b: Floats  # difficulty, in logits; 0 is where the cut is, for want of another scale
    c: Floats  # how likely a right answer is for who knows nothing
    topic: Numbers  # the same number for the same topic
    used: Numbers  # how often it was asked before
    set_: Numbers  # the same number for the questions of one set; NONE for those that stand alone
    enemies: tuple[tuple[int, ...], ...] = ()  # groups of candidates of which one at most is asked

    def __len__(self) -> int:
        return len(self.ids)

    def sets(self) -> tuple[Numbers, ...]:
        """Return the candidates of each set that has several, in the order of the pool."""
        groups = (np.flatnonzero(self.set_ == number) for number in np.unique(self.set_) if number != NONE)
        return tuple(group for group in groups if len(group) > 1)


def pool_of(
    items: Sequence[Item],
    topics: OutlineTopics,
    blueprint: Blueprint,
    *,
    values: Mapping[str, Values] | None = None,
    used: Mapping[str, int] | None = None,
    enemies: Sequence[Sequence[str]] = (),
) -> Pool:
    """Return the questions that serve a blueprint as candidates.

    `values`, `used` and `enemies` go by the ids of questions; of those without values what is expected counts.
    """
    parts = {node: place for place, part in enumerate(blueprint.parts) for node in part.nodes}
    serves = {topic: parts[node] for node, served in topics.nodes.items() if node in parts for topic in served}
    chosen = [item for item in items if item.topic in serves]
    place_of = {item.id: place for place, item in enumerate(chosen)}
    known = [(values or {}).get(item.id) or expected_values(item) for item in chosen]
    foes = (tuple(place_of[name] for name in group if name in place_of) for group in enemies)
    return Pool(
        ids=tuple(place_of),
        nodes=tuple(part.node for part in blueprint.parts),
        node=np.array([serves[item.topic] for item in chosen], dtype=np.int64),
        level=np.array([LEVELS.index(item.level) for item in chosen], dtype=np.int64),
        key=np.array([_key_of(item.body) for item in chosen], dtype=np.int64),
        a=np.array([one.a for one in known], dtype=np.float64),
        b=np.array([one.b for one in known], dtype=np.float64),
        c=np.array([one.c for one in known], dtype=np.float64),
        topic=_numbered([item.topic for item in chosen]),
        used=np.array([(used or {}).get(item.id, 0) for item in chosen], dtype=np.int64),
        set_=_numbered([item.set_id for item in chosen]),
        enemies=tuple(group for group in foes if len(group) > 1),
    )


def _key_of(body: Body) -> int:
    if isinstance(body, Choice) and not body.multiple:
        return next(place for place, option in enumerate(body.options) if option.right)
    return NONE


def _numbered(names: Sequence[str]) -> Numbers:
    """Return the same number for the same name, and NONE for no name."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(name for name in names if name))}
    return np.array([numbers.get(name, NONE) for name in names], dtype=np.int64)
