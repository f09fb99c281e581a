"""Reviews as py-fsrs takes them, card by card; run, it prints the golden vectors of tests/core/study/py_fsrs.json."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

from fsrs import Card, Rating, Scheduler

from certway.core.study.memory import DEFAULT, LEAST_WEIGHTS, MOST_WEIGHTS

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AFTER_DAYS = (0, 1, 7, 30, 365)
RETENTIONS = (0.7, 0.9, 0.97)


def scheduler_of(weights: Sequence[float], retention: float = 0.9) -> Scheduler:
    """Return py-fsrs without what is no memory: fuzz, and steps of learning."""
    return Scheduler(tuple(weights), retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def at(milliseconds: int) -> datetime:
    return EPOCH + timedelta(milliseconds=milliseconds)


def reviewed(weights: Sequence[float], reviews: Sequence[tuple[int, int]]) -> list[Card]:
    """Return a card after each of its reviews, which are told as milliseconds since 1970 and grades."""
    scheduler, card, found = scheduler_of(weights), Card(card_id=1), []
    for milliseconds, grade in reviews:
        card, _ = scheduler.review_card(card, Rating(grade), at(milliseconds))
        found.append(card)
    return found


def vector(weights: Sequence[float], reviews: Sequence[tuple[int, int]]) -> dict[str, object]:
    """Return what py-fsrs says of one history: the states, and the last one's recall and intervals."""
    cards = reviewed(weights, reviews)
    last, scheduler = cards[-1], scheduler_of(weights)
    last_at = last.last_review or EPOCH
    return {
        "weights": list(weights),
        "reviews": [list(review) for review in reviews],
        "states": [[card.stability, card.difficulty] for card in cards],
        "recall": [scheduler.get_card_retrievability(last, last_at + timedelta(days=days)) for days in AFTER_DAYS],
        "intervals": [scheduler_of(weights, one)._next_interval(stability=last.stability) for one in RETENTIONS],
    }


def main() -> None:
    dice = random.Random(20261123)
    start = 1_767_225_600_000  # 2026-01-01
    found = []
    for number in range(8):
        weights = DEFAULT.weights
        if number >= 4:
            bounds = zip(LEAST_WEIGHTS, MOST_WEIGHTS, strict=True)
            weights = tuple(round(least + (most - least) * dice.random() ** 2, 4) for least, most in bounds)
        moment, reviews = start, []
        for _ in range(10):
            reviews.append((moment, dice.choice((1, 2, 3, 3, 3, 4))))
            moment += round(86_400_000 * dice.choice((0.01, 0.99, 1, 1, 2.5, 9, 40, 300)))
        found.append(vector(weights, reviews))
    origin = (
        f"py-fsrs {version('fsrs')} (MIT): Scheduler without fuzz and steps, Card.stability and .difficulty after each "
        f"review, get_card_retrievability {AFTER_DAYS} days after the last, intervals at {RETENTIONS}; made by "
        "tests/builders/py_fsrs.py. Reviews are milliseconds since 1970 and grades."
    )
    told = [",\n   ".join(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in one.items()) for one in found]
    rows = ",\n".join(f"  {{{one}}}" for one in told)
    sys.stdout.write(f'{{"origin": {json.dumps(origin)},\n "vectors": [\n{rows}]}}\n')


if __name__ == "__main__":
    main()
