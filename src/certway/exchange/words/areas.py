"""Points, and the areas in which they count, in words."""

from __future__ import annotations

from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import in_unit, number


def points_words(hundredths: int, words: Catalogue) -> str:
    """Return points with their unit: `1 point`, `2.5 points`."""
    return in_unit(number(hundredths / 100), hundredths / 100, "points", words)


def area_name(area: str, words: Catalogue) -> str:
    """Return an area as people say it: `blood banking`."""
    return words.find(f"resources.area.{area}") or area.replace("-", " ")
