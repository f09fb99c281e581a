"""Westgard's rules: which of them control results break, and at which run.

Source: Westgard JO, Barry PL, Hunt MR, Groth T. A multi-rule Shewhart chart for quality control in clinical chemistry.
Clin Chem 1981;27:493-501.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from typing import Literal, TypeAlias

Rule: TypeAlias = Literal["1-2s", "1-3s", "2-2s", "R-4s", "4-1s", "10x"]
ErrorKind: TypeAlias = Literal["random", "systematic"]
Scores: TypeAlias = Sequence[Fraction]
"""Results of one control in run order, as distances from its mean in its SD."""

WARNING: Rule = "1-2s"
ERROR_KINDS: Mapping[Rule, ErrorKind] = {
    "1-3s": "random",
    "2-2s": "systematic",
    "R-4s": "random",
    "4-1s": "systematic",
    "10x": "systematic",
}
"""The rules that reject a run, in the order in which they are looked at, and the kind of error that each detects."""


@dataclass(frozen=True, slots=True)
class Break:
    """A rule that is broken, once the last of its results is there."""

    rule: Rule
    first: int  # run of the first of its results, from 1
    last: int


def breaks_of(levels: Sequence[Scores]) -> tuple[Break, ...]:
    """Return every break of every rule by one or two controls, run by run; at a run in the order of the rules.

    2-2s is looked for in one control over two runs, and in both of one run; R-4s in both controls of one run; 4-1s and
    10x in one control, and in both together in the order in which they are measured. A limit itself is not beyond it.
    """
    runs = range(1, len(levels[0]) + 1)
    return tuple(found for run in runs for found in dict.fromkeys(_at(levels, run)))


def _at(levels: Sequence[Scores], run: int) -> Iterator[Break]:
    now = [level[run - 1] for level in levels]
    if any(abs(score) > 2 for score in now):
        yield Break("1-2s", run, run)
    if any(abs(score) > 3 for score in now):
        yield Break("1-3s", run, run)
    if len(now) > 1 and _beyond(now, 2):
        yield Break("2-2s", run, run)
    yield from _in_a_row("2-2s", 2, 2, [level[:run] for level in levels])
    if max(now) > 2 and min(now) < -2:
        yield Break("R-4s", run, run)
    series = [*(level[:run] for level in levels), *_measured(levels, run)]
    yield from _in_a_row("4-1s", 4, 1, series, controls=len(levels))
    yield from _in_a_row("10x", 10, 0, series, controls=len(levels))


def _in_a_row(rule: Rule, size: int, limit: int, series: Sequence[Scores], controls: int = 0) -> Iterator[Break]:
    """Yield the series whose last `size` results are beyond a limit on one side; those after `controls` hold all."""
    for at, scores in enumerate(series):
        each = controls if controls and at >= controls else 1
        if len(scores) >= size and _beyond(scores[-size:], limit):
            yield Break(rule, (len(scores) - size) // each + 1, (len(scores) - 1) // each + 1)


def _measured(levels: Sequence[Scores], run: int) -> Iterator[Scores]:
    """Yield the results of all controls as measured one after another, up to each of a run."""
    if len(levels) < 2:
        return
    scores = [level[at] for at in range(run) for level in levels]
    for left_out in range(len(levels)):
        yield scores[: len(scores) - left_out]


def _beyond(scores: Scores, limit: int) -> bool:
    return all(score > limit for score in scores) or all(score < -limit for score in scores)


def longest_beyond(scores: Scores, limit: int) -> tuple[int, int]:
    """Return the first and last run, from 1, of the longest series beyond a limit on one side; (0, 0) for none."""
    sides = [1 if score > limit else -1 if score < -limit else 0 for score in scores]
    return _longest([side if side else None for side in sides], 1)


def longest_rise(scores: Scores) -> tuple[int, int]:
    """Return the first and last run, from 1, of the longest series that rises, or falls, from each to the next."""
    steps = [1 if later > before else -1 if later < before else 0 for before, later in pairwise(scores)]
    first, last = _longest([step if step else None for step in steps], 1)
    return (first, last + 1) if first else (0, 0)


def _longest(marks: Sequence[int | None], start: int) -> tuple[int, int]:
    best, at = (0, 0), start
    for mark, group in groupby(marks):
        size = len(list(group))
        if mark is not None and size > (best[1] - best[0] + 1 if best[0] else 0):
            best = (at, at + size - 1)
        at += size
    return best
