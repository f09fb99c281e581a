"""What is known of a question's difficulty, with the day where she is who looks."""

from __future__ import annotations

from django.http import HttpRequest

from certway.exchange.values_text import values_text
from certway.exchange.words.catalogue import catalogue
from certway.records.parameters import KnownValues
from certway.web.clock import day_of


def known_words(request: HttpRequest, known: KnownValues | None) -> str:
    """Return how hard a question is, and what says so; nothing for none that stands in the bank."""
    if known is None:
        return ""
    on = None if known.at is None else day_of(request, known.at)
    return values_text(known.values, known.origin, answered=known.answered, on=on, words=catalogue())
