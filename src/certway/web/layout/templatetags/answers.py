"""What was answered, in templates."""

from __future__ import annotations

from django import template

from certway.core.items.item import Choice, Matching, Ordering
from certway.core.sit.events import Response
from certway.core.sit.report import ScoredItem
from certway.exchange.words.catalogue import catalogue

register = template.Library()


@register.filter
def position_of(response: Response, value: int) -> int:
    """Return where a step was put, from 1; 0 where it was not."""
    return response.index(value) + 1 if isinstance(response, tuple) and value in response else 0


@register.filter
def matched_with(response: Response, value: int) -> int:
    """Return what one of a pair was matched with; -1 for nothing."""
    return response[value] if isinstance(response, tuple) and value < len(response) else -1


@register.filter
def less(number: int, other: int) -> int:
    """Return a number without another, at least 0."""
    return max(0, number - other)


@register.filter
def answer_words(scored: ScoredItem) -> str:
    """Return what was answered as text."""
    response = scored.response
    if not response:
        return catalogue().say("report.open")
    if isinstance(response, str):
        return response
    match scored.item.body:
        case Choice(options=options):
            return "; ".join(options[place].text for place in response)
        case Ordering(steps=steps):
            return " → ".join(steps[place].text for place in response)
        case Matching(pairs=pairs, others=others):
            matches = [*(pair.that for pair in pairs), *others]
            told = [(pairs[at].this, matches[place] if place >= 0 else "–") for at, place in enumerate(response)]
            return "; ".join(f"{this} → {that}" for this, that in told)
        case _:
            return ""
