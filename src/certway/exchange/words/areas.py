"""Points, and the areas in which they count, in words."""

from __future__ import annotations

from certway.core.renew.policy import Policy
from certway.exchange.words.catalogue import Catalogue
from certway.exchange.words.figures import in_unit, number


def points_words(hundredths: int, words: Catalogue, unit: str = "points") -> str:
    """Return points with their unit: `1 point`, `2.5 points`; or, for the license of a state, `24 hours`."""
    return in_unit(number(hundredths / 100), hundredths / 100, unit, words)


def unit_of(policy: Policy) -> str:
    """Return the unit of what keeps a credential: points of a body, hours or units of a state."""
    return policy.points.unit if policy.state else "points"


def area_name(area: str, words: Catalogue) -> str:
    """Return an area as people say it: `blood banking`."""
    return words.find(f"resources.area.{area}") or area.replace("-", " ")
