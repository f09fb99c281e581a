"""ECG strips on paper of small and large squares: their beats, what can be measured, and how they are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial

from certway.core.items.charts.chart import Chart, ChartError, ChartKind, listed, whole_of, word_of
from certway.core.items.charts.ecg_beats import (
    NARROW,
    RHYTHMS,
    WIDE,
    Beat,
    Wanted,
    beats_of,
    early_beat,
    intervals_of,
    rhythm_of,
    within,
)
from certway.core.items.charts.ecg_wave import TICKS, line_of, ripples_of, ticks_drawn
from certway.core.items.charts.svg import Anchor, plain, polyline, sheet, stroke, title_line, words
from certway.core.items.dice import Dice
from certway.core.items.formula import Value

SECOND = 25  # small squares
LARGE = 5  # small squares
_LEFT, _RIGHT, _TOP = 12.5, 387.5, 50.0
_HIGH = {3: 30, 6: 40}  # small squares from the lowest line to the highest, by the seconds of a strip
_BASELINE = 0.64  # of the height, from above
_MILLIVOLT = 10  # small squares
_PAPER, _FINE, _BOLD = "#FFF9F6", "#F3CFC6", "#D98F80"


def make(told: Mapping[str, Value], dice: Dice) -> Chart:
    """Return a strip of a rhythm, with what can be counted and measured on it. Raises ChartError."""
    rhythm, seconds = word_of(told, "rhythm", RHYTHMS), whole_of(told, "seconds", 3, 6)
    if seconds not in _HIGH:
        raise ChartError(f"a strip has 3 or 6 seconds, not {seconds}")
    wanted = Wanted(whole_of(told, "rr", 7, 45), whole_of(told, "pr", 0, 12))
    squares = seconds * SECOND
    beats = beats_of(rhythm, wanted, squares, dice)
    line = line_of(beats, squares, ripples_of(rhythm, dice))
    return Chart(_names(within(beats, squares), seconds), partial(_drawn, line, seconds))


def _names(beats: Sequence[Beat], seconds: int) -> Mapping[str, Value]:
    intervals = intervals_of(beats)
    regular = bool(intervals) and max(intervals) == min(intervals)
    return {
        "seconds": Fraction(seconds),
        "rhythm": rhythm_of(beats),
        "complexes": Fraction(len(beats)),
        "r_at": listed([beat.at for beat in beats]),
        "rr_listed": listed(intervals),
        "rr_shortest": Fraction(min(intervals, default=0)),
        "rr_longest": Fraction(max(intervals, default=0)),
        "rr": Fraction(intervals[0] if regular else 0),
        "pr": Fraction(max((beat.pr for beat in beats), default=0)),
        "p_count": Fraction(sum(bool(beat.pr) for beat in beats)),
        "wide_count": Fraction(sum(beat.wide for beat in beats)),
        "qrs_listed": listed([WIDE if beat.wide else NARROW for beat in beats]),
        "p_listed": listed([at for at, beat in enumerate(beats, start=1) if beat.pr]),
        "early": Fraction(early_beat(beats)),
    }


def _drawn(line: Sequence[float], seconds: int, title: str) -> str:
    small = (_RIGHT - _LEFT) / (seconds * SECOND)
    height = _HIGH[seconds] * small
    zero = _TOP + height * _BASELINE // (LARGE * small) * LARGE * small
    points = [(_LEFT + at / TICKS * small, zero - line[at] * _MILLIVOLT * small) for at in ticks_drawn(line)]
    parts = [title_line(title), *_marks(seconds, small), *_paper(seconds, small, height)]
    parts += [stroke(polyline(points), 1.2 if seconds > 3 else 1.6), words(_LEFT, _TOP + height + 18, "25 mm/s")]
    parts.append(words(_RIGHT, _TOP + height + 18, "10 mm/mV", "end"))
    return sheet(parts, _TOP + height + 28)


def _paper(seconds: int, small: float, height: float) -> Iterator[str]:
    """Yield the squares; the lines of large ones are broader, so that no color is needed to tell them."""
    size = f'width="{plain(_RIGHT - _LEFT)}" height="{plain(height)}"'
    yield f'<rect x="{plain(_LEFT)}" y="{plain(_TOP)}" {size} fill="{_PAPER}"/>'
    across, down = seconds * SECOND, _HIGH[seconds]
    for every, width, color in ((1, 0.35 if seconds > 3 else 0.5, _FINE), (LARGE, 0.8 if seconds > 3 else 1.1, _BOLD)):
        lines = [f"M{plain(_LEFT + at * small)} {plain(_TOP)}v{plain(height)}" for at in range(0, across + 1, every)]
        lines += [
            f"M{plain(_LEFT)} {plain(_TOP + at * small)}h{plain(_RIGHT - _LEFT)}" for at in range(0, down + 1, every)
        ]
        yield stroke("".join(lines), width, color=color)


def _marks(seconds: int, small: float) -> Iterator[str]:
    """Yield the marks above the paper at each three seconds."""
    for second in range(0, seconds + 1, 3):
        x = _LEFT + second * SECOND * small
        yield stroke(f"M{plain(x)} {plain(_TOP - 9)}V{plain(_TOP)}", 2)
        anchor: Anchor = "start" if second == 0 else "end" if second == seconds else "middle"
        yield words(x, _TOP - 12, f"{second} s", anchor)


ECG_STRIP = ChartKind(
    takes={"rhythm": None, "seconds": Fraction(6), "rr": None, "pr": Fraction(4)},
    gives=(
        "seconds", "rhythm", "complexes", "r_at", "rr_listed", "rr_shortest", "rr_longest", "rr", "pr", "p_count",
        "wide_count", "qrs_listed", "p_listed", "early",
    ),
    make=make,
)  # fmt: skip
