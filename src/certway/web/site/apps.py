"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.site"
    label = "web_site"
