"""The one root of errors that a user of Certway can cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_PROBLEMS = 500  # of one input; a reader stops there, so that a broken file gives no flood of messages


class CertwayError(Exception):
    """Anything wrong with what Certway was given; never a fault of Certway's own."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with an input, with its place and its remedy.

    `text` says what happened, to which value, and what to do, in one sentence a person can act on.
    """

    file: str
    line: int  # counted from 1; 0 when the problem concerns the whole file
    text: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.text}"


class InputError(CertwayError):
    """Raised once for one input, with every problem found in it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
