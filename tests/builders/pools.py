"""Small pools made by dice, what their forms must keep, and the best forms, found by trying everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, product
from random import Random

import numpy as np

from certway.core.items.item import LEVELS
from certway.core.sit.pool import NONE, Pool
from certway.core.sit.rows import information_of
from certway.core.sit.wanted import Wanted, shared

NODES = ("blood", "urine")


def pool(dice: Random, items: int, *, nodes: Sequence[str] = NODES, sets: int = 1, enemies: int = 1) -> Pool:
    """Return a pool of so many candidates, with so many sets of two and so many pairs of enemies at most."""
    node = np.array([number % len(nodes) for number in range(items)], dtype=np.int64)
    set_ = np.full(items, NONE)
    for number in range(sets):
        set_[2 * number : 2 * number + 2] = number
    return Pool(
        ids=tuple(f"item-{number}" for number in range(items)),
        nodes=tuple(nodes),
        node=node,
        level=np.array([dice.randrange(3) for _ in range(items)], dtype=np.int64),
        key=np.array([dice.choice((NONE, 0, 1)) for _ in range(items)], dtype=np.int64),
        a=np.array([dice.uniform(0.5, 2) for _ in range(items)]),
        b=np.array([dice.uniform(-2, 2) for _ in range(items)]),
        c=np.array([dice.choice((0.0, 0.25)) for _ in range(items)]),
        topic=np.array([dice.randrange(items // 2 + 1) for _ in range(items)], dtype=np.int64),
        used=np.array([dice.randrange(3) for _ in range(items)], dtype=np.int64),
        set_=set_,
        enemies=tuple(tuple(sorted(dice.sample(range(items), 2))) for _ in range(enemies)),
    )


def wanted(dice: Random, *, forms: int) -> Wanted:
    """Return limits that some small pools can keep and others cannot."""
    return Wanted(
        counts={"blood": dice.randint(1, 2), "urine": dice.randint(0, 2)},
        forms=forms,
        cut=dice.choice((-1.0, 0.0, 0.5)),
        levels={} if dice.random() < 0.5 else {"recall": (dice.randint(0, 1), dice.randint(1, 3))},
        difficulty=None if dice.random() < 0.5 else (-dice.uniform(0, 1.5), dice.uniform(0, 1.5)),
        key_spread=None if dice.random() < 0.5 else dice.randint(0, 2),
        topic_most=None if dice.random() < 0.5 else 1,
        overlap=dice.choice((0, 0, 1, None)),
        used_most=None if dice.random() < 0.7 else 1,
    )


def breaches(pool: Pool, wanted: Wanted, forms: Sequence[Sequence[int]]) -> list[str]:
    """Return which limits forms break, each told without the code that states them to the solver."""
    broken = [name for form in forms for name in _breaches(pool, wanted, form)]
    if wanted.overlap is not None and shared(forms) > wanted.overlap:
        broken.append("overlap")
    if len(forms) != wanted.forms:
        broken.append("forms")
    return broken


def _breaches(pool: Pool, wanted: Wanted, form: Sequence[int]) -> Iterator[str]:
    chosen = set(form)
    if Counter(pool.nodes[pool.node[place]] for place in form) != Counter(wanted.counts) - Counter():
        yield "outline"
    levels = Counter(LEVELS[pool.level[place]] for place in form)
    if any(not least <= levels[level] <= most for level, (least, most) in wanted.levels.items()):
        yield "levels"
    if wanted.difficulty is not None:
        low, high = wanted.difficulty
        if (
            not round(1000 * low * len(form))
            <= sum(round(1000 * pool.b[at]) for at in form)
            <= round(1000 * high * len(form))
        ):
            yield "difficulty"
    keys = Counter({int(key): 0 for key in set(pool.key.tolist()) - {NONE}})
    keys.update(int(pool.key[place]) for place in form if pool.key[place] != NONE)
    if wanted.key_spread is not None and keys and max(keys.values()) - min(keys.values()) > wanted.key_spread:
        yield "keys"
    topics = Counter(int(pool.topic[place]) for place in form)
    if wanted.topic_most is not None and max(topics.values(), default=0) > wanted.topic_most:
        yield "topics"
    if any(len(chosen & {*group}) > 1 for group in pool.enemies):
        yield "enemies"
    if any(len(chosen & {*group.tolist()}) not in (0, len(group)) for group in pool.sets()):
        yield "sets"
    if wanted.used_most is not None and any(pool.used[place] > wanted.used_most for place in form):
        yield "used"


def best_least(pool: Pool, wanted: Wanted) -> int | None:
    """Return the least information of the best forms, in the solver's units; None where there are no forms."""
    tells = information_of(pool, wanted)
    alone = Wanted(**{**_fields(wanted), "forms": 1, "overlap": None})
    parts = [
        list(combinations(np.flatnonzero(pool.node == place).tolist(), wanted.counts.get(node, 0)))
        for place, node in enumerate(pool.nodes)
    ]
    single = [form for parts_ in product(*parts) if not breaches(pool, alone, [form := tuple(sorted(sum(parts_, ())))])]
    totals = {form: int(tells[list(form)].sum()) for form in single}
    if wanted.overlap is None or wanted.forms == 1:
        return max(totals.values(), default=None)
    fitting = (forms for forms in combinations(single, wanted.forms) if shared(forms) <= (wanted.overlap or 0))
    same = [totals[form] for form in single if len(form) <= wanted.overlap]
    return max((*(min(totals[form] for form in forms) for forms in fitting), *same), default=None)


def _fields(wanted: Wanted) -> dict[str, object]:
    return {name: getattr(wanted, name) for name in Wanted.__dataclass_fields__}
