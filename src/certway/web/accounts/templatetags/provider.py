"""The provider of accounts elsewhere."""

from __future__ import annotations

from django import template

from certway.web.accounts import linked

register = template.Library()


@register.simple_tag
def provider_name() -> str:
    """Return the name of the provider that is configured; empty where none is."""
    return linked.provider_name()
