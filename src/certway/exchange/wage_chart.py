"""What the work pays before and after a step, drawn: a dot for the median, a band where the range is published.

The colours are the page's own (`currentColor`), so that the picture fits a light and a dark page; its size and places
don't depend on the fonts of the machine that draws it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import quoteattr

from certway.answers.advance_pay import Pay
from certway.core.rulebook.wages import Wage
from certway.exchange.words.advances import AdvanceTelling

if TYPE_CHECKING:
    import altair

WIDTH: Final = 560  # units of the picture
_KEPT: Final = 256  # pictures of the same figures for whoever asks next: each takes a seventh of a second
_ROW, _HEAD, _FOOT = 74, 58, 56  # height of a row, of the title, of the axis
_MARGIN = 12
_TICK = 20_000  # dollars between two lines of the grid
_INK: Final = "currentColor"
_FONT: Final = "system-ui, sans-serif"
_VEGA_LITE: Final = "6.4"  # the same picture with every version of the library


@dataclass(frozen=True, slots=True)
class _Row:
    """One job as it is drawn. Heights are in rows, from the top."""

    label: str
    head: float
    above: float
    line: float
    below: float
    median: int  # US dollars a year, as are the others
    low: int | None  # None: the range is not published
    high: int | None
    median_said: str
    low_said: str
    high_said: str


@dataclass(frozen=True, slots=True)
class _Heads:
    """What stands around the rows, in words."""

    title: str
    compared: str  # in which year and place; empty where nothing was compared
    axis: str


def wage_chart(pay: Pay, told: AdvanceTelling) -> str:
    """Return the picture as SVG; the same figures give the same text."""
    heads = _Heads(chart_title(pay, told), _compared(pay, told), told.say("advance.chart.axis"))
    svg = _drawn(_rows(pay, told), heads)
    return svg.replace("<svg ", f'<svg role="img" aria-label={quoteattr(chart_words(pay, told))} ', 1)


@lru_cache(maxsize=_KEPT)
def _drawn(rows: tuple[_Row, ...], heads: _Heads) -> str:
    import altair as alt  # loaded only here: it takes a second
    import vl_convert

    picture = (
        alt.layer(*_marks(alt, rows, heads.axis))
        .properties(
            width=WIDTH - 2 * _MARGIN,
            height=_ROW * len(rows),
            title=_title(alt, heads),
            background="transparent",
            autosize=alt.AutoSizeParams(type="none"),
            padding={"left": _MARGIN, "right": _MARGIN, "top": _HEAD, "bottom": _FOOT},
        )
        .configure(font=_FONT)
        .configure_view(stroke=None)
        .configure_mark(color=_INK, aria=False)  # the picture is told as a whole
        .configure_text(color=_INK)
    )
    svg: str = vl_convert.vegalite_to_svg(picture.to_dict(), vl_version=_VEGA_LITE, allowed_base_urls=[])
    return svg


def chart_title(pay: Pay, told: AdvanceTelling) -> str:
    """Return what the picture shows, as its title."""
    if pay.same_occupation:
        return told.say("advance.chart.one-figure")
    if pay.difference is None:
        return told.say("advance.chart.after", median=told.dollars(pay.after.p50 or 0))
    way = "more" if pay.difference > 0 else "less" if pay.difference < 0 else "same"
    return told.say(f"advance.chart.{way}", amount=told.dollars(abs(pay.difference)))


def chart_words(pay: Pay, told: AdvanceTelling) -> str:
    """Return the picture in words, for who can't see it."""
    said = [chart_title(pay, told), _compared(pay, told), *(_row_words(row) for row in _rows(pay, told))]
    return ". ".join(part for part in said if part)


def _row_words(row: _Row) -> str:
    shown = [said for said in (row.low_said, row.median_said, row.high_said) if said]
    return f"{row.label}: {', '.join(shown)}"


def _rows(pay: Pay, told: AdvanceTelling) -> tuple[_Row, ...]:
    """The work before, where it has a figure of its own, and after; the newest figures of each."""
    shown = [pay.after] if pay.before is None or pay.same_occupation else [pay.before, pay.after]
    return tuple(_row(place, wage, told, own=wage is pay.after) for place, wage in enumerate(shown))


def _row(place: int, wage: Wage, told: AdvanceTelling, *, own: bool) -> _Row:
    words = told.telling.words
    low, high = (wage.p10, wage.p90) if wage.p10 is not None and wage.p90 is not None else (None, None)
    median = wage.p50 or 0
    return _Row(
        label=told.say(
            "advance.chart.now" if own else "advance.chart.before",
            title=words.text(wage.title),
            area=words.text(wage.area_name),
            year=wage.year,
        ),
        head=place + 0.16,
        above=place + 0.42,
        line=place + 0.64,
        below=place + 0.86,
        median=median,
        low=low,
        high=high,
        median_said=told.dollars(median),
        low_said=told.dollars(low) if low is not None else "",
        high_said=told.dollars(high) if high is not None else "",
    )


def _marks(alt: ModuleType, rows: Sequence[_Row], axis_title: str) -> list[altair.Chart]:
    top = _TICK * -(-max(row.high or row.median for row in rows) // _TICK)
    heights = alt.Scale(domain=[0, len(rows)], reverse=True, nice=False)
    base = alt.Chart(alt.Data(values=[asdict(row) for row in rows]))

    def at(height: str, dollars: str | None) -> altair.Chart:
        y = alt.Y(f"{height}:Q", scale=heights, axis=None)
        x = alt.value(0) if dollars is None else alt.X(f"{dollars}:Q", scale=alt.Scale(domain=[0, top]), axis=axis)
        chart: altair.Chart = base.encode(x=x, y=y)
        return chart

    axis = alt.Axis(
        title=axis_title,
        values=list(range(0, top + 1, _TICK)),
        format="$,d",
        grid=True,
        gridColor=_INK,
        gridOpacity=0.15,
        domain=False,
        ticks=False,
        labelColor=_INK,
        labelOverlap=False,
        labelFontSize=12,
        titleColor=_INK,
        titleFontSize=12,
        titleFontWeight="normal",
        titlePadding=10,
    )
    known = "isValid(datum.low)"
    low, high = (at("below", end).transform_filter(known) for end in ("low", "high"))
    return [
        at("head", None).mark_text(align="left", fontSize=13).encode(text="label:N"),
        at("line", "low").transform_filter(known).mark_bar(height=12, opacity=0.3).encode(x2="high:Q"),
        at("line", "median").mark_circle(size=130, opacity=1),
        at("above", "median").mark_text(fontSize=13, fontWeight="bold").encode(text="median_said:N"),
        low.mark_text(fontSize=12).encode(text="low_said:N"),
        high.mark_text(fontSize=12).encode(text="high_said:N"),
    ]


def _title(alt: ModuleType, heads: _Heads) -> altair.TitleParams:
    title: altair.TitleParams = alt.TitleParams(
        heads.title,
        subtitle=heads.compared,
        anchor="start",
        color=_INK,
        subtitleColor=_INK,
        fontSize=16,
        subtitleFontSize=13,
        offset=12,
    )
    return title


def _compared(pay: Pay, told: AdvanceTelling) -> str:
    """Return in which year and place the medians were compared; empty where nothing was."""
    if pay.compared is None or pay.same_occupation:
        return ""
    before, after = pay.compared
    return told.say(
        "advance.chart.compared",
        area=told.telling.words.text(after.area_name),
        year=after.year,
        before=told.dollars(before.p50 or 0),
        after=told.dollars(after.p50 or 0),
    )
