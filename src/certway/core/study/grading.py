"""What an answer is worth as a review: from right or wrong, chance, sureness and time to a grade of memory.

A right answer may be a guess. By Bayes, it tells of knowledge as much as somebody who knows is likelier to be right,
and to be as sure, than somebody who does not. That decides whether it counts as recalled at all; time decides between
the grades of what was recalled. Surer, quicker, right, or right by less chance is never a lower grade.

The rule in words, with its reasons: docs/concepts/memory.md. Sources: Corbett & Anderson (1995), User Modeling and
User-Adapted Interaction 4, 253-278 (guess and slip); Lichtenstein, Fischhoff & Phillips (1982), in Kahneman, Slovic &
Tversky, Judgment under Uncertainty, 306-334 (sureness is right in kind and too high in size).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import comb, factorial, isfinite
from typing import Final, Literal, TypeAlias

from certway.core.items.item import Body, Choice, Matching, NumberEntry, Ordering
from certway.core.study.memory import AGAIN, EASY, GOOD, GRADES, HARD
from certway.core.units.errors import CertwayError

Because: TypeAlias = Literal[
    "wrong", "as-likely-guessed", "said-guessed", "uncertain", "slow", "known", "quick-and-sure"
]
"""What decided a grade."""

SLIP: Final = 0.1  # how often somebody who knows is wrong all the same
EVEN: Final = 0.5  # how likely it was known before the answer says anything
LEAST_CHANCE: Final = 0.05  # of what is chosen or arranged: who knows a part guesses among the rest
SURE_STEPS: Final = (25, 50, 75, 100)  # percent, upper ends
SURE_RATIOS: Final = (0.25, 0.5, 1.0, 3.0)  # how much likelier who knows is to be so sure than who does not, by step
HARD_FROM: Final = 0.5  # probability that it was known, from which it counts as recalled
GOOD_FROM: Final = 0.75
EASY_FROM: Final = 0.9
QUICK: Final = 0.5  # of the usual time, at most
SLOW: Final = 2.0  # of the usual time, above which it took effort


class AnswerError(CertwayError):
    """Raised for an answer with a value that no answer has."""


@dataclass(frozen=True, slots=True)
class StudyAnswer:
    """One answer to a question, as evidence. Raises AnswerError.

    A question that was left blank, or that time did not reach, is no answer and no review.
    """

    right: bool
    chance: float  # of being right without knowing, 0 to below 1; see `chance_of`
    sure: int | None = None  # percent, as she said; None = not asked
    spent: float | None = None  # milliseconds with the question in sight; None = not measured
    usual: float | None = None  # milliseconds that she usually takes for such a question; None = not known yet

    def __post_init__(self) -> None:
        if not 0 <= self.chance < 1:
            raise AnswerError(f"the chance of an answer is {self.chance}, not from 0 to below 1")
        if self.sure is not None and not 0 <= self.sure <= 100:
            raise AnswerError(f"an answer is {self.sure} percent sure, not 0 to 100")
        for time in (self.spent, self.usual):
            if time is not None and not (isfinite(time) and time >= 0):
                raise AnswerError(f"an answer took {time} milliseconds")

    @property
    def time_share(self) -> float:
        """The time it took as a share of the usual one; 1 where either is not known."""
        return self.spent / self.usual if self.spent is not None and self.usual else 1.0


@dataclass(frozen=True, slots=True)
class Graded:
    """What an answer says about memory."""

    grade: int  # one of GRADES
    known: float  # how likely it was known, 0 to 1, of what was as likely as not before
    because: Because


def graded(answer: StudyAnswer) -> Graded:
    """Return the grade of an answer. A wrong one is again: also who slipped is to see it soon."""
    known = known_after(answer)
    if not answer.right:
        return Graded(AGAIN, known, "wrong")
    if known < HARD_FROM:
        return Graded(AGAIN, known, "as-likely-guessed")
    if answer.sure is not None and answer.sure <= SURE_STEPS[0]:
        return Graded(HARD, known, "said-guessed")
    if known < GOOD_FROM:
        return Graded(HARD, known, "uncertain")
    if answer.time_share > SLOW:
        return Graded(HARD, known, "slow")
    said_sure = answer.sure is not None and answer.sure > SURE_STEPS[-2]
    if known >= EASY_FROM and said_sure and answer.time_share <= QUICK:
        return Graded(EASY, known, "quick-and-sure")
    return Graded(GOOD, known, "known")


def known_after(answer: StudyAnswer, before: float = EVEN) -> float:
    """Return how likely the answer was known, 0 to 1, where that was as likely as `before` without it.

    A grade takes even odds and not what memory predicts: the review itself sets the grade against the prediction, which
    would otherwise count twice.
    """
    sureness = 1.0 if answer.sure is None else SURE_RATIOS[bisect_left(SURE_STEPS, answer.sure)]
    if answer.right:
        for_, against = before * (1 - SLIP) * sureness, (1 - before) * answer.chance
    else:
        for_, against = before * SLIP, (1 - before) * (1 - answer.chance)
    return for_ / (for_ + against) if for_ + against else before


def self_graded(grade: int) -> int:
    """Return a grade that one gave oneself after seeing the answer, as it is. Raises AnswerError for none."""
    if grade not in GRADES:
        raise AnswerError(f"a grade is 1 to 4, not {grade}")
    return grade


def chance_of(body: Body) -> float:
    """Return how likely a question is answered right without knowing, from what can be chosen; 0 for a typed number."""
    match body:
        case Choice(options=options, multiple=multiple):
            count = len(options)
            chance = 1 / (2**count - count - 2) if multiple else 1 / count  # sets of two and more, less the whole
        case Ordering(steps=steps):
            chance = 1 / factorial(len(steps))
        case Matching(pairs=pairs, others=others):
            chance = 1 / (comb(len(pairs) + len(others), len(pairs)) * factorial(len(pairs)))
        case NumberEntry():
            return 0.0
    return max(chance, LEAST_CHANCE)
