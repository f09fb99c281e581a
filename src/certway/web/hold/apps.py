"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class HoldConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.hold"
    label = "web_hold"
