"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class AdvanceConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.advance"
    label = "web_advance"
