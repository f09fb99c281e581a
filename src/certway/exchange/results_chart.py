"""Results over time, drawn: a dot for each with its interval, and a line where the pass mark is.

The colours are the page's own (`currentColor`), so that the picture fits a light and a dark page; its size and places
don't depend on the fonts of the machine that draws it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from types import ModuleType
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    import altair

WIDTH: Final = 400  # units of the picture: as wide as a phone, so that its words can be read there
_HEIGHT, _HEAD, _FOOT = 190, 20, 30  # of the plot, of the room above it, of the axis
_LEFT, _RIGHT = 34, 36
_INK: Final = "currentColor"
_FONT: Final = "system-ui, sans-serif"
_VEGA_LITE: Final = "6.4"  # the same picture with every version of the library
_ROOMY = 25  # dots that stand apart; more of them are drawn smaller
_LABEL_SHARE = 0.12  # of the height: what a figure takes above a bar
_MOST_LABELLED = 5  # dots; of more of them the first and the last have their figure beside them


@dataclass(frozen=True, slots=True)
class Dot:
    """One result. Heights are in the unit of the axis."""

    at: float  # days since the beginning of 1970 in UTC, with their fraction
    value: float
    low: float
    high: float
    said: str  # its figure


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, in words and figures."""

    title: str  # the finding; it stands above the picture
    alt: str  # the whole in words, for who can't see it
    axis: str  # what the heights are
    dots: tuple[Dot, ...]  # the oldest first
    is_joined: bool  # by a line, as what can be compared
    ends: tuple[float, float]  # of the axis
    days: tuple[tuple[float, str], ...]  # the days that the axis names: where they stand, and their names
    pass_mark: float | None
    pass_said: str


def results_chart(picture: Picture) -> str:
    """Return the picture as SVG; the same picture gives the same text."""
    import altair as alt  # loaded only here: it takes a second
    import vl_convert

    drawn = (
        alt.layer(*_marks(alt, picture))
        .properties(
            width=WIDTH - _LEFT - _RIGHT,
            height=_HEIGHT,
            background="transparent",
            autosize=alt.AutoSizeParams(type="none"),
            padding={"left": _LEFT, "right": _RIGHT, "top": _HEAD, "bottom": _FOOT},
        )
        .configure(font=_FONT)
        .configure_view(stroke=None)
        .configure_mark(color=_INK, aria=False)  # the picture is told as a whole
        .configure_text(color=_INK)
    )
    svg: str = vl_convert.vegalite_to_svg(drawn.to_dict(), vl_version=_VEGA_LITE, allowed_base_urls=[])
    return svg.replace("<svg ", f'<svg role="img" aria-label={quoteattr(picture.alt)} ', 1)


def _marks(alt: ModuleType, picture: Picture) -> list[altair.Chart]:
    dots = alt.Chart(alt.Data(values=[asdict(one) for one in picture.dots]))
    days, heights = _day_axis(alt, picture), alt.Scale(domain=list(picture.ends), nice=False, zero=False)
    y = alt.Y("value:Q", scale=heights, axis=_axis(alt, grid=True, tickCount=4))
    crowded = min(1.0, _ROOMY / len(picture.dots))
    return [
        *_pass_mark(alt, picture, heights),
        *([dots.mark_line(color=_INK, strokeWidth=1.5, opacity=0.6).encode(x=days, y=y)] if picture.is_joined else []),
        dots.mark_rule(color=_INK, strokeWidth=7 * crowded, opacity=0.25).encode(
            x=days, y=alt.Y("high:Q", scale=heights), y2="low:Q"
        ),
        dots.mark_circle(size=70 * crowded, opacity=1).encode(x=days, y=y),
        *(_label(alt, picture, dot, days, heights) for dot in _labelled(picture)),
    ]


def _labelled(picture: Picture) -> Sequence[Dot]:
    return picture.dots if len(picture.dots) <= _MOST_LABELLED else (picture.dots[0], picture.dots[-1])


def _label(alt: ModuleType, picture: Picture, dot: Dot, days: altair.X, heights: altair.Scale) -> altair.Chart:
    """Return the figure of a dot above its bar, or below it where the pass mark would cross it; inside the plot."""
    low, high = picture.ends
    crossed = picture.pass_mark is not None and 0 <= picture.pass_mark - dot.high < _LABEL_SHARE * (high - low)
    align = "left" if dot is picture.dots[0] else "center"  # the first would stand among the numbers of the axis
    chart = alt.Chart(alt.Data(values=[asdict(dot)]))
    drawn: altair.Chart = chart.mark_text(
        fontSize=12,
        fontWeight="bold",
        align=align,
        dx=-5 if align == "left" else 0,
        dy=14 if crossed else -10,
    ).encode(x=days, y=alt.Y("low:Q" if crossed else "high:Q", scale=heights), text="said:N")
    return drawn


def _day_axis(alt: ModuleType, picture: Picture) -> altair.X:
    first, last = picture.dots[0].at, picture.dots[-1].at
    room = max(0.5, (last - first) * 0.05)
    names = json.dumps([name for _, name in picture.days])
    place = f"round(datum.index * {len(picture.days) - 1})"  # the index of a label goes from 0 to 1
    axis = _axis(
        alt, grid=False, values=[day for day, _ in picture.days], labelExpr=f"{names}[{place}]", labelFlush=_LEFT
    )
    scale = alt.Scale(domain=[first - room, last + room], nice=False, zero=False)
    days: altair.X = alt.X("at:Q", scale=scale, axis=axis)
    return days


def _pass_mark(alt: ModuleType, picture: Picture, heights: altair.Scale) -> list[altair.Chart]:
    if picture.pass_mark is None:
        return []
    line = alt.Chart(alt.Data(values=[{"mark": picture.pass_mark, "said": picture.pass_said}]))
    y = alt.Y("mark:Q", scale=heights)
    return [
        line.mark_rule(color=_INK, strokeWidth=1.5, strokeDash=[5, 4]).encode(y=y),
        line.mark_text(fontSize=12, align="left", dx=4, dy=-8).encode(x=alt.value(0), y=y, text="said:N"),
    ]


def _axis(alt: ModuleType, **own: object) -> altair.Axis:
    axis: altair.Axis = alt.Axis(
        title=None,
        gridColor=_INK,
        gridOpacity=0.15,
        domain=False,
        ticks=False,
        labelColor=_INK,
        labelOverlap=False,
        labelFontSize=12,
        labelPadding=8,
        **own,
    )
    return axis
