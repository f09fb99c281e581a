"""What only paper needs."""

from __future__ import annotations

import segno
from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def qr(address: str) -> SafeString:
    """Return an SVG drawing of an address that a phone's camera reads, to come back from paper."""
    drawn = segno.make(address, error="m").svg_inline(scale=3, border=2, omitsize=True)
    return mark_safe(drawn)
