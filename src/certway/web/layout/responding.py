"""What a form answers to a question."""

from __future__ import annotations

from django.http import QueryDict

from certway.core.sit.events import Response
from certway.core.sit.report import SURE_STEPS
from certway.exchange.bank.asked_text import AskedText


def sureness_of(data: QueryDict) -> int | None:
    """Return how sure somebody says to be, in percent."""
    return next((step for step in SURE_STEPS if str(step) == data.get("sure")), None)


def response_of(data: QueryDict, asked: AskedText) -> Response:
    """Return what a form answers to a question; empty where it is not whole."""
    if asked.kind == "number":
        return data.get("response", "").strip()
    if asked.kind in ("single", "multiple"):
        return tuple(int(one) for one in data.getlist("response") if one.isascii() and one.isdecimal())[:100]
    told = {part.value: data.get(f"part-{part.value}", "") for part in asked.parts}
    numbers = {value: int(text) for value, text in told.items() if text.isascii() and text.isdecimal()}
    if asked.kind == "matching":
        return tuple(numbers.get(value, -1) for value in sorted(told))
    whole = sorted(numbers.values()) == list(range(1, len(told) + 1))
    return tuple(sorted(numbers, key=lambda value: numbers[value])) if whole else ()
