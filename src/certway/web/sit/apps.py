"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class SitConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.sit"
    label = "web_sit"
