"""Memory of 10,000 cards: the states after each grade and recall at a date, beside py-fsrs and fsrs-rs.

py-fsrs reviews card by card. fsrs-rs has a call for a batch of reviews, and one for all grades of one card, both in
single precision: what they take is made beforehand, and the quicker one counts. It has no call for recall. The fastest
of some runs is told of each.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import repeat

import fsrs_rs_python
import numpy as np
from fsrs import Card, Rating, Scheduler, State
from rich.console import Console
from rich.table import Table

from certway.core.study.agenda import agenda, mixed, planned_gains
from certway.core.study.course import classes_of
from certway.core.study.effort import USUAL
from certway.core.study.knowledge import knowledge_of
from certway.core.study.lattice import STATES
from certway.core.study.learners import KINDS, Kind
from certway.core.study.memory import DEFAULT, GRADES, Floats, Integers, next_states, recall
from certway.core.study.worth import DayWorth

SESSION = 100  # picks
CARDS, RUNS, PEER_RUNS = 10_000, 21, 3
SEED = 20261123
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def seconds(work: Callable[[], object], runs: int) -> float:
    """Return the seconds of the fastest of some runs."""
    took = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return min(took)


def by_py_fsrs(cards: list[Card], scheduler: Scheduler) -> list[list[tuple[float, float]]]:
    found = []
    for card in cards:
        after = [scheduler.review_card(card, Rating(grade), NOW)[0] for grade in GRADES]
        found.append([(one.stability or 0.0, one.difficulty or 0.0) for one in after])
    return found


def as_cards(stability: Floats, difficulty: Floats, elapsed: Integers) -> list[Card]:
    rows = zip(stability.tolist(), difficulty.tolist(), elapsed.tolist(), strict=True)
    return [
        Card(number, State.Review, None, s, d, NOW, NOW - timedelta(days=days))
        for number, (s, d, days) in enumerate(rows)
    ]


def batch_of(stability: Floats, difficulty: Floats, elapsed: Integers) -> tuple[list, list]:
    """Return what fsrs-rs takes: an item of one review for each card and grade, and the states that they start from."""
    model = fsrs_rs_python
    days = elapsed.tolist()
    items = [model.FSRSItem([model.FSRSReview(grade, day)]) for day in days for grade in GRADES]
    states = [model.MemoryState(s, d) for s, d in zip(stability.tolist(), difficulty.tolist(), strict=True)]
    return items, [one for one in states for _ in GRADES]


def session_seconds() -> float:
    """Return how long it takes to compose a session of SESSION picks from as many cards, with a plan's prices."""
    dice = np.random.default_rng(SEED)
    topics, parts = np.arange(CARDS) % 90, np.arange(CARDS) % 12
    shares = dice.dirichlet(np.full(12, 8.0))
    weights = shares[parts] / np.bincount(parts)[parts]
    kinds = KINDS
    cards = np.repeat(dice.permutation(CARDS)[: 6 * CARDS // 10], 2)
    days = 700_000 - dice.integers(1, 60, len(cards)) + 0.5
    known = knowledge_of(kinds, CARDS, cards, days, dice.integers(1, 5, len(cards)), today=700_000)
    worths = [day_worth(kind, weights) for kind in kinds]
    lots = dice.random(CARDS)

    def compose() -> int:
        gains = planned_gains(worths, known, weights)
        gains = mixed(gains, known, parts, shares, lots, seconds=86_400.0)
        return len(agenda(gains, known, topics, seconds=86_400.0, most=SESSION).picks)

    assert compose() == SESSION
    return seconds(compose, RUNS)


def day_worth(kind: Kind, weights: Floats) -> DayWorth:
    """Return a day's gains of a kind, as wide as those of a plan of two months; what they are is no matter here."""
    dice = np.random.default_rng(SEED)
    classes, _ = classes_of(weights)
    review = dice.random((105, STATES, len(classes)), np.float32) * classes.astype(np.float32)
    return DayWorth(kind.parameters, USUAL, 1, classes, review, dice.random(len(classes)) * classes, 1e-6)


def main() -> None:
    dice = np.random.default_rng(SEED)
    stability, difficulty = dice.lognormal(2.0, 1.5, CARDS), dice.uniform(1.0, 10.0, CARDS)
    elapsed = dice.integers(0, 200, CARDS)  # some on the same day
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    cards = as_cards(stability, difficulty, elapsed)
    rust, (items, starts) = fsrs_rs_python.FSRS(list(DEFAULT.weights)), batch_of(stability, difficulty, elapsed)

    ours = seconds(lambda: next_states(DEFAULT, stability, difficulty, elapsed), RUNS)
    ours_recall = seconds(lambda: recall(DEFAULT, stability, elapsed), RUNS)
    peer = seconds(lambda: by_py_fsrs(cards, scheduler), PEER_RUNS)
    peer_recall = seconds(lambda: [scheduler.get_card_retrievability(card, NOW) for card in cards], PEER_RUNS)
    batch = seconds(lambda: rust.memory_state_batch(items, starts), RUNS)
    states, days = starts[:: len(GRADES)], elapsed.tolist()
    single = seconds(lambda: [rust.next_states(*one) for one in zip(states, repeat(0.9), days, strict=False)], RUNS)
    read = seconds(lambda: [(one.stability, one.difficulty) for one in rust.memory_state_batch(items, starts)], RUNS)

    found = np.stack(next_states(DEFAULT, stability, difficulty, elapsed), axis=-1)
    wanted = np.array(by_py_fsrs(cards, scheduler))
    narrow = np.array([(one.stability, one.difficulty) for one in rust.memory_state_batch(items, starts)])
    recalled = np.array([scheduler.get_card_retrievability(card, NOW) for card in cards])
    error = max(np.abs(found - wanted).max(), np.abs(recall(DEFAULT, stability, elapsed) - recalled).max())
    relative = np.abs(found / wanted - 1).max()

    table = Table("figure", "ours", "py-fsrs", "fsrs-rs", title=f"{CARDS:,} cards")
    table.add_row("ms for the states after each grade", f"{1e3 * ours:.2f}", f"{1e3 * peer:.0f}", f"{1e3 * batch:.2f}")
    table.add_row("ms by one call a card", "", "", f"{1e3 * single:.2f}")
    table.add_row("ms by one call for all, read out as numbers", "", "", f"{1e3 * read:.2f}")
    table.add_row("ms for recall at a date", f"{1e3 * ours_recall:.3f}", f"{1e3 * peer_recall:.1f}", "")
    composed = session_seconds()
    table.add_row(f"ms for a session of {SESSION} picks", f"{1e3 * composed:.1f}", "", "")
    table.add_row("largest error beside py-fsrs", f"{error:.1e}", "", "")
    table.add_row("largest relative error beside py-fsrs", f"{relative:.1e}", "", "")
    narrow_error = np.abs(narrow.reshape(found.shape) / wanted - 1).max()
    table.add_row("largest relative error of fsrs-rs beside py-fsrs", "", "", f"{narrow_error:.1e}")
    Console().print(table)
    figures = {
        "subject": "memory",
        "ratio_py_fsrs": round((peer + peer_recall) / (ours + ours_recall), 1),
        "ratio_fsrs_rs": round(min(batch, single) / ours, 2),
        "max_abs_error": float(error),
        "max_relative_error": float(relative),
        "ms": round(1e3 * (ours + ours_recall), 3),
        "session_ms": round(1e3 * composed, 1),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
