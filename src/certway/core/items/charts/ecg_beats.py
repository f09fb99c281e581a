"""Heart beats of a strip: where their complexes stand on the paper, and what the rhythm is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from certway.core.items.charts.chart import ChartError
from certway.core.items.dice import Dice, between, one_of

SMALL_SECONDS = 0.04  # of a small square at 25 mm/s
MINUTE = 1500  # small squares
NARROW, WIDE = 2, 4  # small squares that a QRS complex takes
EDGE = 3  # small squares at each end of a strip that hold no R wave, so that none is in doubt
LONGEST_PR = 5  # small squares: 0.20 s
_UNLIKE = 3  # small squares, at least, between neighbouring intervals of a rhythm without order
_UNLIKE_SECOND = 2  # the same between an interval and the next but one
_ORDERS = ("+++", "---", "+-+-", "-+-+")  # longer and shorter intervals in turn, or ever longer or shorter ones
_MOST_TRIES = 2_000


@dataclass(frozen=True, slots=True)
class Beat:
    """One complex."""

    at: int  # small squares from the left end to its R wave
    pr: int  # small squares from the start of P to the start of QRS; 0 = no P wave
    wide: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a rhythm is to be."""

    rr: int  # small squares between R waves; where they differ, about
    pr: int


def beats_of(rhythm: str, wanted: Wanted, squares: int, dice: Dice) -> tuple[Beat, ...]:
    """Return the beats of a strip so many small squares long, with those that reach into it from outside.

    The R waves that are seen keep away from both ends. Raises ChartError where that can't be.
    """
    for _ in range(_MOST_TRIES):
        beats = _MAKERS[rhythm](wanted, squares, dice)
        seen = within(beats, squares)
        if _off_the_ends(beats, squares) and rhythm in ("regular", rhythm_of(seen)):
            return beats
    raise ChartError(
        f"no strip of {squares} small squares shows '{rhythm}' with R waves {wanted.rr} small squares apart"
    )


def _off_the_ends(beats: Sequence[Beat], squares: int) -> bool:
    """Tell whether no R wave is near an end, and the first one that is seen has its P wave on the strip."""
    first = next((beat for beat in beats if beat.at >= 0), None)
    whole = first is None or not first.pr or first.at >= first.pr + NARROW / 2
    return whole and all(min(abs(beat.at), abs(beat.at - squares)) >= EDGE for beat in beats)


def within(beats: Sequence[Beat], squares: int) -> tuple[Beat, ...]:
    """Return the beats whose R waves are on the strip."""
    return tuple(beat for beat in beats if 0 <= beat.at <= squares)


def intervals_of(beats: Sequence[Beat]) -> tuple[int, ...]:
    """Return the distances between R waves, in small squares."""
    return tuple(later.at - beat.at for beat, later in pairwise(beats))


def early_beat(beats: Sequence[Beat]) -> int:
    """Return the number, from 1, of the one wide beat without P that comes early and is followed by a pause; else 0."""
    odd = [at for at, beat in enumerate(beats) if beat.wide and not beat.pr]
    if len(odd) != 1 or not 1 < odd[0] < len(beats) - 1:
        return 0
    before, after = beats[odd[0]].at - beats[odd[0] - 1].at, beats[odd[0] + 1].at - beats[odd[0]].at
    usual = beats[odd[0] - 1].at - beats[odd[0] - 2].at
    return odd[0] + 1 if before <= usual * 3 / 4 and after > usual else 0


def rhythm_of(beats: Sequence[Beat]) -> str:
    """Return what a rhythm is called by its beats, in seconds and squares; nothing where they fit none of the names.

    Source: Huff, ECG Workout: rate 60 to 100, PR 0.12 to 0.20 s and QRS below 0.12 s are a sinus rhythm's.
    """
    if not beats:
        return "asystole"
    intervals = intervals_of(beats)
    if len(intervals) < 2:
        return ""
    regular = max(intervals) - min(intervals) <= 1
    if all(beat.wide and not beat.pr for beat in beats):
        return "ventricular-tachycardia" if regular and _rate(intervals) > 100 else ""
    if early_beat(beats):
        return "premature-ventricular"
    if any(beat.wide for beat in beats):
        return ""
    if not any(beat.pr for beat in beats):
        return "atrial-fibrillation" if _disorderly(intervals) else ""
    return _sinus(beats, intervals) if regular and all(beat.pr for beat in beats) else ""


def _disorderly(intervals: Sequence[int]) -> bool:
    """Tell whether intervals differ from the first one on, without an order: no alternation, no steady change."""
    unlike = all(abs(later - before) >= _UNLIKE for before, later in pairwise(intervals))
    longer = "".join("+" if later > before else "-" for before, later in pairwise(intervals))
    return unlike and max(intervals) - min(intervals) >= 6 and not any(order in longer for order in _ORDERS)


def _sinus(beats: Sequence[Beat], intervals: Sequence[int]) -> str:
    rate, longest = _rate(intervals), max(beat.pr for beat in beats)
    if longest > LONGEST_PR:
        return "first-degree-block" if 60 <= rate <= 100 else ""
    return "bradycardia" if rate < 60 else "tachycardia" if rate > 100 else "sinus"


def _rate(intervals: Sequence[int]) -> float:
    return MINUTE * len(intervals) / sum(intervals)


def _regular(wanted: Wanted, squares: int, dice: Dice) -> tuple[Beat, ...]:
    first = between(0, wanted.rr - 1, dice) - wanted.rr
    return tuple(Beat(at, wanted.pr, wide=False) for at in range(first, squares + 2 * wanted.rr, wanted.rr))


def _wide(wanted: Wanted, squares: int, dice: Dice) -> tuple[Beat, ...]:
    return tuple(Beat(beat.at, 0, wide=True) for beat in _regular(wanted, squares, dice))


def _irregular(wanted: Wanted, squares: int, dice: Dice) -> tuple[Beat, ...]:
    at, beats = -between(1, wanted.rr, dice), []
    intervals: list[int] = []
    while at < squares + wanted.rr:
        beats.append(Beat(at, 0, wide=False))
        intervals.append(one_of(_unlike(intervals, wanted.rr), dice))
        at += intervals[-1]
    return tuple(beats)


def _unlike(intervals: Sequence[int], usual: int) -> list[int]:
    """Return the intervals of which one may follow others without an order."""
    every = range(round(usual * 0.6), round(usual * 1.5) + 1)
    nearer = list(zip(reversed(intervals), (_UNLIKE, _UNLIKE_SECOND), strict=False))
    return [one for one in every if all(abs(one - before) >= apart for before, apart in nearer)]


def _early(wanted: Wanted, squares: int, dice: Dice) -> tuple[Beat, ...]:
    """One beat comes before its time and the next sinus beat keeps its own: a full compensatory pause."""
    beats = list(_regular(wanted, squares, dice))
    at = between(3, max(3, len(beats) - 4), dice)
    beats[at] = Beat(beats[at - 1].at + round(wanted.rr * 0.62), 0, wide=True)
    return tuple(beats)


def _none(wanted: Wanted, squares: int, dice: Dice) -> tuple[Beat, ...]:
    return ()


_MAKERS: Mapping[str, Callable[[Wanted, int, Dice], tuple[Beat, ...]]] = {
    "regular": _regular,
    "sinus": _regular,
    "bradycardia": _regular,
    "tachycardia": _regular,
    "first-degree-block": _regular,
    "atrial-fibrillation": _irregular,
    "premature-ventricular": _early,
    "ventricular-tachycardia": _wide,
    "asystole": _none,
}
RHYTHMS = tuple(_MAKERS)
