"""What was answered, in templates."""

from __future__ import annotations

from django import template

from certway.core.sit.events import Response
from certway.core.sit.report import ScoredItem
from certway.exchange.sitting_text import answer_text
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
    return answer_text(scored.item, scored.response, catalogue())
