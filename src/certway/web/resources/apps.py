"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.resources"
    label = "web_resources"
