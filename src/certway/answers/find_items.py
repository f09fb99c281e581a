"""Which questions of the bank have all the words that somebody looks for."""

from __future__ import annotations

from collections.abc import Mapping

MOST_FOUND = 50  # that are worth showing; more words find fewer
LONGEST_SEARCH = 200  # characters that are looked for


def find_items(words: Mapping[str, str], search: str) -> tuple[str, ...]:
    """Return the ids of the questions whose words, by id and in lower case, hold every word of a search.

    In the order of the bank; none for a search without words.
    """
    asked = search[:LONGEST_SEARCH].lower().split()
    return tuple(name for name, text in words.items() if all(word in text for word in asked)) if asked else ()
