"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class RemindConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.remind"
    label = "web_remind"
