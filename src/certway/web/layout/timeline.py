"""Lines of time, drawn in SVG: positions as shares of the width, so that words keep their size on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from certway.core.units.days import to_date


@dataclass(frozen=True, slots=True)
class Tick:
    """A day that the axis names."""

    left: float  # percent of the width
    label: str


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of days."""

    left: float  # percent of the width
    width: float  # percent of the width
    open_start: bool  # it began before the line does
    open_end: bool  # it goes on after the line ends


@dataclass(frozen=True, slots=True)
class Line:
    """A line of time."""

    first: int  # ordinal
    last: int  # ordinal
    ticks: tuple[Tick, ...]

    def at(self, day: int) -> float:
        """Return where a day stands, in percent of the width, within the line's ends."""
        share = (min(max(day, self.first), self.last) - self.first) / (self.last - self.first)
        return round(100 * share, 2)

    def band(self, first: int, last: int) -> Band | None:
        """Return a stretch of days (both included) as far as the line shows it; None when it shows nothing of it."""
        if last < self.first or first > self.last:
            return None
        left = min(self.at(first), 100 - _NARROWEST)
        return Band(
            left=left,
            width=round(max(self.at(last) - left, _NARROWEST), 2),
            open_start=first < self.first,
            open_end=last > self.last,
        )

    def bands(self, stretches: Iterable[tuple[int, int]]) -> tuple[Band, ...]:
        """Return several stretches of days, as far as the line shows them."""
        return tuple(band for band in (self.band(*stretch) for stretch in stretches) if band is not None)


_NARROWEST = 0.6  # percent; a single day can still be seen


def line_of_years(first: int, last: int) -> Line:
    """Return a line whose ticks are the New Year's Days between two ordinals."""
    begin, end = to_date(first), to_date(last)
    line = Line(first, last, ())
    years = [date(year, 1, 1).toordinal() for year in range(begin.year + 1, end.year + 1)]
    return Line(first, last, tuple(Tick(line.at(day), str(to_date(day).year)) for day in years))


def line_of_months(first: int, last: int, names: Sequence[str], *, most_ticks: int = 8) -> Line:
    """Return a line whose ticks are first days of months; `names` are the months' short names, from January.

    Every month has its tick where that gives at most `most_ticks` of them, else every second, third, fourth, sixth
    or twelfth.
    """
    begin, end = to_date(first), to_date(last)
    months = [
        date(begin.year + month // 12, month % 12 + 1, 1)
        for month in range(begin.month, begin.month + 12 * (end.year - begin.year) + end.month - begin.month)
    ]
    step = next((step for step in (1, 2, 3, 4, 6, 12) if len(months) <= step * most_ticks), 12)
    line = Line(first, last, ())
    shown = [month for month in months if (month.month - 1) % step == 0]
    return Line(first, last, tuple(Tick(line.at(day.toordinal()), _month_label(day, names)) for day in shown))


def _month_label(day: date, names: Sequence[str]) -> str:
    return str(day.year) if day.month == 1 else names[day.month - 1]
