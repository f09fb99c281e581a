"""What is known of a question's difficulty, and from what, in words."""

from __future__ import annotations

from certway.core.items.item import PRIOR_LOGITS
from certway.core.sit.values import Origin, Values
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import day, number


def values_text(values: Values, origin: Origin, *, answered: int, on: int | None, words: Catalogue) -> str:
    """Return a sentence: how hard a question is and what says so; `on` is the day on which it was measured."""
    if origin == "expected" or on is None:
        return words.say("values.expected")
    nearest = min(PRIOR_LOGITS, key=lambda level: abs(PRIOR_LOGITS[level] - values.b))
    told = {"n": number(answered), "on": day(on, words), "level": words.say(f"values.level.{nearest}")}
    return words.say(f"values.{origin}", **told)
