"""How long pages of study wait for what is reckoned in the background."""

from __future__ import annotations

from django.conf import settings

_SHARE = 0.1  # of the patience for a plan: the rest of the page is there already, and the last figures too


def patience_seconds() -> float:
    """Return the seconds after which a page is shown without it."""
    return float(settings.PLAN_PATIENCE_SECONDS * _SHARE)
