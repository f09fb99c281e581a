"""Levey-Jennings charts of one or two controls: their results, what these say, and how they are drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from certway.core.items.charts.changing_series import CHANGES, change_of, changing_results
from certway.core.items.charts.chart import (
    Chart,
    ChartError,
    ChartKind,
    listed,
    number_of,
    signed,
    span,
    whole_of,
    word_of,
)
from certway.core.items.charts.control_series import RULES, Control, breaking_results, scores_of
from certway.core.items.charts.svg import plain, polyline, sheet, stroke, title_line, words
from certway.core.items.dice import Dice
from certway.core.items.formula import Value, rounded, shown
from certway.core.items.westgard import ERROR_KINDS, WARNING, breaks_of, longest_beyond, longest_rise

LEAST_RUNS, MOST_RUNS = 10, 20
_LEFT, _RIGHT, _TOP = 52, 350, 32  # of the field of results
_SD = 25  # height of one SD
_REACH = 3.6  # SD above and below the mean that are drawn
_GAP = 34  # between the charts of two controls
_EVERY = 14  # runs up to which each has its number
_AXES = ("Run", "Day")
_LINES = {0: (2.0, ""), 1: (0.9, "1.5 4"), 2: (1.2, "7 4"), 3: (1.6, "")}  # width and dashes by distance in SD


@dataclass(frozen=True, slots=True)
class _Level:
    control: Control
    scores: tuple[Fraction, ...]


def make(told: Mapping[str, Value], dice: Dice) -> Chart:
    """Return a chart that shows a broken rule or a change, with what its results say. Raises ChartError."""
    runs, show = whole_of(told, "runs", LEAST_RUNS, MOST_RUNS), word_of(told, "show", (*RULES, *CHANGES))
    controls = [_control(told, level) for level in range(1, whole_of(told, "levels", 1, 2) + 1)]
    if show in RULES:
        results = breaking_results(show, controls, runs, dice)
    elif len(controls) == 1:
        results = (changing_results(show, controls[0], runs, dice),)
    else:
        raise ChartError(f"'{show}' is shown by one control, not by two")
    levels = [_Level(one, scores_of(one, values)) for one, values in zip(controls, results, strict=True)]
    return Chart(_names(levels), partial(_drawn, levels, word_of(told, "axis", _AXES)))


def _control(told: Mapping[str, Value], level: int) -> Control:
    mark = "" if level == 1 else str(level)
    mean, sd, step = number_of(told, f"mean{mark}"), number_of(told, f"sd{mark}"), number_of(told, "step")
    if not (0 < step <= sd / 3 and mean > 4 * sd):
        raise ChartError("a control takes a step up to a third of its SD, and a mean above 4 SD")
    return Control(mean, sd, step)


def _names(levels: Sequence[_Level]) -> Mapping[str, Value]:
    scores = [level.scores for level in levels]
    found = breaks_of(scores)
    rejecting = [one for one in found if one.rule != WARNING]
    told = rejecting or found
    rule = told[0].rule if told else "none"
    everything = [(abs(score), run, signed(score)) for one in scores for run, score in enumerate(one, start=1)]
    _, far_run, far = max(everything)
    return {
        "rule": rule,
        "broken": span(told[0].first, told[0].last) if told else "",
        "broken_runs": Fraction(told[0].last - told[0].first + 1 if told else 0),
        "error": ERROR_KINDS[rejecting[0].rule] if rejecting else "none",
        "verdict": "reject" if rejecting else "accept",
        "sign": _sign(scores, told[0].last if told else len(scores[0])),
        "far": far,
        "far_run": Fraction(far_run),
        "warnings": Fraction(sum(score > 2 for score, _, _ in everything)),
        "change": change_of(scores[0]),
        **_series(scores),
        **_listed(scores),
    }


def _sign(scores: Sequence[Sequence[Fraction]], run: int) -> str:
    """Return the side of the result that lies farthest at a run."""
    return "+" if max((one[run - 1] for one in scores), key=abs) > 0 else "−"


def _series(scores: Sequence[Sequence[Fraction]]) -> Mapping[str, Value]:
    """Return the longest series of one control: on one side, beyond 1 SD on one side, each beyond the one before."""
    found: dict[str, Value] = {}
    kinds: dict[str, Callable[[Sequence[Fraction]], tuple[int, int]]] = {
        "side": partial(longest_beyond, limit=0),
        "beyond": partial(longest_beyond, limit=1),
        "steps": longest_rise,
    }
    for name, longest in kinds.items():
        first, last = max((longest(one) for one in scores), key=lambda runs: runs[1] - runs[0] if runs[0] else -1)
        found |= {f"{name}_count": Fraction(last - first + 1 if first else 0), f"{name}_runs": span(first, last)}
    return found


def _listed(scores: Sequence[Sequence[Fraction]]) -> Mapping[str, Value]:
    told: dict[str, Value] = {"listed2": "", "last2": ""}
    for mark, one in zip(("", "2"), scores, strict=False):
        told[f"listed{mark}"] = listed([signed(score) for score in one])
        told[f"last{mark}"] = signed(one[-1])
    return told


def _drawn(levels: Sequence[_Level], axis: str, title: str) -> str:
    height = 2 * _REACH * _SD
    tops = [_TOP + at * (height + _GAP) + (22 if len(levels) > 1 else 0) for at in range(len(levels))]
    parts = [title_line(title)]
    for at, (level, top) in enumerate(zip(levels, tops, strict=True)):
        if len(levels) > 1:
            parts.append(words(_LEFT, top - 6, f"Level {at + 1}", bold=True))
        parts += [*_field(level.control, top), *_results(level.scores, top, square=at > 0)]
    bottom = tops[-1] + height
    parts += [*_numbers(len(levels[0].scores), bottom), words((_LEFT + _RIGHT) / 2, bottom + 40, axis, "middle")]
    return sheet(parts, bottom + 50)


def _field(control: Control, top: float) -> Iterator[str]:
    """Yield the lines of the mean and of 1, 2 and 3 SD: their distances on the left, their values on the right."""
    yield stroke(f"M{_LEFT} {plain(top)}V{plain(top + 2 * _REACH * _SD)}H{_RIGHT}", 1.2)
    values = [control.mean + distance * control.sd for distance in range(-3, 4)]
    places = max(len(shown(rounded(value, 3)).partition(".")[2]) for value in (*values, control.step))
    for distance, value in enumerate(values, start=-3):
        width, dashes = _LINES[abs(distance)]
        y = top + (_REACH - distance) * _SD
        yield stroke(f"M{_LEFT} {plain(y)}H{_RIGHT}", width, dashes=dashes)
        sign = "+" if distance > 0 else "−"
        yield words(_LEFT - 6, y + 5, f"{sign}{abs(distance)} SD" if distance else "mean", "end")
        yield words(_RIGHT + 5, y + 5, f"{float(value):.{places}f}")


def _results(scores: Sequence[Fraction], top: float, *, square: bool) -> Iterator[str]:
    points = [(_x(at, len(scores)), top + (_REACH - float(score)) * _SD) for at, score in enumerate(scores)]
    yield stroke(polyline(points), 1.4)
    look = 'stroke="#FFFFFF" stroke-width="1"'
    for x, y in points:
        if square:
            yield f'<rect x="{plain(x - 4)}" y="{plain(y - 4)}" width="8" height="8" {look}/>'
        else:
            yield f'<circle cx="{plain(x)}" cy="{plain(y)}" r="4.5" {look}/>'


def _numbers(runs: int, bottom: float) -> Iterator[str]:
    """Yield the marks of runs and their numbers, the last one's always."""
    for at in range(runs):
        x = _x(at, runs)
        yield stroke(f"M{plain(x)} {plain(bottom)}v4", 1)
        if runs <= _EVERY or (runs - at) % 2:
            yield words(x, bottom + 19, str(at + 1), "middle")


def _x(at: int, runs: int) -> float:
    return _LEFT + (_RIGHT - _LEFT) * (at + 0.6) / (runs + 0.2)


_ONE = Fraction(1)
LEVEY_JENNINGS = ChartKind(
    takes={
        "show": None, "mean": None, "sd": None, "step": None, "runs": None,
        "levels": _ONE, "mean2": _ONE, "sd2": _ONE, "axis": _AXES[0],
    },
    gives=(
        "rule", "broken", "broken_runs", "error", "verdict", "sign", "far", "far_run", "warnings", "change",
        "side_count", "side_runs", "beyond_count", "beyond_runs", "steps_count", "steps_runs", "listed", "listed2",
        "last", "last2",
    ),
    make=make,
)  # fmt: skip
