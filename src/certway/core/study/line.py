"""One line of the log of somebody's study: an answer to a question, or a review elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Source: TypeAlias = Literal["study", "exam", "elsewhere"]
"""Where it was: in study here, in an exam or practice here, or in a history that was brought along."""


LONGEST_ANSWER: Final = 180_000  # milliseconds of an answer that count as studied; more is an interruption
LONGEST_READING: Final = 180_000  # milliseconds between two questions that may be reading; who took longer was away


@dataclass(frozen=True, slots=True)
class Line:
    """What one answer or review said; what was undone is none."""

    item: str  # id of the question, or of the template that made it
    topic: str  # id; empty where no question here is reviewed
    at: int  # UTC milliseconds
    grade: int  # of the review that it is, 1 to 4
    right: bool | None  # None = not told
    source: Source
    version: str = ""  # of the question as it was shown; empty for a review elsewhere
    sure: int | None = None  # in percent, as she said; None = not said
    spent: int | None = None  # milliseconds; None = not measured
    reading: int = 0  # milliseconds before it, in which the reasons of the question before were read


def reading_between(before: int | None, at: int, spent: int | None) -> int:
    """Return for how long the reasons of an answer were read before the next question: what lies between the two.

    `before` and `at` are when they were answered (UTC milliseconds), `spent` how long the later one took; where that
    was not measured it is part of what is returned. 0 where there was none before, or somebody was away meanwhile.
    """
    passed = 0 if before is None else at - (spent or 0) - before
    return passed if 0 < passed <= LONGEST_READING else 0


def seconds_of(line: Line) -> float:
    """Return how long a line was studied; nothing for a review elsewhere, whose hours were spent on another tool."""
    return 0.0 if line.source == "elsewhere" else (min(line.spent or 0, LONGEST_ANSWER) + line.reading) / 1000
