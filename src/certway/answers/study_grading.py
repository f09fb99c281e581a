"""What a response to a question says about memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from certway.core.items.item import Item
from certway.core.sit.events import Response
from certway.core.sit.scoring import is_right
from certway.core.study.grading import Because, StudyAnswer, chance_of, graded
from certway.core.study.line import Line
from certway.core.study.usual_time import Timed, UsualTimes, usual_times, words_of

MOST_TIMED = 500  # answers, the latest, by which it is told what is usual


@dataclass(frozen=True, slots=True)
class Judged:
    """A response, as it counts."""

    right: bool
    grade: int  # 1 to 4
    because: Because


def judged(item: Item, response: Response, *, sure: int | None, spent: int | None, usual: UsualTimes) -> Judged:
    """Return how a response counts; `spent` in milliseconds. A response that is empty is none: don't ask."""
    right = is_right(item, response)
    took = None if spent is None else float(spent)
    answer = StudyAnswer(right, chance_of(item.body), sure, took, usual.of(item.kind, words_of(item)))
    found = graded(answer)
    return Judged(right, found.grade, found.because)


def usual_of(lines: Iterable[Line], items: Mapping[str, Item]) -> UsualTimes:
    """Return what is usual by a person's latest lines; of questions that are gone or made of templates nothing is."""
    told = [line for line in lines if line.spent and line.item in items][-MOST_TIMED:]
    return usual_times(Timed(items[one.item].kind, words_of(items[one.item]), float(one.spent or 0)) for one in told)
