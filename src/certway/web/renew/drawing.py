"""The dates of all renewals on one line of time, and the ring of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from certway.answers.renew import Renewals
from certway.core.units.days import add_months_to_day
from certway.exchange.renew_text import RenewalText
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import listed
from certway.web.layout.timeline import Band, Line, line_of_months, line_of_years

ROW, HEAD, FOOT = 52, 28, 8  # pixels
LONGEST_MONTHS = 30  # of a line that names months; a longer one names years


@dataclass(frozen=True, slots=True)
class Dot:
    """A day on the line."""

    left: float  # percent of the width
    kind: str  # act, opens or ends


@dataclass(frozen=True, slots=True)
class DrawnRenewal:
    """One credential's row."""

    title: str
    band: Band | None  # the days left of its cycle
    dots: tuple[Dot, ...]
    top: int  # of its words' line, in pixels
    bar: int  # of its bar


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole line of time."""

    line: Line
    rows: tuple[DrawnRenewal, ...]
    height: int  # pixels
    foot: int
    label: str  # all of it in words


def draw_dates(answer: Renewals, texts: Sequence[RenewalText], words: Catalogue) -> Drawing | None:
    """Return the dates ahead, from today to the last one; None where there is none."""
    first = answer.as_of
    ahead = [date for text in texts for date in text.dates if not date.over and date.day >= first]
    if not ahead:
        return None
    last = max(date.day for date in ahead) + 14
    names = [words.say(f"plan.month.{month}") for month in range(1, 13)]
    short = add_months_to_day(first, LONGEST_MONTHS) >= last
    line = line_of_months(first, last, names) if short else line_of_years(first, last)
    shown = [
        (kept, text)
        for kept, text in zip(answer.credentials, texts, strict=True)
        if any(date in ahead for date in text.dates)
    ]
    rows = []
    for place, (kept, text) in enumerate(shown):
        ends = kept.renewal.expires
        kinds = {date.what: date.kind for date in kept.renewal.dates}
        dots = tuple(Dot(line.at(date.day), kinds[date.id]) for date in text.dates if date in ahead)
        band = line.band(first, ends) if ends is not None else None
        rows.append(DrawnRenewal(text.short, band, dots, HEAD + ROW * place + 20, HEAD + ROW * place + 36))
    told = [words.say("renew.drawing.date", short=text.short, what=date.what, on=date.on)
            for _, text in shown for date in text.dates if date in ahead]  # fmt: skip
    foot = HEAD + ROW * len(rows)
    return Drawing(line, tuple(rows), foot + FOOT, foot, listed(told, "and", words))
