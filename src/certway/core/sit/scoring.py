"""Whether an answer is right: all of it, as the bodies score, without part credit."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from certway.core.items.item import Body, Choice, Item, Matching, NumberEntry, Ordering
from certway.core.sit.events import Response
from certway.core.sit.shapes import LONGEST_NUMBER


def is_right(item: Item, response: Response) -> bool:
    """Tell whether a response is right.

    It names options by their places, steps in the order chosen, and for each pair the place of its match among the
    matches of all pairs followed by those that fit nothing.
    """
    match item.body:
        case NumberEntry() as body:
            number = number_of(response) if isinstance(response, str) else None
            return number is not None and abs(number - body.answer) <= body.tolerance
        case body:
            return response == key_of(body)


def key_of(body: Body) -> Response:
    """Return the response that is right; for a number the number itself."""
    match body:
        case Choice(options=options):
            return tuple(place for place, option in enumerate(options) if option.right)
        case Ordering(steps=steps):
            return tuple(range(len(steps)))
        case Matching(pairs=pairs):
            return tuple(range(len(pairs)))
        case NumberEntry(answer=answer):
            return format(answer, "f")


def number_of(text: str) -> Decimal | None:
    """Return a number as people type it, a comma for thousands or, alone with other than three digits, for a point."""
    told = text.strip().replace(" ", "")
    if len(told) > LONGEST_NUMBER:
        return None
    whole, comma, rest = told.partition(",")
    if comma and "," not in rest and "." not in rest and len(rest) != 3:
        told = f"{whole}.{rest}"
    try:
        number = Decimal(told.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
