"""The Django app of this folder."""

from __future__ import annotations

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Pages without tables of their own."""

    name = "certway.web.record"
    label = "web_record"
