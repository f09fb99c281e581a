"""What somebody remembers of her cards today, as each kind of learner that she may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from certway.core.study.learners import Booleans, Kind, likelihoods, shares_after
from certway.core.study.memory import AGAIN, Floats, Integers, predicted, recall, replay
from certway.core.study.truths import FsrsTrace


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One learner's cards today; columns over cards, of which those she never saw have NaN."""

    kinds: tuple[Kind, ...]
    shares: Floats  # (kinds,) how likely she is of each
    stability: Floats  # (kinds, cards) days
    difficulty: Floats  # (kinds, cards)
    last_day: Integers  # (cards,) days from today to the last review, 0 or below; 0 where there was none
    last_grade: Integers  # (cards,) of the last review; 0 where there was none

    @property
    def seen(self) -> Booleans:
        """Which cards were reviewed before."""
        return np.asarray(self.last_grade > 0)

    @property
    def is_fresh(self) -> Booleans:
        """Which cards were reviewed today."""
        return np.asarray(self.seen & (self.last_day >= 0))

    def recall_in(self, days: int) -> Floats:
        """Return how likely each card is recalled in so many days, shape (cards,); 0 where it was never seen."""
        found = np.zeros(len(self.last_grade))
        for number, kind in enumerate(self.kinds):
            lasting = np.where(self.seen, self.stability[number], 1.0)
            found += self.shares[number] * recall(kind.parameters, lasting, days - self.last_day)
        return np.asarray(np.where(self.seen, found, 0.0))

    def traces(self) -> tuple[FsrsTrace, ...]:
        """Return the same as one learner of each kind, to plan from."""
        ease, day = np.ones((1, len(self.last_grade))), self.last_day[None].astype(np.float64)
        return tuple(
            FsrsTrace(
                kind.parameters, ease, self.stability[number : number + 1], self.difficulty[number : number + 1], day
            )
            for number, kind in enumerate(self.kinds)
        )


def knowledge_of(
    kinds: Sequence[Kind], cards: int, reviewed: Integers, days: Floats, grades: Integers, *, today: int
) -> Knowledge:
    """Return what is remembered after reviews, of shape (reviews,) each, in any order.

    `reviewed` are the numbers of cards from 0 to `cards`; higher ones are of other cards, which only tell what kind of
    learner she is. `days` are when each review was, in days where she is, of which `today` is one. Raises ReviewsError.
    """
    stability, difficulty = np.full((len(kinds), cards), np.nan), np.full((len(kinds), cards), np.nan)
    last_day, last_grade = np.zeros(cards, np.int64), np.zeros(cards, np.int64)
    logs = np.zeros(len(kinds))
    for number, kind in enumerate(kinds):
        deck = replay(kind.parameters, reviewed, days, grades)
        ours = deck.cards < cards
        stability[number, deck.cards[ours]] = deck.stability[ours]
        difficulty[number, deck.cards[ours]] = deck.difficulty[ours]
        last_day[deck.cards[ours]] = np.minimum(np.floor(deck.last_reviewed[ours]).astype(np.int64) - today, 0)
        if len(kinds) > 1:
            expected = predicted(kind.parameters, reviewed, days, grades)
            told = ~np.isnan(expected)
            logs[number] = likelihoods(grades[told] > AGAIN, expected[told]).sum()
    order = np.argsort(days, kind="stable")
    mine = order[reviewed[order] < cards]
    last_grade[reviewed[mine]] = grades[mine]  # of several reviews of a card the last one stays
    shares = shares_after(np.array([kind.share for kind in kinds]), logs)
    return Knowledge(tuple(kinds), shares, stability, difficulty, last_day, last_grade)
