"""A pool of questions made by dice: parameters as calibrated tests have them, sets, enemies, twelve outline parts."""

from __future__ import annotations

import numpy as np

from certway.core.sit.pool import NONE, Pool

PARTS = 12
TOPICS = 160
IN_SETS, SET = 300, 3  # questions of sets, and of each
ENEMIES, GROUP = 600, 3


def generated_pool(questions: int, *, seed: int) -> Pool:
    """Return a pool of so many questions, the same one for the same seed."""
    dice = np.random.default_rng(seed)
    mixed = dice.permutation(questions)
    node, set_ = dice.integers(0, PARTS, questions), np.full(questions, NONE)
    for number, members in enumerate(mixed[:IN_SETS].reshape(-1, SET)):
        set_[members], node[members] = number, node[members[0]]
    return Pool(
        ids=tuple(f"item-{number}" for number in range(questions)),
        nodes=tuple(f"part-{number}" for number in range(PARTS)),
        node=node,
        level=dice.choice(3, questions, p=[0.28, 0.5, 0.22]),
        key=dice.integers(0, 4, questions),
        a=np.exp(dice.normal(0, 0.3, questions)),
        b=dice.normal(0, 1, questions),
        c=dice.beta(5, 17, questions),
        topic=dice.integers(0, TOPICS, questions),
        used=dice.integers(0, 3, questions),
        set_=set_,
        enemies=tuple(map(tuple, mixed[IN_SETS : IN_SETS + ENEMIES].reshape(-1, GROUP).tolist())),
    )


def shares(items: int) -> dict[str, int]:
    """Return so many questions over the parts, as even as whole numbers are."""
    return {f"part-{part}": items // PARTS + (part < items % PARTS) for part in range(PARTS)}
