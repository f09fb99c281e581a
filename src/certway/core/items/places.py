"""Places in the texts of a template: `{mean}`, `{mean:2}` with two decimals, `{mean:places}` with `places` of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from fractions import Fraction

from certway.core.items.formula import FormulaError, Names, shown, shown_to

MOST_DECIMALS = 6

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)(?::([a-z0-9_]+))?\}")
_ANY_PLACE = re.compile(r"\{([^{}]*)\}")
_DECIMALS = frozenset(map(str, range(MOST_DECIMALS + 1)))


def filled(text: str, names: Names) -> str:
    """Return a text with the values in its places, without space around it.

    Raises FormulaError for a place that can't be filled.
    """

    def put(found: re.Match[str]) -> str:
        if found[1] not in names:
            raise FormulaError(f"'{{{found[1]}}}' stands in a text, and there is no such value")
        value = names[found[1]]
        if isinstance(value, str):
            return value
        return shown_to(value, _decimals(found[2], names)) if found[2] else shown(value)

    return _PLACE.sub(put, text).strip()


def _decimals(told: str, names: Names) -> int:
    value = Fraction(told) if told in _DECIMALS else names.get(told)
    if not isinstance(value, Fraction) or value not in range(MOST_DECIMALS + 1):
        raise FormulaError(f"'{told}' must be a number of decimals, 0 to {MOST_DECIMALS}")
    return int(value)


def faults_of_places(text: str, known: Set[str]) -> Iterator[tuple[str, str]]:
    """Yield the places that can't be filled by known values, and why not."""
    for place in _ANY_PLACE.findall(text):
        name, colon, decimals = place.partition(":")
        if name not in known:
            yield place, "there is no such value"
        elif colon and decimals not in known | _DECIMALS:
            yield place, f"its decimals must be 0 to {MOST_DECIMALS}, or a value"
