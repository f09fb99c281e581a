"""How many of some questions one would recall today."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from certway.core.study.memory import Parameters, recall, replay

DAY = 86_400_000  # milliseconds


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of some questions."""

    questions: int  # that there are
    reviewed: int  # at least once
    expected: float  # that would be recalled: the sum of their chances


def known_questions(
    questions: Collection[str], reviews: Iterable[tuple[str, int, int]], parameters: Parameters, *, now: int
) -> Known:
    """Return how many of some questions one would recall at `now`, in UTC milliseconds as are the reviews' moments.

    `reviews` are item, moment and grade, of these and other questions. One that was never reviewed counts as not known.
    """
    places = {item: place for place, item in enumerate(questions)}
    rows = [(places[item], at, grade) for item, at, grade in reviews if item in places]
    cards, moments, grades = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    deck = replay(parameters, cards, moments / DAY, grades)
    chances = recall(parameters, deck.stability, now / DAY - deck.last_reviewed)
    return Known(len(places), len(deck), float(chances.sum()))
