"""Results of one control in which something changes: a shift, a trend, more scatter, or nothing.

A shift is six or more results in a row on one side of the mean that stay at a new level; a trend six or more that each
lie beyond the one before, from near the mean on. Source: Levey S, Jennings ER. The use of control charts in the
clinical laboratory. Am J Clin Pathol 1950;20:1059-1066, in the wording of today's textbooks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from certway.core.items.charts.chart import ChartError
from certway.core.items.charts.control_series import (
    MOST_TRIES,
    OTHERS,
    Control,
    clear,
    measured,
    near,
    scores_of,
    within,
)
from certway.core.items.dice import Dice, between, one_of
from certway.core.items.westgard import longest_beyond, longest_rise

IN_A_ROW = 6  # results that make a shift or a trend
_FEW = 4  # results in a row that nobody takes for either
_PAIR = 2  # results in a row on one side, where the scatter grows
_AWAY = Fraction(4, 5)  # SD from the mean: a new level
_DROP = 1  # SD, at most, against the trend at its start: it leaves from where the results were
_RISE = Fraction(3, 2)  # SD, at least, from the first result of a trend to the last
_WIDER = 2.5  # times the mean distance of the half before: more scatter


def change_of(scores: Sequence[Fraction]) -> str:
    """Return what changes in results, given in SD: `shift`, `trend`, `scatter`, `steady`; nothing where it is open."""
    rising, one_sided = _size(longest_rise(scores)), _size(longest_beyond(scores, 0))
    if rising >= IN_A_ROW:
        return "trend" if _drifts(scores) else ""
    if one_sided >= IN_A_ROW:
        return "shift" if rising <= _FEW and _level(scores) else ""
    if rising > _FEW or one_sided > _FEW:
        return ""
    half = len(scores) // 2
    before, after = (sum(map(abs, part)) / len(part) for part in (scores[:half], scores[half:]))
    if after >= _WIDER * before:
        return "scatter" if _bell(scores[half:]) else ""
    return "steady" if after <= before * Fraction(3, 2) and max(map(abs, scores)) < 2 else ""


def _level(scores: Sequence[Fraction]) -> bool:
    """Tell whether the longest series on one side is there at once and stays where it is."""
    first, last = longest_beyond(scores, 0)
    series = [abs(score) for score in scores[first - 1 : last]]
    half = len(series) // 2
    early, late = (sum(part, Fraction(0)) / len(part) for part in (series[:half], series[half:]))
    return min(series) >= _AWAY and abs(late - early) <= _AWAY / 2


def _drifts(scores: Sequence[Fraction]) -> bool:
    """Tell whether the longest series in one direction leaves from near the mean, in steps that are seen."""
    first, last = longest_rise(scores)
    series, before = scores[first - 1 : last], scores[first - 2] if first > 1 else scores[0]
    seen = min(abs(later - earlier) for earlier, later in pairwise(series)) >= OTHERS
    return (
        seen and abs(series[0]) <= _AWAY and abs(before - series[0]) <= _DROP and abs(series[-1] - series[0]) >= _RISE
    )


def _bell(scores: Sequence[Fraction]) -> bool:
    """Tell whether results lie far from the mean on both sides and near it, no two in a row beyond 2 SD on one side."""
    middle = sum(abs(score) < 1 for score in scores)
    both = max(scores) > 2 and min(scores) < -2
    return both and middle >= 2 and _size(longest_beyond(scores, 0)) <= _PAIR and _size(longest_beyond(scores, 2)) < 2


def _size(runs: tuple[int, int]) -> int:
    return runs[1] - runs[0] + 1 if runs[0] else 0


def changing_results(change: str, control: Control, runs: int, dice: Dice) -> tuple[Fraction, ...]:
    """Return results that show a change and no other one. Raises ChartError where none are found."""
    for _ in range(MOST_TRIES):
        drawn = _mixed([abs(near(control, dice, 0.7)) for _ in range(runs)], dice)
        _SHAPES[change](drawn, control, dice)
        results = tuple(measured(control, score) for score in drawn)
        scores = scores_of(control, results)
        if clear(scores, [OTHERS] * runs) and max(map(abs, scores)) < 3 and change_of(scores) == change:
            return results
    raise ChartError(f"no {runs} results show '{change}' and nothing else")


def _mixed(distances: Sequence[float], dice: Dice) -> list[float]:
    """Return distances on sides that are drawn, at most two in a row on the same one."""
    sides: list[int] = []
    for _ in distances:
        same = sides[-_PAIR:].count(sides[-1]) == _PAIR if sides else False
        sides.append(-sides[-1] if same else one_of((-1, 1), dice))
    return [side * distance for side, distance in zip(sides, distances, strict=True)]


def _shift(drawn: list[float], control: Control, dice: Dice) -> None:
    side, size = one_of((-1, 1), dice), between(IN_A_ROW + 1, 8, dice)
    level = within(1.3, 1.7, dice)
    drawn[-size:] = [side * (level + within(-0.45, 0.45, dice)) for _ in range(size)]


def _trend(drawn: list[float], control: Control, dice: Dice) -> None:
    """Results that leave the mean, each beyond the one before."""
    side, size = one_of((-1, 1), dice), between(IN_A_ROW + 1, 8, dice)
    start, end = within(-0.8, 0.4, dice), within(2.2, 2.8, dice)
    step = (end - start) / (size - 1)
    drawn[-size:] = [side * (start + step * (at + within(-0.15, 0.15, dice))) for at in range(size)]


def _scatter(drawn: list[float], control: Control, dice: Dice) -> None:
    half = len(drawn) // 2
    drawn[:half] = _mixed([abs(near(control, dice, 0.4)) for _ in range(half)], dice)
    drawn[half:] = _mixed([abs(near(control, dice, 1.6, farthest=2.8)) for _ in drawn[half:]], dice)


def _nothing(drawn: list[float], control: Control, dice: Dice) -> None:
    """Nothing changes."""


_SHAPES: Mapping[str, Callable[[list[float], Control, Dice], None]] = {
    "shift": _shift,
    "trend": _trend,
    "scatter": _scatter,
    "steady": _nothing,
}
CHANGES = tuple(_SHAPES)
