"""How many examples a property gets in the profile that is in force."""

from __future__ import annotations

from hypothesis import settings


def effort(examples: int) -> settings:
    """Return settings for so many examples; the soak profile multiplies them by its own number over 100."""
    return settings(max_examples=max(1, examples * settings.default.max_examples // 100))
