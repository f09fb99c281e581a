"""One review of a card, as logs of reviews tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Phase: TypeAlias = Literal["new", "learning", "review", "relearning"]
"""Where a card stood when it was reviewed. Certway has no steps of learning: a card is new, in review, or relearned
until it is recalled again."""


@dataclass(frozen=True, slots=True)
class LoggedReview:
    """One review."""

    at: int  # UTC, in milliseconds since 1970
    grade: int  # 1 to 4
    phase: Phase
    spent: int  # milliseconds; 0 = not measured
