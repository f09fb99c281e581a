"""A year's pay as JSON, as the comparison and the match give it."""

from __future__ import annotations

from certway.core.rulebook.wages import Wage
from certway.exchange.check_json import Json


def pay_json(wage: Wage | None) -> Json | None:
    """Return a year's pay in US dollars, with the occupation and the place it was counted for; None = not published."""
    if wage is None:
        return None
    return {
        "area": wage.area,
        "year": wage.year,
        "soc": wage.soc,
        "title": wage.title,
        "median_usd": wage.p50,
        "p10_usd": wage.p10,
        "p90_usd": wage.p90,
        "combined": wage.combined,
        "nearest": wage.nearest,
    }
