"""Control results that break one of Westgard's rules at the last run, and no rule that rejects before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from certway.core.items.charts.chart import ChartError
from certway.core.items.dice import Dice, between, one_of
from certway.core.items.formula import rounded
from certway.core.items.westgard import WARNING, Break, breaks_of

DECIDING = Fraction(3, 10)  # SD from the mean and every limit that a result keeps which decides, or is next to one
OTHERS = Fraction(1, 5)  # SD that all others keep
MOST_TRIES = 3_000
_FARTHEST = 1.8  # SD, of what nothing is the matter with
_LAST = 5  # runs at the end that decide: the longest series of a rule but 10x, and the run before it
_TEN = 11  # the same of 10x

_Series = list[list[float]]  # by level, in SD


@dataclass(frozen=True, slots=True)
class Control:
    """A control material, in the unit of its results."""

    mean: Fraction
    sd: Fraction
    step: Fraction  # between two results that can be told apart: 1, 0.1 …


def measured(control: Control, score: float) -> Fraction:
    """Return a result so many SD from the mean, rounded as it is reported."""
    wanted = control.mean + control.sd * Fraction(round(score * 1000), 1000)
    return rounded(wanted / control.step, 0) * control.step


def scores_of(control: Control, results: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Return how far results lie from the mean, in SD."""
    return tuple((result - control.mean) / control.sd for result in results)


def breaking_results(rule: str, controls: Sequence[Control], runs: int, dice: Dice) -> tuple[tuple[Fraction, ...], ...]:
    """Return results by control of which the last run breaks a rule and no other one; `none` = not even the warning.

    What decides are the results as they are reported. Raises ChartError where none are found.
    """
    last = min(runs, _TEN if rule == "10x" else _LAST)
    margins = [OTHERS] * (runs - last) + [DECIDING] * last
    for _ in range(MOST_TRIES):
        drawn = [[near(control, dice, margin=margin) for margin in margins] for control in controls]
        _SHAPES[rule](drawn, dice)
        levels = [tuple(measured(one, score) for score in scores) for one, scores in zip(controls, drawn, strict=True)]
        scores = [scores_of(one, results) for one, results in zip(controls, levels, strict=True)]
        if all(clear(one, margins) for one in scores) and _breaks_it(rule, breaks_of(scores), runs):
            return tuple(levels)
    raise ChartError(f"no {runs} results of {len(controls)} controls break '{rule}' and nothing else")


def clear(scores: Sequence[Fraction], margins: Sequence[Fraction]) -> bool:
    """Tell whether each result keeps its distance from the mean and every limit, so that the chart leaves no doubt."""
    return all(
        abs(abs(score) - limit) >= margin for score, margin in zip(scores, margins, strict=True) for limit in range(4)
    )


def _breaks_it(rule: str, breaks: Sequence[Break], runs: int) -> bool:
    """Tell whether a rule that rejects is broken at the last run alone; a warning comes before 2-2s of one control."""
    rejecting = {(one.rule, one.last) for one in breaks if one.rule != WARNING}
    if rule in ("none", WARNING):
        return not rejecting and {(one.rule, one.last) for one in breaks} == (
            {(rule, runs)} if rule == WARNING else set()
        )
    return rejecting == {(rule, runs)}


def near(
    control: Control, dice: Dice, spread: float = 0.85, *, farthest: float = _FARTHEST, margin: Fraction = OTHERS
) -> float:
    """Return a distance in SD, drawn from a bell of a spread in SD, that is within the farthest and clear of lines."""
    for _ in range(MOST_TRIES):
        score = spread * 2 * (sum(dice.random() for _ in range(3)) - 1.5)
        if abs(score) <= farthest and clear(scores_of(control, [measured(control, score)]), [margin]):
            return score
    raise ChartError("no result lies clear of the lines; take a smaller step")


def within(least: float, most: float, dice: Dice) -> float:
    """Return a number of a range."""
    return least + (most - least) * dice.random()


def _side(dice: Dice) -> int:
    return one_of((-1, 1), dice)


def _beyond(limit: int, dice: Dice) -> float:
    """Return a distance in SD beyond a limit that is clear of it and of the next; beyond 3 SD it stays on the chart."""
    return limit + within(0.3, 0.7 if limit < 3 else 0.5, dice)


def _one_beyond(limit: int) -> Callable[[_Series, Dice], None]:
    def shape(drawn: _Series, dice: Dice) -> None:
        one_of(drawn, dice)[-1] = _side(dice) * _beyond(limit, dice)

    return shape


def _two_beyond(drawn: _Series, dice: Dice) -> None:
    """Both controls of the last run, or the last two runs of one control."""
    side, level = _side(dice), one_of(drawn, dice)
    if len(drawn) > 1 and dice.random() < 0.5:
        for one in drawn:
            one[-1] = side * _beyond(2, dice)
        return
    level[-2:] = [side * _beyond(2, dice) for _ in range(2)]


def _apart(drawn: _Series, dice: Dice) -> None:
    if len(drawn) < 2:
        raise ChartError("R-4s takes two controls; one run of one control can't break it")
    side = _side(dice)
    for at, one in enumerate(drawn):
        one[-1] = (side if at == 0 else -side) * _beyond(2, dice)


def _four_beyond(drawn: _Series, dice: Dice) -> None:
    side = _side(dice)
    one_of(drawn, dice)[-4:] = [side * _beyond(1, dice) for _ in range(4)]


def _ten_beyond(drawn: _Series, dice: Dice) -> None:
    side = _side(dice)
    one_of(drawn, dice)[-10:] = [side * _beyond(1 if between(1, 3, dice) == 1 else 0, dice) for _ in range(10)]


def _unshaped(drawn: _Series, dice: Dice) -> None:
    """Nothing is the matter."""


_SHAPES: Mapping[str, Callable[[_Series, Dice], None]] = {
    "none": _unshaped,
    "1-2s": _one_beyond(2),
    "1-3s": _one_beyond(3),
    "2-2s": _two_beyond,
    "R-4s": _apart,
    "4-1s": _four_beyond,
    "10x": _ten_beyond,
}
RULES = tuple(_SHAPES)
