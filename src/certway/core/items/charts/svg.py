"""SVG as text: shapes and words on a white sheet, the same bytes on every machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from certway.core.items.charts.chart import MOST_TITLE, ChartError

Anchor: TypeAlias = Literal["start", "middle", "end"]

WIDTH = 400  # of every chart, so that letters have 12 pixels where the page gives it 350
LETTERS = 14
INK = "#1D2733"
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_PLACES = 2  # decimals: finer than any screen, coarser than what differs between machines


def sheet(parts: Iterable[str], height: float) -> str:
    """Return a drawing of its parts on white paper, which stays white where a page is dark."""
    size = f'width="{WIDTH}" height="{plain(height)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {plain(height)}" role="img"'
    look = f'font-family="sans-serif" font-size="{LETTERS}" fill="{INK}"'
    return "\n".join((f"{head} {look}>", f'<rect {size} fill="#FFFFFF"/>', *parts, "</svg>\n"))


def plain(number: float) -> str:
    """Return a number of a drawing in as few digits as it needs."""
    text = f"{number:.{_PLACES}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def words(x: float, y: float, text: str, anchor: Anchor = "start", *, bold: bool = False) -> str:
    """Return words; they are escaped."""
    safe = "".join(_ESCAPES.get(letter, letter) for letter in text)
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{plain(x)}" y="{plain(y)}" text-anchor="{anchor}"{weight}>{safe}</text>'


def title_line(title: str) -> str:
    """Return the title of a chart. Raises ChartError for one that does not fit."""
    if len(title) > MOST_TITLE:
        raise ChartError(f"the title '{title}' has {len(title)} characters; {MOST_TITLE} fit above a drawing")
    return words(8, 20, title)


def stroke(path: str, width: float, *, color: str = INK, dashes: str = "") -> str:
    """Return a path that is drawn as a line; `dashes` are lengths of dashes and gaps."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    look = f'fill="none" stroke="{color}" stroke-width="{plain(width)}" stroke-linejoin="round"'
    return f'<path d="{path}" {look}{dashed}/>'


def polyline(points: Sequence[tuple[float, float]]) -> str:
    """Return the path through some points."""
    first, *others = points
    start = f"M{plain(first[0])} {plain(first[1])}"
    return start + "".join(f"L{plain(x)} {plain(y)}" for x, y in others)
