"""What allauth says when something is wrong, in our words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from certway.exchange.words.catalogue import catalogue


def errors_in_words(theirs: Mapping[str, object], said: Iterable[str]) -> dict[str, object]:
    """Return allauth's messages, those that can come up here in our words."""
    return {**theirs, **{code: catalogue().say(f"account.error.{code.replace('_', '-')}") for code in said}}
