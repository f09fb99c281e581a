"""What the attempts at an exam say about its questions, and how exactly its forms measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from certway.answers.attempt_columns import AttemptColumns, Version, columns_of
from certway.core.psychometrics.attempts import Flags
from certway.core.psychometrics.classical import (
    DrawnStatistics,
    ItemStatistics,
    NoReliabilityError,
    ScoreStatistics,
    drawn_statistics,
    score_statistics,
    statistics_of,
)
from certway.core.psychometrics.distractors import OptionStatistics, options_of
from certway.core.psychometrics.item_flags import LEAST_ANSWERS, ItemFlag, flags_of, suspects_of, unused_of
from certway.core.sit.attempt import AskedItem, is_told

Choices: TypeAlias = Mapping[Version, Sequence[bool]]
"""What can be chosen, and whether it is right."""

OptionFlag: TypeAlias = Literal["", "suspected", "unused"]
"""Suspected: the able choose it as if it were the key. Unused: hardly anybody chooses it."""

LEAST_ALIKE = 30  # people who had the same questions, for the reliability of these
MOST_FORMS = 10  # of which it is told, those that most people had


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """What answers say about one choice; shares and correlation as in `OptionStatistics`."""

    right: bool
    count: int
    share: float
    lower: float
    upper: float
    correlation: float
    error: float | None  # None = not known
    flag: OptionFlag = ""


@dataclass(frozen=True, slots=True)
class VersionFigures:
    """What answers say about one version of a question; None where too few answered."""

    item: str
    version: str
    answered: int  # people who got as far as this question, omitted ones among them
    counted: int  # of them, of whose score it was a part
    difficulty: float | None = None  # share of right answers
    difficulty_error: float | None = None
    discrimination: float | None = None  # corrected point-biserial
    discrimination_error: float | None = None
    omitted: float | None = None  # share
    seconds: float | None = None  # mean time in sight of those of whom it is still known
    flags: tuple[ItemFlag, ...] = ()
    options: tuple[OptionFigures, ...] = ()


@dataclass(frozen=True, slots=True)
class FiguresOfExam:
    """What all figures of an exam rest on."""

    attempts: int  # that count
    passed_over: int  # that don't
    answers: int
    most_alike: int  # attempts at the set of questions that most people had
    forms: tuple[ScoreStatistics, ...]  # of sets that at least LEAST_ALIKE had, the one that most had first
    drawn: DrawnStatistics | None  # over all forms; None where it can't be told, as of adaptive exams
    versions: tuple[VersionFigures, ...]


def figures_of(
    attempts: Iterable[Sequence[AskedItem]], choices_of: Callable[[Iterable[Version]], Choices], *, is_adaptive: bool
) -> FiguresOfExam:
    """Return what attempts at an exam say about its questions.

    `choices_of` tells of versions what can be chosen, and whether it is right; of those that it leaves out nothing is
    told of what was chosen.
    """
    sets = _Sets()
    columns = columns_of(sets.seen(attempts))
    return FiguresOfExam(
        attempts=columns.attempts.people,
        passed_over=columns.passed_over,
        answers=len(columns.attempts.item),
        most_alike=max(map(len, sets.scores.values()), default=0),
        forms=sets.statistics(),
        drawn=None if is_adaptive else _drawn(columns),
        versions=_versions(columns, choices_of(columns.versions)),
    )


class _Sets:
    """The sets of questions that attempts had, with all their scores."""

    def __init__(self) -> None:
        self.scores: dict[bytes, list[bytes]] = defaultdict(list)  # a set is told by the numbers of its questions
        self._numbers: dict[Version, int] = {}

    def seen(self, attempts: Iterable[Sequence[AskedItem]]) -> Iterable[Sequence[AskedItem]]:
        """Yield attempts, and keep the scores of those that count: what was not reached is wrong, as bodies score."""
        for asked in attempts:
            if is_told(asked):
                numbers = [self._numbers.setdefault((one.item, one.version), len(self._numbers)) for one in asked]
                scores = bytes(one.outcome == "right" for one in asked)
                self.scores[np.array(numbers, dtype=np.int32).tobytes()].append(scores)
            yield asked

    def statistics(self) -> tuple[ScoreStatistics, ...]:
        """Return the statistics of the sets that enough people had, the one that most had first."""
        most = sorted((rows for rows in self.scores.values() if len(rows) >= LEAST_ALIKE), key=len, reverse=True)
        found = []
        for rows in most[:MOST_FORMS]:
            table = np.frombuffer(b"".join(rows), dtype=np.int8).reshape(len(rows), -1)
            try:
                found.append(score_statistics(table))
            except NoReliabilityError:  # all scored the same
                continue
        return tuple(found)


def _drawn(columns: AttemptColumns) -> DrawnStatistics | None:
    attempts = columns.attempts
    right = np.bincount(attempts.person, weights=attempts.right, minlength=attempts.people).astype(np.int64)
    asked = np.bincount(attempts.person, minlength=attempts.people).astype(np.int64)
    try:
        return drawn_statistics(right, asked) if attempts.people >= LEAST_ALIKE else None
    except NoReliabilityError:
        return None


def _versions(columns: AttemptColumns, choices: Choices) -> tuple[VersionFigures, ...]:
    if not columns.versions:
        return ()
    told = [choices.get(version, ()) for version in columns.versions]
    kinds = max(1, max(map(len, told)))
    is_key, there = (np.zeros((len(told), kinds), dtype=np.bool_) for _ in range(2))
    for place, one in enumerate(told):
        is_key[place, : len(one)], there[place, : len(one)] = one, True
    statistics = statistics_of(columns.attempts)
    options = options_of(columns.attempts, columns.marks(kinds), is_key=is_key, there=there)
    order = sorted(range(len(told)), key=columns.versions.__getitem__)
    sums = _Sums(columns)
    return tuple(_version(columns, place, statistics, options, sums) for place in order)


class _Sums:
    """Sums over the answers to each question; shape (items,)."""

    def __init__(self, columns: AttemptColumns) -> None:
        item, items = columns.attempts.item, columns.attempts.items
        known = columns.spent >= 0

        def summed(flags: Flags) -> list[int]:
            return [int(one) for one in np.bincount(item, weights=flags, minlength=items)]

        self.counted, self.omitted, self.timed = summed(columns.counts), summed(columns.omitted), summed(known)
        self.spent = np.bincount(item, weights=np.where(known, columns.spent, 0), minlength=items).tolist()


def _version(
    columns: AttemptColumns, place: int, statistics: ItemStatistics, options: OptionStatistics, sums: _Sums
) -> VersionFigures:
    item, version = columns.versions[place]
    answered, counted, timed = int(statistics.answered[place]), sums.counted[place], sums.timed[place]
    if answered < LEAST_ANSWERS:
        return VersionFigures(item, version, answered, counted)
    told = not statistics.constant[place]
    return VersionFigures(
        item,
        version,
        answered,
        counted,
        difficulty=float(statistics.difficulty[place]),
        difficulty_error=float(statistics.difficulty_error[place]),
        discrimination=float(statistics.discrimination[place]) if told else None,
        discrimination_error=float(statistics.discrimination_error[place]) if told else None,
        omitted=sums.omitted[place] / answered,
        seconds=sums.spent[place] / timed / 1000 if timed >= LEAST_ANSWERS else None,
        flags=flags_of(statistics, options, place),
        options=tuple(_option(options, place, at) for at in np.flatnonzero(options.there[place]).tolist()),
    )


def _option(options: OptionStatistics, item: int, at: int) -> OptionFigures:
    flag: OptionFlag = "suspected" if at in suspects_of(options, item) else ""
    error = float(options.correlation_error[item, at])
    return OptionFigures(
        right=bool(options.is_key[item, at]),
        count=int(options.count[item, at]),
        share=float(options.share[item, at]),
        lower=float(options.lower[item, at]),
        upper=float(options.upper[item, at]),
        correlation=float(options.correlation[item, at]),
        error=error if np.isfinite(error) else None,
        flag="unused" if at in unused_of(options, item) else flag,
    )
