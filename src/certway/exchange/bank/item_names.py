"""The name of a question, from its words."""

from __future__ import annotations

import re
from collections.abc import Collection

from certway.exchange.bank.foreign_texts import slug_of

MOST_WORDS = 6
_LITTLE = re.compile(
    r"(an?|and|are|as|at|be|by|do|does|for|from|has|have|he|how|in|is|its?|of|on|or|she|should|that|the|their|them|they"
    r"|this|to|was|what|when|which|who|why|will|with|would)"
)


def free_name(stem: str, taken: Collection[str], topic: str) -> str:
    """Return a name of the first telling words of a stem that no question of the topic has; `taken` are whole ids."""
    words = [word for word in slug_of(stem[:400]).split("-") if word and not _LITTLE.fullmatch(word)]
    name = "-".join(words[:MOST_WORDS]) or "question"
    tried = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(one for one in tried if f"{topic}/{one}" not in taken)
