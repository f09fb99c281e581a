"""The candidates of a form as columns: what is known of each question that could be chosen.

Questions of one set share a situation, which is read once. In a form they come all or none, and stand together. In an
adaptive exam, which picks one at a time, at most one of a set is asked. Enemies, such as two questions of which one
tells the key of the other, are never asked together in either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import NDArray

from certway.core.items.item import LEVELS, PRIOR_LOGITS, Body, Choice, Item, Matching, NumberEntry, Ordering
from certway.core.items.topics import OutlineTopics
from certway.core.psychometrics.response import Floats
from certway.core.sit.blueprint import Blueprint

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
    used: Mapping[str, int] | None = None,
    enemies: Sequence[Sequence[str]] = (),
) -> Pool:
    """Return the questions that serve a blueprint as candidates, with what is expected of them before any answer.

    Discrimination is 1, difficulty that of PRIOR_LOGITS, and a guess as likely as the form of the answer makes it.
    `used` and `enemies` go by the ids of questions.
    """
    parts = {node: place for place, part in enumerate(blueprint.parts) for node in part.nodes}
    serves = {topic: parts[node] for node, served in topics.nodes.items() if node in parts for topic in served}
    chosen = [item for item in items if item.topic in serves]
    place_of = {item.id: place for place, item in enumerate(chosen)}
    foes = (tuple(place_of[name] for name in group if name in place_of) for group in enemies)
    return Pool(
        ids=tuple(place_of),
        nodes=tuple(part.node for part in blueprint.parts),
        node=np.array([serves[item.topic] for item in chosen], dtype=np.int64),
        level=np.array([LEVELS.index(item.level) for item in chosen], dtype=np.int64),
        key=np.array([_key_of(item.body) for item in chosen], dtype=np.int64),
        a=np.ones(len(chosen)),
        b=np.array([PRIOR_LOGITS[item.difficulty] for item in chosen], dtype=np.float64),
        c=np.array([guess_of(item.body) for item in chosen], dtype=np.float64),
        topic=_numbered([item.topic for item in chosen]),
        used=np.array([(used or {}).get(item.id, 0) for item in chosen], dtype=np.int64),
        set_=_numbered([item.set_id for item in chosen]),
        enemies=tuple(group for group in foes if len(group) > 1),
    )


def guess_of(body: Body) -> float:
    """Return how likely a right answer is for who draws one of all that can be given; of a number to type in, 0."""
    match body:
        case Choice(options=options, multiple=multiple):
            return 1 / (2 ** len(options) - 1) if multiple else 1 / len(options)
        case Ordering(steps=steps):
            return 1 / factorial(len(steps))
        case Matching(pairs=pairs, others=others):
            return factorial(len(others)) / factorial(len(pairs) + len(others))
        case NumberEntry():
            return 0.0


def _key_of(body: Body) -> int:
    if isinstance(body, Choice) and not body.multiple:
        return next(place for place, option in enumerate(body.options) if option.right)
    return NONE


def _numbered(names: Sequence[str]) -> Numbers:
    """Return the same number for the same name, and NONE for no name."""
    numbers = {name: number for number, name in enumerate(dict.fromkeys(name for name in names if name))}
    return np.array([numbers.get(name, NONE) for name in names], dtype=np.int64)
