"""What only paper needs."""

from __future__ import annotations

from functools import lru_cache

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
DRAWINGS_KEPT = 128  # drawing one takes longer than most of the page around it


@register.simple_tag
def qr(address: str) -> SafeString:
    """Return an SVG drawing of an address that a phone's camera reads, to come back from paper."""
    return _draw(address)


@lru_cache(maxsize=DRAWINGS_KEPT)
def _draw(address: str) -> SafeString:
    drawn = segno.make(address, error="m").svg_inline(scale=3, border=2, omitsize=True)
    return mark_safe(drawn)
