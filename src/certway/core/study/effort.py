"""How long looking at a card takes, and which grades follow: what time buys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from certway.core.study.memory import Floats


@dataclass(frozen=True, slots=True)
class Effort:
    """Seconds and odds by grade, again to easy."""

    first_odds: tuple[float, float, float, float]  # of the grades of a card that is new
    passing_odds: tuple[float, float, float]  # of hard, good and easy where it was recalled
    first_seconds: tuple[float, float, float, float]  # of a new card, with going over it again the same day
    review_seconds: tuple[float, float, float, float]

    @property
    def new_seconds(self) -> float:
        """How long a new card takes, on average."""
        return float(np.dot(self.first_odds, self.first_seconds))

    def grade_odds(self, recall: Floats) -> Floats:
        """Return the odds of the four grades of reviews, by how likely each is recalled; shape (…, 4)."""
        chance = np.asarray(recall, dtype=np.float64)[..., None]
        return np.concatenate([1 - chance, chance * np.asarray(self.passing_odds)], axis=-1)

    def review_cost(self, recall: Floats) -> Floats:
        """Return the seconds that reviews take on average, by how likely each is recalled."""
        return np.asarray(self.grade_odds(recall) @ np.asarray(self.review_seconds))


# Source: the odds and seconds with which the FSRS simulator comes (fsrs4anki, "FSRS simulator", medians of Anki users).
USUAL: Final = Effort(
    first_odds=(0.24, 0.094, 0.495, 0.171),
    passing_odds=(0.224, 0.631, 0.145),
    first_seconds=(33.79, 24.3, 13.68, 6.5),
    review_seconds=(23.0, 11.68, 7.33, 5.6),
)
