"""Learners whose memory is known: their reviews, drawn day by day, as somebody would have them who studies."""

from __future__ import annotations

import numpy as np

from certway.core.study.memory import (
    DEFAULT,
    Floats,
    Integers,
    Parameters,
    first_states,
    interval_for,
    next_states,
    recall,
)

FIRST_SHARES, RECALLED_SHARES = (0.3, 0.1, 0.5, 0.1), (0.1, 0.8, 0.1)  # of grades 1 to 4, and of 2 to 4
NEW_A_DAY = 8


def drawn_reviews(truth: Parameters, cards: int, days: int, seed: int) -> tuple[Integers, Floats, Integers]:
    """Return cards, days and grades of reviews, planned by the usual parameters and remembered by the true ones."""
    dice = np.random.default_rng(seed)
    memory, plan = (np.zeros((2, cards)) for _ in range(2))
    last, due = np.zeros(cards), np.full(cards, np.inf)
    rows: list[np.ndarray] = []
    for day in range(days):
        old = np.flatnonzero(due <= day)
        elapsed = day - last[old]
        known = dice.random(len(old)) < recall(truth, memory[0, old], elapsed)
        grades = np.where(known, dice.choice((2, 3, 4), len(old), p=RECALLED_SHARES), 1)
        memory[:, old] = _after(truth, memory[:, old], elapsed, grades)
        plan[:, old] = _after(DEFAULT, plan[:, old], elapsed, grades)
        new = np.arange(min(day * NEW_A_DAY, cards), min((day + 1) * NEW_A_DAY, cards))
        first = dice.choice((1, 2, 3, 4), len(new), p=FIRST_SHARES)
        memory[:, new], plan[:, new] = (np.array(first_states(one))[:, first - 1] for one in (truth, DEFAULT))
        seen = np.concatenate((old, new))
        last[seen] = day
        due[seen] = day + np.maximum(np.rint(interval_for(DEFAULT, plan[0, seen], 0.9)), 1)
        rows.append(np.stack((seen, np.full(len(seen), day), np.concatenate((grades, first)))))
    found = np.concatenate(rows, axis=1)
    return found[0], found[1].astype(np.float64), found[2]


def _after(parameters: Parameters, states: Floats, elapsed: Floats, grades: Integers) -> Floats:
    after = next_states(parameters, states[0], states[1], elapsed)
    return np.stack([column[np.arange(len(grades)), grades - 1] for column in after])
