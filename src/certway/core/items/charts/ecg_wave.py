"""The line of an ECG: a sum of bell curves, one or more for each wave.

Source: McSharry PE, Clifford GD, Tarassenko L, Smith LA. A dynamical model for generating synthetic electrocardiogram
signals. IEEE Trans Biomed Eng 2003;50:289-294: each wave is a Gaussian at its place in the beat, and the places after
the R wave move with the square root of the RR interval.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from certway.core.items.charts.ecg_beats import NARROW, SMALL_SECONDS, Beat
from certway.core.items.dice import Dice

TICKS = 20  # samples in a small square
_EVERY = 4  # samples, of which one is drawn where the line is nearly straight
_BEND = 0.001  # millivolts that a sample lies off the middle of its neighbours where every one is drawn
_REACH = 4  # standard deviations beyond which a wave is nothing
_QT = 0.39  # seconds at 60 a minute, from the start of QRS to the end of T
_P_WIDTH = 0.019
_RIPPLES = {  # hertz and millivolts of what is under the beats: a fibrillating atrium, a line that is not quite flat
    "atrial-fibrillation": ((5.3, 0.05), (6.9, 0.045), (8.6, 0.025)),
    "asystole": ((0.3, 0.03), (0.7, 0.015)),
}


@dataclass(frozen=True, slots=True)
class Ripple:
    """A wave that goes on all along."""

    hertz: float
    height: float  # millivolts
    phase: float  # of a whole turn


@dataclass(frozen=True, slots=True)
class Wave:
    """One bell curve."""

    at: float  # seconds from the left end
    width: float  # seconds, a standard deviation
    height: float  # millivolts


def line_of(beats: Sequence[Beat], squares: int, ripples: Sequence[Ripple]) -> tuple[float, ...]:
    """Return the millivolts of a strip, `TICKS` samples to a small square."""
    waves = [wave for at, beat in enumerate(beats) for wave in _waves(beat, _cycle(beats, at))]
    count = squares * TICKS + 1
    line = [0.0] * count
    for wave in waves:
        reach = wave.width * _REACH
        first, last = (math.floor(_tick(wave.at + side * reach)) for side in (-1, 1))
        for tick in range(max(0, first), min(count, last + 1)):
            distance = (tick / TICKS * SMALL_SECONDS - wave.at) / wave.width
            line[tick] += wave.height * math.exp(-distance * distance / 2)
    for ripple in ripples:
        for tick in range(count):
            turns = ripple.hertz * tick / TICKS * SMALL_SECONDS + ripple.phase
            line[tick] += ripple.height * math.sin(2 * math.pi * turns)
    return tuple(line)


def ticks_drawn(line: Sequence[float]) -> list[int]:
    """Return the samples of a line that are drawn: every one where it bends, as at a QRS complex, else one of a few."""
    last = len(line) - 1
    return [
        at
        for at in range(len(line))
        if at % _EVERY == 0 or (at < last and abs(line[at - 1] + line[at + 1] - 2 * line[at]) >= 2 * _BEND)
    ]


def ripples_of(rhythm: str, dice: Dice) -> tuple[Ripple, ...]:
    """Return what goes on under the beats of a rhythm."""
    return tuple(Ripple(hertz, height, dice.random()) for hertz, height in _RIPPLES.get(rhythm, ()))


def _tick(seconds: float) -> float:
    return seconds / SMALL_SECONDS * TICKS


def _cycle(beats: Sequence[Beat], at: int) -> float:
    """Return the seconds from the beat before to a beat, or to the next one where it is the first."""
    other = at - 1 if at else 1
    return abs(beats[other].at - beats[at].at) * SMALL_SECONDS if len(beats) > 1 else 1.0


def _waves(beat: Beat, cycle: float) -> Iterator[Wave]:
    peak = beat.at * SMALL_SECONDS
    if beat.pr:
        start = peak - (NARROW / 2 + beat.pr) * SMALL_SECONDS
        yield Wave(start + 2.4 * _P_WIDTH, _P_WIDTH, 0.17)
    yield from _wide(peak, cycle) if beat.wide else _narrow(peak, cycle)


def _narrow(peak: float, cycle: float) -> Iterator[Wave]:
    yield Wave(peak - 0.024, 0.007, -0.1)
    yield Wave(peak, 0.0105, 1.15)
    yield Wave(peak + 0.025, 0.008, -0.22)
    root = math.sqrt(min(cycle, 1.2))
    width = 0.045 * root
    end = peak - NARROW / 2 * SMALL_SECONDS + _QT * root
    yield Wave(end - 2.2 * width, width, 0.28)
    yield Wave(end - 3.4 * width, width * 1.3, 0.06)


def _wide(peak: float, cycle: float) -> Iterator[Wave]:
    """A ventricular complex: wide, and its T wave turned against it."""
    root = math.sqrt(min(cycle, 0.8))
    yield Wave(peak - 0.012, 0.03, 1.25)
    yield Wave(peak + 0.03, 0.022, 0.35)
    yield Wave(peak + 0.23 * root, 0.06 * root, -0.5)
