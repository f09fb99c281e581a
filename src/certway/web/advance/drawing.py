"""The ladder as a drawing: columns of stops from left to right, with lines from what leads to what."""

from __future__ import annotations

from dataclasses import dataclass

from certway.exchange.advance_text import GraphText, NodeText

COLUMN, ROW = 190, 56  # units from one stop to the next
LEFT, TOP = 14, 28
LABEL = 12  # units from a stop to its name
LAST = 90  # units more for the names of the last column


@dataclass(frozen=True, slots=True)
class Stop:
    """One rung."""

    node: NodeText
    x: int
    y: int
    label: int  # where its name begins


@dataclass(frozen=True, slots=True)
class Way:
    """A line from one rung to another."""

    path: str
    perhaps: bool


@dataclass(frozen=True, slots=True)
class LadderDrawing:
    """The whole drawing, in units of its own."""

    width: int
    height: int
    stops: tuple[Stop, ...]
    ways: tuple[Way, ...]


def ladder_drawing(graph: GraphText) -> LadderDrawing:
    """Return the drawing of a ladder; a line bends so that it leaves and arrives level."""
    places = {node.id: (LEFT + node.column * COLUMN, TOP + node.row * ROW) for node in graph.nodes}
    ways = []
    for link in graph.links:
        (x1, y1), (x2, y2) = places[link.start], places[link.end]
        bend = (x1 + x2) // 2
        ways.append(Way(f"M{x1} {y1}C{bend} {y1} {bend} {y2} {x2} {y2}", link.perhaps))
    return LadderDrawing(
        width=LEFT + graph.columns * COLUMN + LAST,
        height=TOP + graph.rows * ROW,
        stops=tuple(Stop(node, *places[node.id], places[node.id][0] + LABEL) for node in graph.nodes),
        ways=tuple(ways),
    )
