"""Where the questionnaire asks what a finding wants to know."""

from __future__ import annotations

from typing import Protocol

from django import template

from certway.exchange.words.catalogue import catalogue

register = template.Library()


class _Page(Protocol):
    addresses: dict[str, str]


@register.simple_tag
def question_address(page: _Page, place: str) -> str:
    """Return the address of the question about a place of the person file; empty where none asks it."""
    return page.addresses.get(place, "") if place else ""


@register.simple_tag
def say_topic(topic: str, part: str = "") -> str:
    """Return what the catalogue says about a topic: its name, or a part such as `ask`, `why` or `add`."""
    return catalogue().say(f"topic.{topic}.{part}" if part else f"topic.{topic}")
