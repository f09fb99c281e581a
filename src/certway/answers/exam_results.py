"""How somebody comes on in one exam: her results over time, whole exams and practice told apart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from certway.core.sit.outcome import Outcome
from certway.core.sit.outlook import Outlook
from certway.core.sit.share import Z80, Drift, Share, drift_of, share_from

MistakeClass: TypeAlias = Literal["knowledge", "misread", "timing"]

MISTAKES: tuple[MistakeClass, ...] = get_args(MistakeClass)
LEAST_SAID = 10  # mistakes of which she said why; fewer show no pattern
LEAST_PRACTISED = 20  # questions in each half of the practice that are compared


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one sitting, and when it was."""

    key: str  # of the sitting
    at: int  # UTC milliseconds
    day: int  # ordinal, where she is
    outcome: Outcome
    mistakes: Mapping[str, int]  # how often she gave each class as the reason


@dataclass(frozen=True, slots=True)
class Mistakes:
    """Why she says that she missed questions, over all sittings."""

    counts: Mapping[MistakeClass, int]
    missed: int  # questions that were not right
    stands_out: MistakeClass | None  # the reason of half of them or more; None = none, or too few were said

    @property
    def said(self) -> int:
        """Of how many she said why."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class ExamResults:
    """Somebody's results in one exam, the oldest first."""

    exams: tuple[Result, ...]
    practice: tuple[Result, ...]
    exam_drift: Drift | None  # from the first whole exam to the last; None = there is one at most
    practice_drift: Drift | None  # from the earlier half of the practice to the later; None = there is too little
    mistakes: Mistakes


def exam_results(results: Sequence[Result]) -> ExamResults:
    """Return how somebody comes on; `results` are the newest first."""
    in_order = results[::-1]
    exams = tuple(one for one in in_order if not one.outcome.is_practice)
    practice = tuple(one for one in in_order if one.outcome.is_practice)
    return ExamResults(
        exams=exams,
        practice=practice,
        exam_drift=_drift_of_exams(exams[0].outcome, exams[-1].outcome) if len(exams) > 1 else None,
        practice_drift=_drift_of_practice([one.outcome.score for one in practice]),
        mistakes=_mistakes(results),
    )


def _drift_of_exams(first: Outcome, last: Outcome) -> Drift:
    """Return the drift of abilities where both exams tell them, else that of the shares."""
    if first.outlook is None or last.outlook is None:
        return drift_of(first.score, last.score)
    return _drift_of_abilities(first.outlook, last.outlook)


def _drift_of_abilities(first: Outlook, last: Outlook) -> Drift:
    difference = last.theta - first.theta
    if abs(difference) <= Z80 * math.hypot(first.error, last.error):
        return "level"
    return "up" if difference > 0 else "down"


def _drift_of_practice(shares: Sequence[Share]) -> Drift | None:
    """Return the drift from the earlier sittings to the later ones, halved where about half of the questions lie."""
    before: list[Share] = []
    after: list[Share] = []
    asked, seen = sum(one.asked for one in shares), 0
    for one in shares:
        (before if 2 * seen + one.asked <= asked else after).append(one)
        seen += one.asked
    first, last = _together(before), _together(after)
    return drift_of(first, last) if min(first.asked, last.asked) >= LEAST_PRACTISED else None


def _together(shares: Sequence[Share]) -> Share:
    return share_from(sum(one.right for one in shares), sum(one.asked for one in shares))


def _mistakes(results: Sequence[Result]) -> Mistakes:
    counts = {kind: sum(one.mistakes.get(kind, 0) for one in results) for kind in MISTAKES}
    said = sum(counts.values())
    most: MistakeClass = max(MISTAKES, key=lambda kind: counts[kind])
    stands_out = most if said >= LEAST_SAID and 2 * counts[most] >= said else None
    return Mistakes(counts, sum(one.outcome.missed for one in results), stands_out)
