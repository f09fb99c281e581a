"""Words in templates: the one catalogue, by message id."""

from __future__ import annotations

from datetime import datetime

from django import template

from certway.core.person.topics import RECORD
from certway.exchange.words.catalogue import catalogue
from certway.exchange.words.figures import as_sentence, day, listed, money
from certway.records.history import Undoable

register = template.Library()


@register.simple_tag
def say(message: str, **values: object) -> str:
    """Return the sentence of a message id with its values; raises LookupError for one the catalogue lacks."""
    return catalogue().say(message, **values)


@register.simple_tag
def say_many(message: str, number: int, **values: object) -> str:
    """Return the form of a sentence that goes with a number, which it may name as `n`."""
    return catalogue().say_many(message, number, n=number, **values)


@register.simple_tag
def say_if_any(message: str) -> str:
    """Return the sentence of a message id; empty where the catalogue has none."""
    return catalogue().find(message) or ""


@register.simple_tag
def say_change(change: Undoable) -> str:
    """Return what a change did: `You told something about: Jobs.`"""
    words = catalogue()
    named = [words.say(f"topic.{topic.id}") for topic in RECORD if topic.table.name in change.sections]
    return words.say(f"undo.{change.kind}", sections=listed(named, "and", words) or words.say("history.nothing"))


@register.filter
def as_day(ordinal: int, as_of: int | None = None) -> str:
    """Return an ordinal as a day in words; with `as_of`, how far ahead it lies."""
    return day(ordinal, catalogue(), as_of=as_of)


@register.filter
def as_hours(minutes: int) -> str:
    """Return minutes as a number of hours, one decimal at most: `2.5`."""
    return f"{round(minutes / 60, 1):g}"


@register.filter
def as_moment(moment: datetime) -> str:
    """Return a moment in words: `24 November 2026, 2:05 pm`."""
    return f"{day(moment.toordinal(), catalogue())}, {_clock(moment, f'{moment.minute:02}')}"


@register.filter
def as_second(moment: datetime) -> str:
    """Return a moment in words, to the second: `24 November 2026, 2:05:07 pm`."""
    return f"{day(moment.toordinal(), catalogue())}, {_clock(moment, f'{moment.minute:02}:{moment.second:02}')}"


def _clock(moment: datetime, past_hour: str) -> str:
    return f"{moment.hour % 12 or 12}:{past_hour} {'am' if moment.hour < 12 else 'pm'}"


@register.filter
def as_dollars(amount: float) -> str:
    """Return US dollars: `$2,340`."""
    return money(amount, amount, catalogue())


@register.filter
def sentence(text: str) -> str:
    """Return a text with a capital at its start and a full stop at its end."""
    return as_sentence(text)
