"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.home"
    label = "web_home"
