"""Dated values of the rules in words, as they hold on a day."""

from __future__ import annotations

from certway.core.rulebook.values import Value, Version
from certway.exchange.words.figures import amount, listed
from certway.exchange.words.telling import Telling


def value_words(value: Value | None, day: int, telling: Telling) -> str:
    """Return what a value is on a day; where it is not sure which version holds, both.

    What no rule file has, and what holds on no version's day, is told as not published.
    """
    versions = value.in_force(day) if value is not None else ()
    if value is None or not versions:
        return telling.words.say("value.not-found")
    said = list(dict.fromkeys(version_words(version, value.unit, telling) for version in versions))
    if len(said) == 1:
        return said[0]
    return telling.words.say("value.several", values=listed(said, "or", telling.words))


def version_words(version: Version, unit: str, telling: Telling) -> str:
    """Return what one version of a value says."""
    content = version.content
    if version.state in ("not-found", "abolished"):
        return telling.words.say(f"value.{version.state}")
    if isinstance(content, bool):
        return telling.words.say("said.yes" if content else "said.no")
    if isinstance(content, int | float):
        return amount(content, content, unit, telling.words)
    if isinstance(content, tuple):
        numbers = [part for part in content if not isinstance(part, str)]
        if len(numbers) == 2:
            return amount(numbers[0], numbers[1], unit, telling.words)
        return ", ".join(telling.words.text(str(part)) for part in content)
    return telling.words.text(str(content)).rstrip(".")
