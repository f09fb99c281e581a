"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class ChooseConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.choose"
    label = "web_choose"
