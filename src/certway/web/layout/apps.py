"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class LayoutConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.layout"
    label = "web_layout"
