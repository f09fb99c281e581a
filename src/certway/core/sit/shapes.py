"""The shape of a question: what can be answered to it, without its words."""

from __future__ import annotations

from dataclasses import dataclass

from certway.core.items.item import Choice, Item, Kind, Matching, NumberEntry, Ordering
from certway.core.sit.events import Response

LONGEST_NUMBER = 30  # characters that are read as a number


@dataclass(frozen=True, slots=True)
class Shape:
    """How a question is answered, and among how many things."""

    kind: Kind
    parts: int = 0  # options, steps or pairs
    matches: int = 0  # that a pair may be matched with


def shape_of(item: Item) -> Shape:
    """Return the shape of a question."""
    match item.body:
        case Choice(options=options):
            return Shape(item.kind, len(options))
        case Ordering(steps=steps):
            return Shape("ordering", len(steps))
        case Matching(pairs=pairs, others=others):
            return Shape("matching", len(pairs), len(pairs) + len(others))
        case NumberEntry():
            return Shape("number")


def fitted(shape: Shape, response: Response) -> Response | None:
    """Return a response that a question of a shape can have, places of a choice in order; None for one that it can't.

    An empty one takes an answer back.
    """
    if shape.kind == "number":
        return response.strip() if isinstance(response, str) and len(response) <= LONGEST_NUMBER else None
    if not isinstance(response, tuple):
        return None
    if shape.kind == "ordering":
        return response if not response or sorted(response) == list(range(shape.parts)) else None
    if shape.kind == "matching":
        return _matched(shape, response)
    chosen = tuple(sorted(set(response)))
    fits = all(0 <= place < shape.parts for place in chosen) and (shape.kind == "multiple" or len(chosen) <= 1)
    return chosen if fits else None


def _matched(shape: Shape, response: tuple[int, ...]) -> Response | None:
    if all(place == -1 for place in response):
        return ()
    fits = all(-1 <= place < shape.matches for place in response)
    return response if fits and len(response) == shape.parts else None
